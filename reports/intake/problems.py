"""What reading the workbook can complain about: one function for each obligation of our own form.

Ids INT-… are stable and never used twice. The source of all of them is the form itself, so the citation is ours
and needs nobody's confirmation.
"""

from __future__ import annotations

from datetime import date

from regulations.citation import Citation
from regulations.findings import Finding, Severity, Where
from reports.intake.layout import Column, Kind, header_of
from rupiah.format import format_rupiah
from sheets import UNCALCULATED, CellError, Merge, Uncalculated, Value

FORM = Citation("Buku kerja LPJ Amanah", "petunjuk pengisian", confirmed=True)
SHEET_RENAMED = "INT-14"  #: its ``found`` is the title that the sheet has in the workbook
_AMOUNT_EXAMPLE = "Angka rupiah bulat, misalnya 1500000"
_DATE_EXAMPLE = "Tanggal, misalnya 17/03/2021"


def shown(value: Value | None) -> str:
    """A cell's value as the treasurer sees it."""
    if value is None:
        return "kosong"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, Uncalculated):
        return "rumus tanpa hasil"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    return value if len(value) <= 120 else value[:119] + "…"


def bad_amount(where: Where, value: Value, why: str) -> Finding:
    return Finding(
        "INT-01",
        Severity.ERROR,
        why,
        where,
        shown(value),
        _AMOUNT_EXAMPLE,
        "Tulis angkanya saja, tanpa huruf dan tanpa angka di belakang koma.",
        FORM,
    )


def bad_date(where: Where, value: Value, why: str) -> Finding:
    return Finding(
        "INT-02",
        Severity.ERROR,
        why,
        where,
        shown(value),
        _DATE_EXAMPLE,
        "Tulis tanggal, bulan, lalu tahun empat angka.",
        FORM,
    )


def error_cell(where: Where, value: CellError) -> Finding:
    return Finding(
        "INT-03",
        Severity.ERROR,
        f"Sel kolom {header_of(where)} berisi kesalahan rumus {value.code}.",
        where,
        value.code,
        "Isi yang benar, bukan kesalahan rumus",
        "Hapus rumus di sel ini, lalu tulis isinya langsung.",
        FORM,
    )


def uncalculated(where: Where) -> Finding:
    """An input whose formula has no result."""
    return _uncalculated(where, Severity.ERROR, shown(UNCALCULATED))


def uncalculated_column(where: Where, rows: int) -> Finding:
    """A column of our own formulas without results: we can do that sum ourselves, so nothing is blocked."""
    return _uncalculated(where, Severity.WARNING, f"{shown(UNCALCULATED)}, {rows} baris")


def _uncalculated(where: Where, severity: Severity, found: str) -> Finding:
    return Finding(
        "INT-04",
        severity,
        f"Rumus di kolom {header_of(where)} belum pernah dihitung, jadi selnya belum punya hasil.",
        where,
        found,
        "Hasil hitungan yang tersimpan di sel",
        "Buka berkas di Excel atau LibreOffice, simpan, lalu unggah kembali.",
        FORM,
    )


def unknown_choice(where: Where, value: Value, labels: list[str], suggestion: str | None) -> Finding:
    hint = f"Mungkin maksud Anda “{suggestion}”. " if suggestion else ""
    return Finding(
        "INT-06",
        Severity.ERROR,
        f"Isi kolom {header_of(where)} tidak ada dalam daftar.",
        where,
        shown(value),
        "Salah satu dari: " + "; ".join(labels),
        f"{hint}Pilih dari daftar di sel itu.",
        FORM,
    )


def merged_cells(where: Where, merge: Merge) -> Finding:
    return Finding(
        "INT-07",
        Severity.ERROR,
        f"Sel {merge} digabung, sehingga isi tiap barisnya tidak dapat dibaca.",
        where,
        f"Sel gabungan {merge}",
        "Satu sel untuk setiap baris dan kolom",
        "Pisahkan sel itu (Unmerge Cells), lalu isi tiap barisnya.",
        FORM,
    )


