"""The one definition of the LPJ workbook: sheets, columns, labelled cells.

It makes the template (template.py), reads it back (workbook.py, rows.py) and writes its own documentation
(docs.py). Keys of columns are the attribute names of the facts in regulations.facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from regulations import sheets
from regulations.findings import Where
from reports.intake.choices import CLUSTERS, COMPONENTS, FORMS, TAX_KINDS, Choice

KIND = "amanah-lpj"
VERSION = 3  #: of the layout; a change that old workbooks do not follow raises it
OLDEST_VERSION = 2  #: that is still read: what was downloaded before bank interest had its line

HEADER_ROW = 6
FIRST_DATA_ROW = HEADER_ROW + 1
TOTALS_ROW = HEADER_ROW - 1
LAST_ROW = 60_000  #: formulas and the reader look no further down
MAX_COLUMNS = 64  #: the reader looks no further to the right

MARKER_SHEET = "_amanah"
INSTRUCTIONS_SHEET = "Petunjuk"
IDENTITY_SHEET = sheets.IDENTITY
FINDINGS_SHEET = "Temuan"


class Kind(StrEnum):
    """What a column holds, and so how its cells are read."""

    TEXT = "teks"
    AMOUNT = "angka"
    DATE = "tanggal"
    NIK = "NIK"
    CHOICE = "pilihan"
    UNREAD = "tidak dibaca"  #: for the treasurer's own eye


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    ``required``: a row that holds anything must fill it. Blanks that a rule of the catalogue judges, such as all
    those of the cash book, are not marked here, so that nobody is told twice. ``computed``: prefilled with a
    formula. ``summed``: such formulas count it, and they pass over amounts typed as text. ``also``: other headers
    under which people know the column.
    """

    key: str
    header: str
    kind: Kind
    width: int
    help: str
    required: bool = False
    computed: bool = False
    summed: bool = False
    choices: tuple[Choice, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that is one table: title in row 1, totals in row 5, header in row 6, data below."""

    title: str
    heading: str
    help: str
    columns: tuple[Column, ...]
    input_rows: int = 0  #: prepared rows; 0 where the office fills the sheet

    def column(self, key: str) -> Column:
        return self.columns[self.index(key) - 1]

    def index(self, key: str) -> int:
        """Place of the column, 1 for A."""
        return next(place for place, column in enumerate(self.columns, start=1) if column.key == key)

    def letter(self, key: str) -> str:
        return letter(self.index(key))


def letter(index: int) -> str:
    """Column letters of a place: 1 is A, 27 is AA."""
    letters = ""
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


RAB = Table(
    title=sheets.BUDGET,
    heading="Rencana Anggaran Biaya (RAB)",
    help="Diisi oleh balai dari perjanjian. Kolom Dipakai dan Sisa terhitung sendiri dari BKU.",
    columns=(
        Column("code", "Kode RAB", Kind.TEXT, 12, "Kode yang dipilih di BKU."),
        Column("description", "Uraian", Kind.TEXT, 44, "Kegiatan atau barang yang disetujui."),
        Column("volume", "Volume", Kind.AMOUNT, 10, "Banyaknya."),
        Column("unit", "Satuan", Kind.TEXT, 12, "Satuan dari volume."),
        Column("unit_price", "Harga Satuan", Kind.AMOUNT, 16, "Harga satu satuan, dalam rupiah."),
        Column("amount", "Jumlah", Kind.AMOUNT, 18, "Volume kali harga satuan."),
        Column("spent_before", "Dipakai Sebelumnya", Kind.AMOUNT, 18, "Dipakai dalam LPJ yang sudah diterima."),
        Column("used", "Dipakai", Kind.UNREAD, 18, "Jumlah pengeluaran di BKU dengan kode ini.", computed=True),
        Column("left", "Sisa", Kind.UNREAD, 18, "Jumlah dikurangi yang sudah dipakai.", computed=True),
    ),
)

BKU = Table(
    title=sheets.CASH_BOOK,
    heading="Buku Kas Umum (BKU)",
    help="Satu baris untuk setiap uang masuk atau keluar, urut tanggal, dalam rupiah penuh sebelum dipotong pajak.",
    columns=(
        Column("number", "No", Kind.UNREAD, 6, "Terisi sendiri.", computed=True),
        Column("date", "Tanggal", Kind.DATE, 13, "Tanggal pada bukti, contoh 17/03/2021."),
        Column(
            "evidence_number",
            "No. Bukti",
            Kind.TEXT,
            16,
            "Nomor kuitansi atau nota. Satu nomor untuk satu baris.",
            also=("Nomor Bukti", "Bukti", "No Kuitansi"),
        ),
        Column("description", "Uraian", Kind.TEXT, 40, "Untuk apa uang itu.", also=("Keterangan Belanja",)),
        Column(
            "payee",
            "Penerima Pembayaran",
            Kind.TEXT,
            26,
            "Nama toko atau orang yang menerima uang.",
            also=("Penerima", "Dibayar Kepada"),
        ),
        Column("budget_code", "Kode RAB", Kind.TEXT, 12, "Pilih dari daftar; hanya untuk pengeluaran.", also=("Kode",)),
        Column(
            "received",
            "Penerimaan",
            Kind.AMOUNT,
            18,
            "Uang masuk; kosongkan bila uang keluar.",
            summed=True,
            also=("Debet", "Masuk"),
        ),
        Column(
            "paid",
            "Pengeluaran",
            Kind.AMOUNT,
            18,
            "Uang keluar; kosongkan bila uang masuk.",
            summed=True,
            also=("Kredit", "Keluar"),
        ),
        Column("balance", "Saldo", Kind.AMOUNT, 18, "Terhitung sendiri.", computed=True),
        Column(
            "stamp_duty",
            "Bea Meterai",
            Kind.AMOUNT,
            13,
            "Nilai meterai pada kuitansi, contoh 10000; kosongkan bila tanpa meterai.",
            also=("Meterai", "Materai"),
        ),
        Column("remark", "Keterangan", Kind.UNREAD, 24, "Catatan Anda sendiri; tidak diperiksa."),
        Column("hint", "Periksa", Kind.UNREAD, 30, "Memberi tahu isian yang masih kurang di baris ini.", computed=True),
    ),
    input_rows=600,
)

PM = Table(
    title=sheets.BENEFICIARIES,
    heading="Penerima Manfaat (PM)",
    help="Satu baris untuk setiap bantuan yang diterima seorang penerima manfaat.",
    columns=(
        Column("number", "No", Kind.UNREAD, 6, "Terisi sendiri.", computed=True),
        Column("nik", "NIK", Kind.NIK, 20, "16 angka dari KTP atau KK, sebagai teks."),
        Column(
            "name", "Nama", Kind.TEXT, 30, "Nama sesuai KTP atau KK.", required=True, also=("Nama Penerima Manfaat",)
        ),
        Column("cluster", "Klaster", Kind.CHOICE, 26, "Pilih dari daftar.", required=True, choices=CLUSTERS),
        Column(
            "component",
            "Komponen ATENSI",
            Kind.CHOICE,
            34,
            "Pilih dari daftar.",
            required=True,
            choices=COMPONENTS,
            also=("Komponen",),
        ),
        Column(
            "form",
            "Bentuk Bantuan",
            Kind.CHOICE,
            14,
            "Pilih uang, barang, atau jasa.",
            required=True,
            choices=FORMS,
            also=("Bentuk",),
        ),
        Column(
            "value", "Nilai", Kind.AMOUNT, 18, "Nilai bantuan dalam rupiah.", required=True, also=("Nilai Bantuan",)
        ),
        Column("received_on", "Tanggal Terima", Kind.DATE, 15, "Tanggal bantuan diterima.", required=True),
        Column("assessed_on", "Tanggal Asesmen", Kind.DATE, 15, "Tanggal asesmen dengan instrumennya."),
        Column(
            "conferred_on",
            "Tanggal Pembahasan Kasus",
            Kind.DATE,
            15,
            "Tanggal pembahasan kasus (case conference), sesudah asesmen dan sebelum bantuan.",
            also=("Tanggal Case Conference",),
        ),
        Column(
            "handover_number",
            "No. BAST",
            Kind.TEXT,
            18,
            "Nomor berita acara serah terima; wajib bila bantuan berupa barang.",
            also=("Nomor BAST", "BAST"),
        ),
        Column("hint", "Periksa", Kind.UNREAD, 28, "Memberi tahu isian yang masih kurang di baris ini.", computed=True),
    ),
    input_rows=300,
)

TAX = Table(
    title=sheets.TAXES,
    heading="Pajak yang Dipotong dan Disetor",
    help="Satu baris untuk setiap pajak yang dipotong dari pengeluaran. Kosongkan bila tidak ada pajak.",
    columns=(
        Column("number", "No", Kind.UNREAD, 6, "Terisi sendiri.", computed=True),
        Column(
            "evidence_number",
            "No. Bukti",
            Kind.TEXT,
            16,
            "Nomor bukti pengeluaran di BKU.",
            required=True,
            also=("Nomor Bukti",),
        ),
        Column("kind", "Jenis Pajak", Kind.CHOICE, 14, "Pilih dari daftar.", required=True, choices=TAX_KINDS),
        Column("base", "Dasar Pengenaan", Kind.AMOUNT, 18, "Nilai yang dikenai pajak.", required=True, also=("DPP",)),
        Column("amount", "Jumlah Pajak", Kind.AMOUNT, 18, "Pajak yang dipotong.", required=True),
        Column("ntpn", "NTPN", Kind.TEXT, 22, "16 huruf dan angka pada bukti setor."),
        Column("paid_on", "Tanggal Setor", Kind.DATE, 15, "Tanggal pajak disetor."),
    ),
    input_rows=100,
)

TABLES = (BKU, PM, TAX)  #: what the treasurer fills in, read back in this order


@dataclass(frozen=True, slots=True)
class Declaration:
    """One figure of the summary sheet. ``given``: the office already knows it and fills it in beforehand.

    ``counted``: the workbook holds a sum of its own to compare it with. ``since``: the first version of the layout
    that asks for it.
    """

    key: str
    label: str
    help: str
    given: bool = False
    counted: bool = True
    since: int = OLDEST_VERSION


@dataclass(frozen=True, slots=True)
class Summary:
    """The sheet on which the treasurer declares; each line has a label, our sum, the declared figure, the gap.

    The declared figure is typed, never a formula: a person counts the money and states it. The sum beside it
    is there for comparison only.
    """

    title: str = sheets.SUMMARY
    heading: str = "Ringkasan dan Pernyataan Sisa Dana"
    help: str = "Hitung uang di kas dan rekening, lalu tulis sendiri angkanya di kolom Pernyataan Bendahara."
    label_header: str = "Uraian"
    computed_header: str = "Hitungan Buku Kerja"
    declared_header: str = "Pernyataan Bendahara"
    gap_header: str = "Selisih"
    label_column: int = 1
    computed_column: int = 2
    declared_column: int = 3
    gap_column: int = 4
    lines: tuple[Declaration, ...] = (
        Declaration("opening", "Saldo awal", "Sisa dari LPJ sebelumnya yang sudah diterima.", given=True),
        Declaration("received", "Dana diterima", "Jumlah yang dibayar negara menurut SP2D.", given=True),
        Declaration("spent", "Dana dibelanjakan", "Jumlah semua pengeluaran."),
        Declaration("remainder", "Sisa dana", "Uang yang masih ada di kas dan rekening; tulis 0 bila habis."),
        Declaration(
            "interest",
            "Bunga bank",
            "Jasa giro atas dana ini menurut rekening koran, tidak dicatat di BKU; kosong atau 0 bila tidak ada.",
            counted=False,
            since=3,
        ),
    )

    def row(self, key: str) -> int:
        return FIRST_DATA_ROW + next(place for place, line in enumerate(self.lines) if line.key == key)


SUMMARY = Summary()

#: labels of the locked identity sheet, from FIRST_DATA_ROW down in column A, the value in column B
IDENTITY_LINES: tuple[tuple[str, str], ...] = (
    ("office_name", "Balai"),
    ("partner_name", "Nama LKS"),
    ("head_name", "Ketua LKS"),
    ("treasurer_name", "Bendahara LKS"),
    ("agreement_number", "Nomor perjanjian (PKS)"),
    ("agreement_starts_on", "Perjanjian mulai"),
    ("agreement_ends_on", "Perjanjian berakhir"),
    ("instalment_number", "Termin ke"),
    ("received", "Dana diterima menurut SP2D"),
    ("opening_balance", "Saldo awal"),
    ("report_due_on", "LPJ paling lambat"),
)

#: keys of the hidden marker sheet, column A; values in column B
MARKER_KEYS = ("kind", "version", "instalment_id", "instalment_number", "agreement_number", "partner_id")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a sheet of the layout really stands in one uploaded workbook."""

    title: str
    header_row: int
    columns: Mapping[str, int] = field(default_factory=dict)  #: key to place, 1 for A
    rows: Mapping[str, int] = field(default_factory=dict)  #: key to row, for labelled cells


def _table_placement(table: Table) -> Placement:
    columns = {column.key: place for place, column in enumerate(table.columns, start=1)}
    return Placement(table.title, HEADER_ROW, columns)


PLACEMENTS: Mapping[str, Placement] = {
    **{table.title: _table_placement(table) for table in (RAB, *TABLES)},
    SUMMARY.title: Placement(
        SUMMARY.title,
        HEADER_ROW,
        {line.key: SUMMARY.declared_column for line in SUMMARY.lines},
        {line.key: SUMMARY.row(line.key) for line in SUMMARY.lines},
    ),
    IDENTITY_SHEET: Placement(
        IDENTITY_SHEET,
        HEADER_ROW,
        {key: 2 for key, _ in IDENTITY_LINES},
        {key: FIRST_DATA_ROW + place for place, (key, _) in enumerate(IDENTITY_LINES)},
    ),
}


def cell_of(where: Where, placements: Mapping[str, Placement] = PLACEMENTS) -> str:
    """The cell of a place as the treasurer knows it, "BKU!F18"; "" for the report as a whole.

    ``placements`` tells where sheets and columns stand in the workbook at hand. A place without a row is the
    header of its column; a row without a known field is the row's first cell.
    """
    if where.sheet is None:
        return ""
    placement = placements.get(where.sheet) or Placement(where.sheet, 1)
    column = placement.columns.get(where.field or "", 1)
    row = where.row or placement.rows.get(where.field or "", placement.header_row)
    return reference(placement.title, f"{letter(column)}{row}")


def reference(title: str, cell: str) -> str:
    """A cell of a sheet as formulas and links write it."""
    quoted = title if title.isidentifier() else "'" + title.replace("'", "''") + "'"
    return f"{quoted}!{cell}"


def header_of(where: Where) -> str:
    """The header of the column, or the label of the cell, that a place speaks of; "" if none."""
    for table in (RAB, *TABLES):
        if where.sheet == table.title:
            return next((column.header for column in table.columns if column.key == where.field), "")
    if where.sheet == SUMMARY.title:
        return next((line.label for line in SUMMARY.lines if line.key == where.field), "")
    return dict(IDENTITY_LINES).get(where.field or "", "") if where.sheet == IDENTITY_SHEET else ""
