"""Engagements of the demonstration: one by which its auditor reads, one that is over, one that waits to be granted.

Of the first, expenses were drawn as a sample and some of them tested.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import Office
from audits.actions import ask_engagement, close_engagement, draft_engagement, grant_engagement
from audits.actions.papers import review_paper, submit_paper, write_paper
from audits.actions.questions import add_question
from audits.actions.samples import draw_sample
from audits.checklist import questions_of
from audits.models import AuditSample, Engagement, SampleItem, WorkingPaper
from audits.sampling import Method, Plan
from audits.sampling.sizes import Precision
from desk.demo import people
from desk.demo.findings import find_in_an_office
from desk.demo.papers import warrant_letter


@transaction.atomic
def engage() -> None:
    """Ask for three engagements, grant two and close one of them; does nothing where there is any."""
    if Engagement.objects.exists():
        return
    today = people.office(people.INSPECTORATE).today
    over = _asked(
        1,
        f"Audit penyaluran bantuan {today.year - 1}",
        "Menguji penyaluran dan pertanggungjawaban bantuan satu kantor.",
        first=today - timedelta(days=330),
        last=today + timedelta(days=3),
        years=[today.year - 1],
        offices=[people.office(people.OTHER_BALAI)],
        supervisor=people.person("pengendali"),
    )
    _grant(over)
    find_in_an_office(over)
    close_engagement(engagement=over, by=people.person("inspektur"), version=over.version)
    running = _asked(
        2,
        f"Audit kinerja dan kepatuhan bantuan ATENSI {today.year}",
        "Menguji kepatuhan penyaluran, pertanggungjawaban LKS, dan pengembalian sisa dana.",
        first=today - timedelta(days=20),
        last=today + timedelta(days=70),
        years=[today.year - 1, today.year],
        supervisor=people.person("pengendali"),
    )
    _grant(running)
    _asked(
        3,
        "Reviu pengembalian dana ke kas negara",
        "Menelusuri sisa dana dan bunga bank yang terlambat disetor.",
        first=today + timedelta(days=14),
        last=today + timedelta(days=44),
        years=[today.year],
        programmes=["DL"],
        offices=[people.office(people.BALAI)],
        members=[people.person("pengendali")],
    )


@transaction.atomic
def sample_expenses() -> None:
    """Draw expenses by monetary units and test three: one right and one wrong, both reviewed, and one to review.

    Does nothing where anything has been drawn, or the engagement has ended.
    """
    engagement = Engagement.objects.filter(state="active").order_by("pk").first()
    if engagement is None or AuditSample.objects.exists():
        return
    auditor = people.person("auditor")
    question = "Apakah barangnya dilihat langsung di tempat LKS?"
    add_question(engagement=engagement, text=question, source="bku-dikirim", by=auditor)
    sample = draw_sample(
        engagement=engagement,
        source="bku-dikirim",
        plan=Plan(Method.INTERVAL, "contoh-2026", precision=Precision(80, 50_000_000)),
        purpose="Keberadaan dan kewajaran belanja",
        by=auditor,
    )
    right, wrong, waiting = sample.items.order_by("-amount", "place")[:3]
    _review(_tested(right, "sesuai", None, "Kuitansi dan barangnya dilihat di tempat LKS; cocok dengan buku kas."))
    note = "Harga satuan pada nota toko lebih rendah; selisihnya Rp500.000 dan belum dikembalikan."
    _review(_tested(wrong, "tidak-sesuai", wrong.amount - 500_000, note))
    _tested(waiting, "tidak-dapat-diuji", None, "Tokonya sudah tutup dan tidak ada salinan notanya.")


def _tested(item: SampleItem, result: str, audited: int | None, note: str) -> WorkingPaper:
    """What the auditor wrote about an item, sent to be reviewed."""
    auditor = people.person("auditor")
    asked = questions_of(item.sample.engagement, item.sample.source)
    answers = {one.key: ("tidak-berlaku" if result == "tidak-dapat-diuji" else "ya", "") for one in asked}
    if result == "tidak-sesuai":
        answers["harga-wajar"] = ("tidak", "Nota toko menyebut harga satuan yang lebih rendah.")
    paper = write_paper(item=item, by=auditor, version=None, result=result, audited=audited, note=note, answers=answers)
    return submit_paper(paper=paper, by=auditor, version=paper.version)


def _review(paper: WorkingPaper) -> None:
    review_paper(paper=paper, by=people.person("pengendali"), version=paper.version)


def _asked(
    number: int,
    title: str,
    objective: str,
    *,
    first: date,
    last: date,
    years: list[int],
    programmes: list[str] | None = None,
    offices: list[Office] | None = None,
    **team: object,
) -> Engagement:
    """Drafted by the auditor, who leads, and put before the inspector."""
    auditor = people.person("auditor")
    letter = f"ST-{number:02d}/IJ/{first.year}"
    scan: ContentFile[bytes] = warrant_letter(f"Nomor {letter}\n{title}\nKetua tim: {auditor}")
    engagement = draft_engagement(
        by=auditor,
        upload=scan,
        title=title,
        objective=objective,
        starts_on=first,
        ends_on=last,
        years=years,
        programmes=programmes or [],
        offices=offices or [],
        leader=auditor,
        letter_number=letter,
        letter_date=min(first, people.office(people.INSPECTORATE).today) - timedelta(days=3),
        **team,
    )
    return ask_engagement(engagement=engagement, by=auditor, version=engagement.version)


def _grant(engagement: Engagement) -> None:
    grant_engagement(engagement=engagement, by=people.person("inspektur"), version=engagement.version)
