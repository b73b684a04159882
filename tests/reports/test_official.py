"""The official print: a PDF/A-3b with the workbook inside, the same bytes for the same record, short however long."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from partners.models import Instalment
from reports import official as official_module
from reports.models import BeneficiaryRow, Entry, JudgedFinding, OfficialPrint, Report
from reports.official import make_official_print, official_context, official_pdf, spaced
from reports.realisation import realisation
from tests.beforehand import begins_with
from tests.cast import NIK, REMAINDER, Cast, submitted
from trail.models import Event
from vault.models import StoredFile

SignIn = Callable[[User], Client]


@pytest.fixture
def official(cast: Cast) -> OfficialPrint:
    return OfficialPrint.objects.get(report=cast.accepted())


def page_of(official: OfficialPrint) -> str:
    """What the print says, as HTML without blanks at the seams."""
    revision = official.report.latest
    assert revision is not None
    return " ".join(render_to_string("print/report.html", official_context(official, revision)).split())


def open_pdf(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


@begins_with(submitted)
def test_the_print_is_pdf_a_3b_and_carries_the_submitted_workbook(official: OfficialPrint) -> None:
    revision = official.report.latest
    assert revision is not None
    with open_pdf(official_pdf(official)) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
        assert list(pdf.attachments) == [revision.workbook.original_name]
        carried = pdf.attachments[revision.workbook.original_name]
        assert str(carried.obj.AFRelationship) == "/Source"
        assert hashlib.sha256(carried.get_file().read_bytes()).hexdigest() == revision.workbook.sha256


@begins_with(submitted)
def test_its_day_is_the_day_of_acceptance(official: OfficialPrint) -> None:
    assert official.issued_at == official.report.accepted_at
    with open_pdf(official_pdf(official)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == official.issued_at.strftime("D:%Y%m%d%H%M%SZ")


@begins_with(submitted)
def test_the_same_record_gives_the_same_bytes(official: OfficialPrint) -> None:
    first = official_pdf(official)
    with timezone.override("Asia/Jayapura"), translation.override("en"):
        assert official_pdf(OfficialPrint.objects.get()) == first


def test_another_process_in_another_zone_writes_the_same_bytes() -> None:
    """What WeasyPrint writes must not hang on the hash seed, the zone or the language of a process."""
    program = (
        "import django, hashlib; django.setup()\n"
        "from datetime import UTC, datetime\n"
        "from django.template.loader import render_to_string\n"
        "from vault.paper import PaperAttachment, render_pdf\n"
        "html = render_to_string('print/base.html', {'demo': True})\n"
        "made = datetime(2021, 10, 1, 3, tzinfo=UTC)\n"
        "carried = [PaperAttachment('LPJ.xlsx', b'isi')]\n"
        "pdf = render_pdf(html, title='LPJ', author='LKS', made_at=made, variant='pdf/a-3b', attachments=carried)\n"
        "print(hashlib.sha256(pdf).hexdigest())\n"
    )

    def run(seed: str, zone: str) -> str:
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "DJANGO_SETTINGS_MODULE": "config.settings"}
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=surroundings,
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert run("1", "America/Lima") == run("2", "Asia/Jayapura")


@begins_with(submitted)
def test_it_says_all_that_a_head_of_office_signs_for(official: OfficialPrint) -> None:
    report = official.report
    page = page_of(official)
    revision = report.latest
    assert revision is not None
    for expected in (
        "Laporan Pertanggungjawaban<br>Bantuan Sosial",
        "Balai Karya “Mulya Jaya” Jakarta",
        "LKS Sakura",
        "Nomor 001/PKS/BKMJ/04/2021 tanggal 1 April 2021",
        "1 April 2021 sampai dengan 31 Desember 2021",
        "Nomor 10/SK/BKMJ/04/2021 tanggal 5 April 2021",
        report.instalment.disbursements.get().sp2d_number,
        "571111",
        "tiga puluh juta rupiah",
        "dua puluh enam juta rupiah",
        "<b>Rp4.000.000</b> wajib disetor LKS Sakura ke kas negara",
        "Permakanan penerima manfaat",
        "Dukungan pemenuhan hidup layak",
        "PPh 22",
        "Rp180.000",
        "dibuktikan dengan 3 berkas bukti",
        "Laporan ini terlambat",
        "Surat Pernyataan Tanggung Jawab Mutlak (SPTJM)",
        "Pakta Integritas",
        "Ratna Contoh",
        "Budi Contoh",
        f"sidik {report.signatures.first().digest[:16]}",
        "Vera Contoh",
        "Panji Contoh",
        spaced(official.code),
        f"Jejak 450101 nomor {official.trail_length}",
        official.trail_head,
        revision.workbook.sha256,
        "data:image/svg+xml",
    ):
        assert expected in page, expected
    assert "Demonstrasi" not in page


@begins_with(submitted)
def test_it_names_no_beneficiary(official: OfficialPrint) -> None:
    page = page_of(official)
    assert "Penerima Rahasia" not in page
    assert NIK not in page
    assert NIK[:6] not in page


@begins_with(submitted)
def test_in_a_demonstration_every_sheet_says_so(official: OfficialPrint, settings: Any) -> None:
    settings.DEMO = True
    assert "Demonstrasi" in page_of(official)


def test_nothing_left_is_said_in_words(cast: Cast) -> None:
    page = page_of(OfficialPrint.objects.get(report=cast.accepted(remainder=0)))
    assert "tidak ada sisa yang harus disetor" in page
    assert "nol rupiah" in page


@begins_with(submitted)
def test_its_head_of_the_trail_is_the_order_of_the_print(official: OfficialPrint) -> None:
    event = Event.objects.get(verb="report.print")
    assert (official.trail_head, official.trail_length) == (event.hash, event.number)


@begins_with(submitted)
def test_hours_are_those_of_the_office(cast: Cast) -> None:
    office = cast.office("balai")
    office.time_zone = "Asia/Jayapura"
    office.save()
    official = OfficialPrint.objects.get(report=cast.accepted())
    at = official.issued_at.astimezone(ZoneInfo("Asia/Jayapura"))
    with timezone.override("Asia/Jayapura"):
        assert f"{at:%H.%M} WIT" in page_of(official)


@begins_with(submitted)
def test_a_long_report_stays_a_short_letter(official: OfficialPrint) -> None:
    """Lines, people and places of warnings stay in the workbook inside; the letter sums them."""
    revision = official.report.latest
    Entry.objects.bulk_create(
        Entry(revision=revision, row=100 + n, evidence_number=f"X-{n}", paid=1, budget_code="1.1") for n in range(3000)
    )
    BeneficiaryRow.objects.bulk_create(
        BeneficiaryRow(revision=revision, row=100 + n, component=f"Komponen {n % 7}", value=1) for n in range(3000)
    )
    JudgedFinding.objects.bulk_create(
        JudgedFinding(
            revision=revision,
            rule=f"BKU-{n % 6:02d}",
            severity="warning",
            sheet="BKU",
            row=n,
            cell=f"F{n}",
            field="paid",
            message="Pengeluaran ini perlu dilihat lagi bersama buktinya.",
            citation="(belum dikonfirmasi)",
            fingerprint=str(n),
        )
        for n in range(600)
    )
    with open_pdf(official_pdf(official)) as pdf:
        assert len(pdf.pages) <= 6


@begins_with(submitted)
def test_a_later_report_does_not_change_what_an_earlier_one_says(cast: Cast) -> None:
    first = cast.accepted()
    revision = first.latest
    assert revision is not None
    before = [(used.line.code, used.before, used.spent) for used in realisation(first, revision).lines]
    second = cast.report(Instalment.objects.get(agreement=first.instalment.agreement, number=2))
    Report.objects.filter(pk=second.pk).update(state="accepted")
    cast_entries = first.latest.entries.filter(paid__gt=0)  # the second book spends on the same lines
    later = type(revision).objects.create(
        report=second,
        number=1,
        workbook=revision.workbook,
        layout_version=1,
        uploaded_by=revision.uploaded_by,
        uploaded_at=revision.uploaded_at,
        judged_on=revision.judged_on,
    )
    Entry.objects.bulk_create(
        Entry(revision=later, row=entry.row, paid=1_000, budget_code=entry.budget_code) for entry in cast_entries
    )
    assert [(used.line.code, used.before, used.spent) for used in realisation(first, revision).lines] == before
    shown = {used.line.code: (used.before, used.spent) for used in realisation(second, later).lines}
    assert shown["1.1"] == (12_000_000, 1_000)


# Making and taking it


@begins_with(submitted)
def test_acceptance_has_the_print_made_once(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        report = cast.accepted()
    official = OfficialPrint.objects.get(report=report)
    assert official.pdf is not None
    assert official.pdf.original_name == "LPJ 001-PKS-BKMJ-04-2021 termin 1.pdf"
    files = StoredFile.objects.count()
    assert make_official_print(official) == official.pdf
    assert StoredFile.objects.count() == files


@begins_with(submitted)
def test_the_reader_takes_the_print_under_its_name_and_is_noted(cast: Cast, sign_in: SignIn) -> None:
    report = cast.accepted()
    make_official_print(OfficialPrint.objects.get())
    answer = sign_in(cast.treasurer(report.instalment.agreement.partner)).get(
        reverse("reports:print", args=[report.pk])
    )
    assert answer["Content-Type"] == "application/pdf"
    assert "LPJ 001-PKS-BKMJ-04-2021 termin 1.pdf" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    assert Event.objects.about(report).filter(verb="report.take_print").count() == 1


@begins_with(submitted)
def test_while_it_is_being_made_the_page_asks_again_by_itself(cast: Cast, sign_in: SignIn) -> None:
    report = cast.accepted()
    ppk = sign_in(cast.person("ppk"))
    link = reverse("reports:print", args=[report.pk])
    page = ppk.get(report.get_absolute_url()).content.decode()
    assert "Sedang disiapkan" in page
    assert f'hx-get="{link}"' in page
    assert ppk.get(link)["Location"] == report.get_absolute_url()
    make_official_print(OfficialPrint.objects.get())
    fragment = ppk.get(link, headers={"HX-Request": "true"}).content.decode()
    assert "Unduh PDF" in fragment
    assert "hx-get" not in fragment
    assert "<html" not in fragment


@begins_with(submitted)
def test_a_print_that_never_comes_stops_asking_and_says_what_to_do(cast: Cast, sign_in: SignIn) -> None:
    report = cast.accepted()
    OfficialPrint.objects.update(issued_at=timezone.now() - timedelta(minutes=11))
    page = sign_in(cast.person("ppk")).get(report.get_absolute_url()).content.decode()
    assert "render_prints" in page
    assert not re.search(r"hx-get=\"[^\"]*cetakan", page)


@begins_with(submitted)
def test_render_prints_makes_what_is_missing(official: OfficialPrint) -> None:
    call_command("render_prints", stdout=io.StringIO())
    official.refresh_from_db()
    assert official.pdf is not None
    out = io.StringIO()
    call_command("render_prints", stdout=out)
    assert out.getvalue() == ""


@begins_with(submitted)
def test_render_prints_names_what_fails_and_makes_the_others(
    cast: Cast, official: OfficialPrint, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner = official.report.instalment.agreement.partner
    other = cast.agreement(partner, number="002/PKS/BKMJ/04/2021")
    cast.accepted(cast.report(other.instalments.get(number=1)))
    whole = official_module.official_pdf

    def broken_for_the_first(each: OfficialPrint) -> bytes:
        if each.pk == official.pk:
            raise OSError("disk full")
        return whole(each)

    monkeypatch.setattr(official_module, "official_pdf", broken_for_the_first)
    problems = io.StringIO()
    with pytest.raises(CommandError, match="1 cetakan gagal"):
        call_command("render_prints", stdout=io.StringIO(), stderr=problems)
    assert "disk full" in problems.getvalue()
    assert OfficialPrint.objects.exclude(pdf=None).count() == 1


@begins_with(submitted)
def test_the_remainder_is_the_reports_own(official: OfficialPrint) -> None:
    assert official.report.remainder == REMAINDER
