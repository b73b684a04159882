"""PDF files: opened under limits, refused where they are locked or can do something by themselves."""

from __future__ import annotations

import time
from typing import BinaryIO

import pikepdf

from vault.refused import Refused

#: A compressed table of objects grows to this at most; scanned papers need a thousandth of it.
MAX_INFLATED_STREAM = 64 * 1024 * 1024
#: Honest PDFs of 25 MB are walked in a second or two.
MAX_SECONDS = 10.0

_PRINT_AGAIN = 'Buka PDF itu, pilih Cetak → "Simpan sebagai PDF", lalu unggah berkas yang baru itu.'
_ACTIVE: dict[str, tuple[str, str]] = {
    "/JS": ("pdf_script", f"PDF memuat program JavaScript. {_PRINT_AGAIN}"),
    "/JavaScript": ("pdf_script", f"PDF memuat program JavaScript. {_PRINT_AGAIN}"),
    "/Launch": ("pdf_launch", f"PDF mencoba menjalankan program lain. {_PRINT_AGAIN}"),
    "/EmbeddedFile": (
        "pdf_attachment",
        f"di dalam PDF ada berkas lampiran. Unggah lampiran itu sendiri. {_PRINT_AGAIN}",
    ),
    "/EmbeddedFiles": (
        "pdf_attachment",
        f"di dalam PDF ada berkas lampiran. Unggah lampiran itu sendiri. {_PRINT_AGAIN}",
    ),
    "/EF": ("pdf_attachment", f"di dalam PDF ada berkas lampiran. Unggah lampiran itu sendiri. {_PRINT_AGAIN}"),
    "/RichMedia": ("pdf_active", f"PDF memuat video atau isi bergerak. {_PRINT_AGAIN}"),
    "/XFA": ("pdf_active", f"PDF ini formulir isian yang tidak dapat dibaca di semua komputer. {_PRINT_AGAIN}"),
    "/ImportData": ("pdf_active", f"PDF mencoba mengambil data dari luar. {_PRINT_AGAIN}"),
    "/SubmitForm": ("pdf_active", f"PDF mencoba mengirim data ke luar. {_PRINT_AGAIN}"),
}
#: Readers look for the end mark in the last kilobyte; some scanners pad the file behind it.
_TAIL = 4096
#: Keys whose value names an action or the type of an object.
_NAMING_KEYS = ("/S", "/Type", "/Subtype")

# Process-wide, and set once while the app registry loads, before any thread opens a PDF.
pikepdf.settings.set_qpdf_limits(flate_max_memory=MAX_INFLATED_STREAM, parser_max_nesting=100)


def judge_pdf(file: BinaryIO, size: int) -> None:
    """Raise Refused unless the PDF is whole, opens without a password, has pages, and is only paper."""
    file.seek(max(0, size - _TAIL))
    if b"%%EOF" not in file.read():
        raise _broken()  # qpdf would mend it by guessing, and lose the pages that never arrived
    file.seek(0)
    try:
        with pikepdf.open(file) as pdf:
            if pdf.is_encrypted:
                raise _locked()
            if not len(pdf.pages):
                raise _broken()
            _walk(pdf)
    except pikepdf.PasswordError as problem:
        raise _locked() from problem
    except Refused:
        raise
    except Exception as problem:  # a parser of hostile bytes raises nearly anything; all of it means the same
        raise _broken() from problem


def _walk(pdf: pikepdf.Pdf) -> None:
    """Look at every object once, the direct ones inside it too; indirect ones come by themselves."""
    deadline = time.monotonic() + MAX_SECONDS
    for top in pdf.objects:
        if time.monotonic() > deadline:
            raise Refused("pdf_too_complex", f"susunan PDF terlalu rumit untuk diperiksa. {_PRINT_AGAIN}")
        pending = [top]
        while pending:
            thing = pending.pop()
            if isinstance(thing, pikepdf.Stream):
                thing = thing.stream_dict
            if isinstance(thing, pikepdf.Dictionary):
                _judge_dictionary(thing)
                children = list(thing.values())
            elif isinstance(thing, pikepdf.Array):
                children = list(thing)
            else:
                continue
            pending.extend(child for child in children if isinstance(child, pikepdf.Object) and not child.is_indirect)


def _judge_dictionary(dictionary: pikepdf.Object) -> None:
    for key in dictionary:
        if str(key) in _ACTIVE:
            raise Refused(*_ACTIVE[str(key)])
    for name in _NAMING_KEYS:
        value = dictionary.get(name)
        if isinstance(value, pikepdf.Name) and str(value) in _ACTIVE:
            raise Refused(*_ACTIVE[str(value)])


def _locked() -> Refused:
    return Refused("encrypted", f"PDF dikunci dengan kata sandi. {_PRINT_AGAIN}")


def _broken() -> Refused:
    return Refused(
        "broken_pdf",
        "PDF rusak atau terpotong sehingga tidak dapat dibuka. Pindai atau simpan ulang dokumennya, lalu unggah "
        "kembali.",
    )