def hidden_sheet(title: str) -> Finding:
    return Finding(
        "INT-08",
        Severity.NOTE,
        f"Lembar “{title}” tersembunyi dan tidak dibaca.",
        Where(title),
        "Lembar tersembunyi yang berisi data",
        "Semua isi LPJ berada di lembar yang terlihat",
        "Bila isinya bagian dari LPJ, salin ke lembar yang sesuai. Bila bukan, biarkan atau hapus.",
        FORM,
    )


def hidden_table(title: str, sheet: str) -> Finding:
    """A hidden sheet that is read: another, visible one may be what people believe they send."""
    return Finding(
        "INT-19",
        Severity.ERROR,
        f"Lembar “{sheet}” tersembunyi, padahal isinya dibaca sebagai lembar {title}.",
        Where(title),
        "Lembar tersembunyi",
        f"Lembar {title} terlihat",
        f"Klik kanan salah satu nama lembar, pilih Tampilkan (Unhide), pilih “{sheet}”, lalu simpan. "
        "Bila namanya tidak muncul di situ, unduh buku kerja baru dan salin isian Anda ke sana.",
        FORM,
    )


def hidden_rows(title: str, rows: list[int]) -> Finding:
    """Entries in hidden rows: they are read, as the sums of a spreadsheet count them too."""
    more = f", dan {len(rows) - 10} baris lagi" if len(rows) > 10 else ""
    return _hidden_part(
        Where(title, rows[0]),
        "Ada isian di baris yang tersembunyi. Isian itu tetap dibaca.",
        f"Baris {', '.join(str(row) for row in rows[:10])}{more}",
        "Tampilkan barisnya (Unhide Rows, atau hapus saringan), lalu periksa isinya.",
    )


def hidden_column(where: Where) -> Finding:
    header = header_of(where)
    return _hidden_part(
        where,
        f"Kolom {header} tersembunyi. Isinya tetap dibaca.",
        f"Kolom {header} tersembunyi",
        "Tampilkan kolomnya (Unhide Columns), lalu periksa isinya.",
    )


def _hidden_part(where: Where, message: str, found: str, remedy: str) -> Finding:
    return Finding(
        "INT-20", Severity.NOTE, message, where, found, "Semua isian terlihat oleh yang menandatangani", remedy, FORM
    )


def sheet_missing(title: str, severity: Severity) -> Finding:
    return Finding(
        "INT-09",
        severity,
        f"Lembar {title} tidak ditemukan.",
        Where(title),
        "Tidak ada lembar dengan nama atau judul kolom itu",
        f"Lembar {title} seperti pada buku kerja yang Anda unduh",
        f"Kembalikan nama lembar menjadi {title}, atau unduh buku kerja baru dan salin isian Anda ke sana.",
        FORM,
    )


def column_missing(where: Where, instead: str | None = None) -> Finding:
    """``instead``: a header of that sheet that may be the missing one, mistyped."""
    header = header_of(where)
    return Finding(
        "INT-10",
        Severity.ERROR,
        f"Judul “{header}” tidak ditemukan di lembar {where.sheet}, jadi isinya tidak dapat dibaca.",
        where,
        f"Judul “{shown(instead)}”" if instead else "Judul dihapus atau diganti",
        f"Judul “{header}”",
        f"Ganti judul “{shown(instead)}” menjadi “{header}”, bila itu yang dimaksud."
        if instead
        else f"Kembalikan judulnya menjadi “{header}”.",
        FORM,
    )


def blank(where: Where, column: Column) -> Finding:
    return Finding(
        "INT-11",
        Severity.ERROR,
        f"Kolom {column.header} belum diisi.",
        where,
        shown(None),
        column.help.rstrip("."),
        f"Isi kolom {column.header} di baris ini, atau kosongkan seluruh baris bila tidak dipakai.",
        FORM,
    )


