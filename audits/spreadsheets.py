"""Lists of the auditor's room as they go out in a workbook."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from audits.models import AuditSample, Finding, PaperAnswer, PaperFile, Recommendation, SampleItem
from audits.projecting import progress_of, projected
from vault.exports import Column, ListExport
from vault.tables import Table


class DuplicatesExport(ListExport):
    """Pairs of one kind as the page shows them: both places, as far as the reader may see."""

    reason = Column("Alasan", 44)
    amount = Column("Jumlah", 16)
    first_label = Column("Pertama: apa", 44, "first__label")
    first_partner = Column("Pertama: LKS", 28, "first__partner")
    first_office = Column("Pertama: kantor", 34, "first__office")
    first_day = Column("Pertama: tanggal", 14, "first__day")
    second_label = Column("Kedua: apa", 44, "second__label")
    second_partner = Column("Kedua: LKS", 28, "second__partner")
    second_office = Column("Kedua: kantor", 34, "second__office")
    second_day = Column("Kedua: tanggal", 14, "second__day")

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.title = kind


class SampleExport(ListExport):
    """The items of a sample as they were drawn."""

    title = "Sampel"
    place = Column("No.", 6)
    label = Column("Apa", 48)
    partner = Column("LKS", 28)
    office = Column("Kantor", 34)
    day = Column("Tanggal", 14)
    amount = Column("Nilai", 16)
    stratum = Column("Strata", 12)
    why = Column("Mengapa", 28)
    key = Column("Kunci", 18)


def sample_workbook(sample: AuditSample) -> bytes:
    """A sample: its items, and how to draw it again."""
    return SampleExport().workbook(sample.items.all(), _how(sample))


def _how(sample: AuditSample) -> Table:
    about: list[list[Any]] = [
        ["Penugasan", sample.engagement.title],
        ["Untuk menguji", sample.purpose],
        ["Populasi", sample.get_source_display()],
        ["Metode", sample.get_method_display()],
        ["Benih", sample.seed],
        ["Hash populasi (SHA-256)", sample.population_hash],
        ["Butir dalam populasi", sample.population_count],
        ["Nilai populasi", sample.population_amount],
        ["Dikeluarkan karena nol atau kurang", sample.left_out],
        ["Interval", sample.interval],
        ["Rupiah awal", sample.start],
        ["Butir terpilih", sample.count],
        ["Nilai terpilih", sample.amount],
        ["Ditarik oleh", str(sample.drawn_by)],
        ["Ditarik pada", timezone.localdate(sample.drawn_at)],
    ]
    return Table("Cara menarik", [("Hal", 36), ("Isi", 70)], about)


class PapersExport(ListExport):
    """A line for each item of a sample, whether or not it has a working paper yet."""

    title = "Kertas kerja"
    place = Column("No.", 6)
    number = Column("Nomor KKP", 12, "test__number")
    label = Column("Apa", 48)
    partner = Column("LKS", 28)
    office = Column("Kantor", 34)
    day = Column("Tanggal", 14)
    amount = Column("Nilai tercatat", 16)
    audited = Column("Nilai menurut pemeriksa", 16, "test__audited")
    error = Column("Salah saji", 16, "test__error")
    result = Column("Hasil", 18, "test__get_result_display")
    note = Column("Catatan", 60, "test__note")
    state = Column("Status", 18, "test__state_label")
    written_by = Column("Disusun oleh", 24, "test__written_by__get_full_name")
    prepared_at = Column("Dikirim pada", 14)
    reviewed_by = Column("Direviu oleh", 24, "test__reviewed_by__get_full_name")
    reviewed_at = Column("Direviu pada", 14)

    def dehydrate_prepared_at(self, item: SampleItem) -> date | None:
        return _day(item.test.prepared_at if item.test else None)

    def dehydrate_reviewed_at(self, item: SampleItem) -> date | None:
        return _day(item.test.reviewed_at if item.test else None)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


class AnswersExport(ListExport):
    """A line for each answer to the checklist."""

    title = "Daftar uji"
    number = Column("Nomor KKP", 12, "paper__number")
    item = Column("Apa", 48, "paper__item__label")
    question = Column("Pertanyaan", 60)
    answer = Column("Jawaban", 14, "get_answer_display")
    note = Column("Keterangan", 60)


class FilesExport(ListExport):
    """A line for each file of the papers, with the hash by which it can be told to be the same."""

    title = "Berkas"
    number = Column("Nomor KKP", 12, "paper__number")
    name = Column("Berkas", 44, "file__original_name")
    sha256 = Column("SHA-256", 66, "file__sha256")
    attached_by = Column("Dilampirkan oleh", 24)

    def dehydrate_attached_by(self, file: PaperFile) -> str:
        return str(file.attached_by)


def papers_workbook(sample: AuditSample) -> bytes:
    """The working papers of a sample: items, answers, files, what they say of the population, and how it was drawn."""
    items = sample.items.select_related("paper__written_by", "paper__reviewed_by")
    answers = PaperAnswer.objects.filter(paper__item__sample=sample).order_by("paper__item__place", "place")
    files = PaperFile.objects.filter(paper__item__sample=sample, removed_at__isnull=True)
    return PapersExport().workbook(
        items,
        AnswersExport().table(answers.select_related("paper__item")),
        FilesExport().table(files.order_by("paper__item__place", "pk").select_related("paper", "file", "attached_by")),
        Table("Proyeksi", [("Hal", 44), ("Isi", 20), ("Cara", 90)], _projection(sample)),
        _how(sample),
    )


def _projection(sample: AuditSample) -> list[list[Any]]:
    progress, found = progress_of(sample), projected(sample)
    rows: list[list[Any]] = [
        ["Butir terpilih", progress.items, ""],
        ["Sudah direviu", progress.reviewed, "" if progress.is_complete else "Belum semua: angka di bawah sementara."],
        ["Tingkat keyakinan (persen)", found.confidence, ""],
    ]
    rows += [[line.label, line.amount, line.how] for line in found.lines]
    return rows


class FindingsExport(ListExport):
    """A line for each finding, its amount in the five parts."""

    title = "Temuan"
    engagement = Column("Penugasan", 34, "engagement__title")
    number = Column("No.", 6, is_identifier=True)
    name = Column("Temuan", 40, "title")
    partner = Column("LKS", 28, "partner__name")
    office = Column("Balai", 34)
    state = Column("Status", 22, "state_label")
    condition = Column("Kondisi", 60)
    rule = Column("Aturan", 10)
    citation = Column("Dasar", 44, "cited")
    criteria = Column("Kriteria lain", 44)
    cause = Column("Sebab", 44)
    effect = Column("Akibat", 44)
    recommendations = Column("Rekomendasi", 60)
    report_number = Column("Nomor LHP", 22)
    received_on = Column("Diterima pada", 14)
    amount = Column("Nilai temuan", 16)
    documented = Column("Didukung bukti susulan", 16)
    justified = Column("Alasannya diterima", 16)
    returned = Column("Disetor ke kas negara", 16)
    written_off = Column("Dihapuskan", 16)
    still_open = Column("Masih terbuka", 16)

    def dehydrate_office(self, finding: Finding) -> str:
        return str(finding.office)

    def dehydrate_recommendations(self, finding: Finding) -> str:
        return "\n".join(f"{one.number}. {one.text}" for one in finding.recommendations.all())


class FollowUpsExport(ListExport):
    """A line for each recommendation of a final finding."""

    title = "Tindak lanjut"
    finding = Column("Temuan", 40)
    number = Column("No.", 6, is_identifier=True)
    text = Column("Rekomendasi", 60)
    partner = Column("LKS", 28, "finding__partner__name")
    office = Column("Balai", 34, "finding__office__name")
    report_number = Column("Nomor LHP", 22, "finding__report_number")
    due_on = Column("Paling lambat", 14)
    days_late = Column("Lewat (hari)", 12, is_identifier=True)
    state = Column("Status", 30, "state_label")
    judged_at = Column("Dinilai pada", 14)
    amount = Column("Nilai temuan", 16, "finding__amount")
    still_open = Column("Masih terbuka", 16, "finding__still_open")

    def dehydrate_finding(self, one: Recommendation) -> str:
        return str(one.finding)

    def dehydrate_judged_at(self, one: Recommendation) -> date | None:
        return _day(one.judged_at)
