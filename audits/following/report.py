"""The links of a report: the report itself, its lines, their evidence, and the official print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Sum
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import User
from audits.following.links import Link, day
from partners.models import Instalment
from reports.models import OfficialPrint, Report
from reports.review import Choice, Review, ReviewLine
from rupiah.format import format_rupiah


@dataclass(frozen=True, slots=True)
class Reported:
    """The report of an instalment and its cash book; ``book`` is None before the first upload."""

    report: Report
    book: Review | None

    @property
    def is_accepted(self) -> bool:
        return self.report.state == "accepted"


def reported_of(instalment: Instalment, user: User) -> Reported | None:
    reports = (
        Report.objects.visible_to(user).with_partner().select_related("submitted_by", "verified_by", "accepted_by")
    )
    report = reports.filter(instalment=instalment).first()
    if report is None:
        return None
    revision = report.latest
    return Reported(report, Review(report, revision) if revision else None)


def report_links(reported: Reported | None, sought: ReviewLine | None) -> Iterator[Link]:
    """The report, its lines and their evidence; with ``sought`` this one line instead of their sum."""
    if reported is None:
        yield Link("lpj", "Laporan (LPJ)", missing="Belum ada laporan: dananya belum cair.")
        yield Link("baris", "Baris laporan", missing="Belum ada baris laporan: laporannya belum dibuka.")
        yield Link("bukti", "Bukti pengeluaran", missing="Belum ada bukti pengeluaran.")
        return
    yield _report_link(reported)
    if reported.book is None:
        yield Link("baris", "Baris laporan", missing="Belum ada baris laporan: buku kerja belum diunggah.")
        yield Link("bukti", "Bukti pengeluaran", missing="Belum ada bukti: buku kerja belum diunggah.")
    elif sought is not None:
        yield from _of_line(sought, reported.report)
    else:
        yield from _of_book(reported.book, reported.report)


def _report_link(reported: Reported) -> Link:
    report, book = reported.report, reported.book
    facts = [("Status", report.state_label), ("Batas waktu", day(report.due_on))]
    if book is None:
        return Link(
            "lpj",
            "Laporan (LPJ)",
            str(report),
            url=report.get_absolute_url(),
            facts=tuple(facts),
            missing="Buku kerja belum diunggah.",
        )
    facts += [("Diterima", format_rupiah(report.received)), ("Sisa", format_rupiah(report.remainder))]
    steps = (
        ("Dikirim", report.submitted_by, report.submitted_at),
        ("Diverifikasi", report.verified_by, report.verified_at),
        ("Diterima PPK", report.accepted_by, report.accepted_at),
    )
    facts += [(done, f"{person}, {day(localdate(at))}") for done, person, at in steps if person and at]
    return Link(
        "lpj",
        "Laporan (LPJ)",
        f"revisi {book.revision.number}",
        report.spent,
        report.get_absolute_url(),
        tuple(facts),
        missing="" if reported.is_accepted else f"Laporan belum diterima PPK: {report.state_label.lower()}.",
    )


def _of_book(book: Review, report: Report) -> Iterator[Link]:
    spent: int = book.revision.entries.aggregate(spent=Sum("paid"))["spent"] or 0
    bare, expenses = len(book.rows(Choice.BARE)), book.expense_count
    page = reverse("reports:revision", args=[report.pk, book.revision.number])
    none = "" if expenses else "Buku kas tidak memuat pengeluaran."
    yield Link("baris", "Baris laporan", f"{expenses} pengeluaran", spent, page, missing=none)
    yield Link(
        "bukti",
        "Bukti pengeluaran",
        f"{expenses - bare} dari {expenses} pengeluaran berbukti",
        url=reverse("reports:evidence", args=[report.pk]),
        missing=f"{bare} baris pengeluaran belum berbukti." if bare else "",
    )


def _of_line(line: ReviewLine, report: Report) -> Iterator[Link]:
    entry = line.entry
    facts = (
        ("Tanggal", day(entry.date)),
        ("Uraian", entry.description or "–"),
        ("Penerima pembayaran", entry.payee or "–"),
        ("Kode RAB", entry.budget_code or "–"),
    )
    number = entry.evidence_number or "tanpa nomor bukti"
    yield Link(
        "baris",
        "Baris laporan",
        f"{number}, baris {entry.row} buku kas",
        entry.paid or entry.received,
        f"#baris-{entry.row}",
        facts,
        faults=tuple(f"{each.judged.rule}: {each.judged.message}" for each in line.findings),
    )
    if not line.evidence:
        said = f"Bukti {number} tidak ada." if line.lacks_evidence else ""
        label = "" if said else "Penerimaan tidak memerlukan bukti pengeluaran"
        yield Link("bukti", "Bukti pengeluaran", label, missing=said)
    for proof in line.evidence:
        again = f"Berkas yang sama melekat juga pada {', '.join(line.shared_with)}." if line.shared_with else ""
        yield Link(
            "bukti",
            "Bukti pengeluaran",
            proof.file.original_name,
            entry.paid,
            reverse("reports:evidence_file", args=[proof.pk]),
            (("Dilampirkan", day(localdate(proof.attached_at))), ("Nomor bukti", proof.evidence_number)),
            who=str(proof.attached_by),
            faults=(again,) if again else (),
        )


def line_at(book: Review | None, row: str) -> ReviewLine | None:
    """The line of the book that an address asks for; None where it names none."""
    if book is None or not row.isdigit():
        return None
    return next(iter(book.lines(one for one in book.rows(Choice.ALL) if str(one) == row)), None)


def official_link(reported: Reported | None, user: User) -> Link:
    """The one print that a stranger can confirm."""
    title = "Laporan resmi"
    if reported is None or not reported.is_accepted:
        return Link("resmi", title, missing="Belum ada cetakan resmi: laporannya belum diterima PPK.")
    printed = OfficialPrint.objects.visible_to(user).filter(report=reported.report).first()
    if printed is None or printed.pdf_id is None:
        return Link("resmi", title, missing="Cetakan resmi belum jadi.")
    facts = (("Terbit", day(localdate(printed.issued_at))), ("Ujung jejak", f"nomor {printed.trail_length}"))
    return Link("resmi", title, printed.code, url=reverse("reports:print", args=[reported.report.pk]), facts=facts)
