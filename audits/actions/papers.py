"""Writing and reviewing working papers: by the team of the engagement while it runs, one writes and another reviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audits.checklist import questions_of
from audits.files import admitted
from audits.locks import locked_at_work
from audits.models import EngagementMember, PaperAnswer, PaperFile, SampleItem, WorkingPaper
from audits.models.paper import Answer, Result
from audits.validity import require_at_work
from rupiah.format import format_rupiah
from trail.changed import difference
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage
from trail.transition import transition
from vault.door import Admitted, Upload, keep
from vault.kinds import EVIDENCE, TABLES

#: A note that would do, for who gives too short a one.
EXAMPLE = "Kuitansi terlampir berjumlah Rp1.250.000, buku kas mencatat Rp1.520.000."
_CHANGED = "Kertas kerja ini sudah diubah sejak Anda membuka halamannya. Muat ulang halaman, lalu periksa."


def write_paper(
    *,
    item: SampleItem,
    by: User,
    version: int | None,
    result: str = "",
    audited: int | None = None,
    note: str = "",
    answers: Mapping[str, tuple[str, str]] | None = None,
    uploads: Sequence[Upload] = (),
) -> WorkingPaper:
    """Write the paper of an item, or write on in it: what is not finished may stay blank until it is sent for review.

    ``answers`` are answer and note by the key of the question; ``version`` None where the item has no paper yet.
    ``audited`` is left out where the result says it: as recorded where it is right, none where it cannot be tested.
    Refuses who is not of the team, and who did not begin the paper, unless that person has left the team.
    """
    what = "menulis kertas kerja"
    require_at_work(by, item.sample.engagement, what)
    files = admitted(uploads, accept=EVIDENCE | TABLES, label="Berkas kertas kerja")
    with transaction.atomic():
        locked_at_work(item.sample.engagement, by, what)
        paper = _begun(item, by) if version is None else _open(item, by, version)
        fields = {"result": result, "audited": _amount(result, audited, paper.recorded), "note": note.strip()}
        changed = difference(paper, fields)
        for name, value in fields.items():
            setattr(paper, name, value)
        paper.written_by, paper.written_at = by, timezone.now()
        paper.version += 1
        paper.save()
        changed |= _answer(paper, answers or {})
        record_event(verb="workingpaper.write", obj=paper, by=by, data={"changes": changed})
        for file in files:
            _attach(paper, file, by=by)
    return paper


@transaction.atomic
def remove_paper_file(*, file: PaperFile, by: User, version: int) -> None:
    """Take a file off a paper that is still being written; the file itself is kept."""
    locked_at_work(file.paper.engagement, by, "melepas berkas kertas kerja")
    paper = _open(file.paper.item, by, version)
    if PaperFile.objects.filter(pk=file.pk, removed_at__isnull=True).update(removed_by=by, removed_at=timezone.now()):
        data = {"name": file.file.original_name, "sha256": file.file.sha256}
        record_event(verb="workingpaper.remove_file", obj=paper, by=by, data=data)


@transaction.atomic
def submit_paper(*, paper: WorkingPaper, by: User, version: int) -> WorkingPaper:
    """Send a paper to be reviewed. Refuses one with an open question, without a result, or without what explains it."""
    locked_at_work(paper.engagement, by, "mengirim kertas kerja")
    _require_own(paper, by)
    if wanting := wanting_in(paper):
        raise Refusal(*wanting)
    if paper.result != Result.RIGHT:
        sentence_in(paper.note, example=EXAMPLE, what="Catatan")
    return transition(paper, "submit", by=by, version=version)


@transaction.atomic
def return_paper(*, paper: WorkingPaper, reason: str, by: User, version: int) -> WorkingPaper:
    """Give a paper back to who wrote it, with a reason."""
    locked_at_work(paper.engagement, by, "mereviu kertas kerja")
    return transition(paper, "return_paper", by=by, version=version, reason=reason)


@transaction.atomic
def review_paper(*, paper: WorkingPaper, by: User, version: int) -> WorkingPaper:
    """Agree to what a paper says, as another of the team than who wrote it."""
    locked_at_work(paper.engagement, by, "mereviu kertas kerja")
    data = {"result": paper.result, "recorded": paper.recorded, "audited": paper.audited, "error": paper.error}
    return transition(paper, "review", by=by, version=version, data=data)


@transaction.atomic
def reopen_paper(*, paper: WorkingPaper, reason: str, by: User, version: int) -> WorkingPaper:
    """Open a reviewed paper again, with a reason; what it says then is reviewed anew."""
    locked_at_work(paper.engagement, by, "membuka kertas kerja kembali")
    gone: dict[str, Any] = {"reviewed_by": None, "reviewed_at": None}
    return transition(paper, "reopen", by=by, version=version, reason=reason, changes=gone)


def wanting_in(paper: WorkingPaper) -> list[str]:
    """What is still missing before a paper can be sent for review, a sentence for each thing."""
    kept = {one.key: one for one in paper.answers.all()}
    wanting = []
    for question in questions_of(paper.engagement, paper.item.sample.source):
        given = kept.get(question.key)
        if given is None or not given.answer:
            wanting.append(f"Belum dijawab: {question.text}")
        elif given.answer == Answer.NO and not given.note.strip():
            wanting.append(f"Jawaban “tidak” belum diterangkan: {question.text}")
    if not paper.result:
        wanting.append("Hasil uji belum dipilih.")
    return wanting


def _begun(item: SampleItem, by: User) -> WorkingPaper:
    """A new paper; its number is the sample's place within the engagement and the item's place within the sample."""
    sample = item.sample
    before = sample.engagement.samples.filter(pk__lte=sample.pk).count()
    paper = WorkingPaper(
        engagement=sample.engagement,
        item=item,
        number=f"KKP-{before}.{item.place}",
        recorded=item.amount,
        written_by=by,
        written_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            paper.save()
    except IntegrityError as problem:
        raise StalePage(_CHANGED) from problem
    return paper


def _open(item: SampleItem, by: User, version: int) -> WorkingPaper:
    """The paper of an item, taken to be written on."""
    rows = WorkingPaper.objects.select_for_update(of=("self",)).select_related("engagement__office")
    paper: WorkingPaper | None = rows.filter(item=item).first()
    if paper is None or paper.version != version:
        raise StalePage(_CHANGED)
    if paper.state != "draft":
        raise Refusal(f"Kertas kerja ini berstatus “{paper.state_label}”, jadi isinya tidak dapat diubah.")
    _require_own(paper, by)
    return paper


def _require_own(paper: WorkingPaper, by: User) -> None:
    """Refuse who did not write the paper, unless who did has left the team: nobody is to review words of their own."""
    if paper.written_by_id == by.pk:
        return
    team = EngagementMember.objects.filter(engagement=paper.engagement)
    if team.filter(user=paper.written_by_id).exists():
        raise NotAllowed(
            f"{paper} disusun {paper.written_by}; hanya penyusunnya yang mengubah dan mengirimnya.",
            "Anda dapat mereviunya sesudah dikirim.",
        )


def _amount(result: str, audited: int | None, recorded: int) -> int | None:
    """What should be recorded, as the result says it. Refuses what cannot be, or contradicts itself."""
    if audited is not None and audited < 0:
        raise Refusal("Nilai menurut pemeriksa tidak boleh kurang dari nol.")
    if result == Result.UNTESTABLE:
        return None
    if result == Result.RIGHT:
        if audited not in (None, recorded):
            raise Refusal(
                f"Hasilnya “sesuai”, tetapi nilainya bukan {format_rupiah(recorded)} seperti yang tercatat.",
                "Kosongkan nilainya, atau pilih “tidak sesuai”.",
            )
        return recorded
    if result == Result.WRONG and audited is None:
        raise Refusal(
            f"Isi nilai yang seharusnya; {format_rupiah(recorded)} bila nilainya benar dan yang salah hal lain."
        )
    return audited


def _answer(paper: WorkingPaper, answers: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """Keep the answers with their questions as they are put today; gives what changed, as the trail keeps it."""
    kept = {one.key: one for one in paper.answers.all()}
    changed = {}
    for place, question in enumerate(questions_of(paper.engagement, paper.item.sample.source), start=1):
        if question.key not in answers:
            continue
        answer, note = answers[question.key]
        before = kept.get(question.key)
        was = (before.answer, before.note) if before else ("", "")
        now = (answer, note.strip())
        if was != now:
            changed[question.text] = {"from": _in_words(*was), "to": _in_words(*now)}
            PaperAnswer.objects.update_or_create(
                paper=paper,
                key=question.key,
                defaults={"place": place, "question": question.text, "answer": now[0], "note": now[1]},
            )
    return changed


def _in_words(answer: str, note: str) -> str:
    return ": ".join(part for part in (str(Answer(answer).label) if answer else "", note) if part)


def _attach(paper: WorkingPaper, file: Admitted, *, by: User) -> None:
    stored = keep(file, by=by)
    PaperFile.objects.create(paper=paper, file=stored, attached_by=by)
    data = {"name": stored.original_name, "sha256": stored.sha256}
    record_event(verb="workingpaper.attach", obj=paper, by=by, data=data)