def summary_row(where: Where, text: str) -> Finding:
    return Finding(
        "INT-12",
        Severity.NOTE,
        "Baris jumlah yang Anda tambahkan tidak dibaca sebagai transaksi.",
        where,
        shown(text),
        "Jumlah terhitung sendiri di atas tabel",
        "Tidak perlu diperbaiki.",
        FORM,
    )


def text_outside(where: Where, text: str) -> Finding:
    return Finding(
        "INT-13",
        Severity.NOTE,
        "Tulisan di luar isian tabel tidak dibaca.",
        where,
        shown(text),
        "Setiap isian berada di dalam baris tabel",
        "Tidak perlu diperbaiki, kecuali bila baris ini adalah isian. Bila begitu, lengkapi barisnya.",
        FORM,
    )


def sheet_renamed(title: str, found: str) -> Finding:
    return Finding(
        SHEET_RENAMED,
        Severity.NOTE,
        f"Lembar “{found}” dibaca sebagai lembar {title} karena judul kolomnya sama.",
        Where(title),
        found,
        title,
        f"Sebaiknya kembalikan namanya menjadi {title}.",
        FORM,
    )


def beyond_limits(where: Where, cell: str) -> Finding:
    return Finding(
        "INT-15",
        Severity.ERROR,
        f"Ada isi di sel {cell}, terlalu jauh di luar tabel, sehingga tidak dibaca.",
        where,
        f"Isi di sel {cell}",
        "Isian tepat di bawah judul kolom",
        "Hapus isi sel itu, atau pindahkan ke dalam tabel.",
        FORM,
    )


def bad_text(where: Where, value: Value) -> Finding:
    what = "tanggal" if isinstance(value, date) else "nilai benar/salah"
    return Finding(
        "INT-05",
        Severity.ERROR,
        f"Isi kolom {header_of(where)} berubah menjadi {what}.",
        where,
        shown(value),
        "Tulisan seperti pada bukti",
        "Ubah format sel menjadi Teks, lalu ketik ulang isinya.",
        FORM,
    )


def date_from_serial(where: Where, serial: int | float, day: date) -> Finding:
    return Finding(
        "INT-16",
        Severity.NOTE,
        f"Angka ini dibaca sebagai tanggal {shown(day)}.",
        where,
        shown(serial),
        _DATE_EXAMPLE,
        "Periksa apakah tanggalnya benar. Bila tidak, tulis ulang.",
        FORM,
    )


def sheet_twice(title: str, other: str) -> Finding:
    return Finding(
        "INT-17",
        Severity.WARNING,
        f"Lembar “{other}” mirip lembar {title} dan berisi data, tetapi tidak dibaca.",
        Where(other),
        f"Dua lembar berjudul kolom {title}",
        f"Satu lembar {title}",
        f"Pindahkan isian ke lembar {title}, lalu hapus lembar “{other}”.",
        FORM,
    )


def amount_as_text(where: Where, value: Value, amount: int) -> Finding:
    return Finding(
        "INT-18",
        Severity.NOTE,
        f"Jumlah ini tertulis sebagai teks, sehingga rumus Saldo di buku kerja tidak menghitungnya. "
        f"Kami membacanya sebagai {format_rupiah(amount)}.",
        where,
        shown(value),
        _AMOUNT_EXAMPLE,
        "Sebaiknya tulis ulang dengan angka saja, agar Saldo di buku kerja ikut benar.",
        FORM,
    )


def wrong_kind(where: Where, value: Value, column: Column | None) -> Finding:
    """A value of a kind that the column cannot hold, such as a date among amounts."""
    header = header_of(where)
    if column is not None and column.kind is Kind.DATE:
        return bad_date(where, value, f"Isi kolom {header} bukan tanggal.")
    return bad_amount(where, value, f"Isi kolom {header} bukan jumlah rupiah.")
