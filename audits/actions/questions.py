"""The questions that an engagement asks beside the standard ones."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audits.checklist import STANDARD
from audits.locks import locked_at_work
from audits.models import Engagement, EngagementQuestion
from audits.models.sample import Source
from partners.saving import save_checked
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import Refusal

#: A question that would do, for who puts too short a one.
EXAMPLE = "Apakah daftar hadir pelatihan ditandatangani para pesertanya?"


@transaction.atomic
def add_question(*, engagement: Engagement, text: str, source: str = "", by: User) -> EngagementQuestion:
    """Ask one thing more of each item: of one population, or of all. Refuses what is asked already."""
    locked_at_work(engagement, by, "menambah pertanyaan uji")
    said = " ".join(sentence_in(text, example=EXAMPLE, what="Pertanyaan").split())
    asked = {one.text.casefold() for chosen in ([Source(source)] if source else Source) for one in STANDARD[chosen]}
    taken = "Pertanyaan ini sudah ada dalam daftar."
    if said.casefold() in asked:
        raise Refusal(taken)
    question = EngagementQuestion(engagement=engagement, source=source, text=said, added_by=by)
    save_checked(question, taken=taken)
    record_event(verb="question.add", obj=question, by=by, data={"text": said, "source": source})
    return question


@transaction.atomic
def drop_question(*, question: EngagementQuestion, by: User) -> None:
    """Ask it no more; answers that were given stay in their papers."""
    locked_at_work(question.engagement, by, "menghapus pertanyaan uji")
    now = {"dropped_by": by, "dropped_at": timezone.now()}
    if EngagementQuestion.objects.filter(pk=question.pk, dropped_at__isnull=True).update(**now):
        record_event(verb="question.drop", obj=question, by=by, data={"text": question.text})
