"""What is done with one hostile PDF in a child of ``vault.apart``.

Whatever happens to it besides an answer (killed, out of memory, a crash in the library) is for ``vault.documents`` to
understand as a refusal.
"""

from __future__ import annotations

import io
import re
import time
from typing import Any

import pikepdf

from vault.apart import Answer
from vault.documents import PRINT_AGAIN, broken, locked, too_complex
from vault.refused import Refused
from vault.refused_apart import told

#: Of the processor, for walking: less than the child has in all. Honest PDFs of 25 MB are walked in a second or two.
MAX_SECONDS = 8
#: A compressed table of objects grows to this at most; those of scanned papers hold a few kilobytes.
MAX_INFLATED_STREAM = 8 * 1024 * 1024
MAX_NESTING = 100
MAX_OBJECTS = 2_000_000

_SCRIPT = ("pdf_script", f"PDF memuat program JavaScript. {PRINT_AGAIN}")
_ATTACHMENT = (
    "pdf_attachment",
    f"di dalam PDF ada berkas lampiran. Unggah lampiran itu sendiri. {PRINT_AGAIN}",
)
_BY_ITSELF = ("pdf_active", f"PDF melakukan sesuatu dengan sendirinya saat dibuka. {PRINT_AGAIN}")
_MOVING = ("pdf_active", f"PDF memuat video, suara, atau isi bergerak. {PRINT_AGAIN}")
_ELSEWHERE = ("pdf_active", f"PDF mengambil isi dari berkas lain. {PRINT_AGAIN}")
_ACTIVE: dict[str, tuple[str, str]] = {
    "/JS": _SCRIPT,
    "/JavaScript": _SCRIPT,
    "/Launch": ("pdf_launch", f"PDF mencoba menjalankan program lain. {PRINT_AGAIN}"),
    "/EmbeddedFile": _ATTACHMENT,
    "/EmbeddedFiles": _ATTACHMENT,
    "/EF": _ATTACHMENT,
    "/RichMedia": _MOVING,
    "/Rendition": _MOVING,
    "/Movie": _MOVING,
    "/Sound": _MOVING,
    "/GoToR": _ELSEWHERE,
    "/GoToE": _ELSEWHERE,
    "/XFA": ("pdf_active", f"PDF ini formulir isian yang tidak dapat dibaca di semua komputer. {PRINT_AGAIN}"),
    "/ImportData": ("pdf_active", f"PDF mencoba mengambil data dari luar. {PRINT_AGAIN}"),
    "/SubmitForm": ("pdf_active", f"PDF mencoba mengirim data ke luar. {PRINT_AGAIN}"),
    "/AA": _BY_ITSELF,
}
#: Keys whose value names an action or the type of an object.
_NAMING_KEYS = ("/S", "/Type", "/Subtype")
#: With these keys the bytes of a stream lie in another file, or a drawing in another document.
_FOREIGN_KEYS = ("/F", "/FFilter", "/Ref")
#: What qpdf could not read it takes for nothing and goes on, but another reader might see what is there.
_UNSEEN = re.compile(r"limit|bad_alloc|too (many|large|deep)|excessively deep")
_UNREAD = re.compile(r"error (reading|decoding)|unfilterable|object stream")


def judge(content: bytes) -> None:
    """Raise Refused unless the PDF opens without a password, has pages, and is only paper."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise locked()
            if not len(pdf.pages):
                raise broken()
            _walk(pdf)
            warnings = " ".join(str(warning) for warning in pdf.get_warnings()).lower()
    except pikepdf.PasswordError as problem:
        raise locked() from problem
    except Refused:
        raise
    except MemoryError as problem:
        raise too_complex() from problem
    except Exception as problem:  # a parser of hostile bytes raises nearly anything; all of it means the same
        raise broken() from problem
    if _UNSEEN.search(warnings):
        raise too_complex()
    if _UNREAD.search(warnings):
        raise broken()


def _walk(pdf: pikepdf.Pdf) -> None:
    """Look at every object once, the direct ones inside it too; indirect ones come by themselves."""
    deadline = time.process_time() + MAX_SECONDS
    seen = 0
    _judge_opening(pdf.Root.get("/OpenAction"))
    for top in [pdf.trailer, *pdf.objects]:
        pending = [top]
        while pending:
            seen += 1
            if seen > MAX_OBJECTS or (not seen % 1000 and time.process_time() > deadline):
                raise too_complex()
            thing = pending.pop()
            if isinstance(thing, pikepdf.Stream):
                thing = thing.stream_dict
                if any(key in thing for key in _FOREIGN_KEYS):
                    raise Refused(*_ELSEWHERE)
            if isinstance(thing, pikepdf.Dictionary):
                _judge_dictionary(thing)
                children = list(thing.values())
            elif isinstance(thing, pikepdf.Array):
                if len(thing) > MAX_OBJECTS:
                    raise too_complex()
                children = list(thing)
            else:
                continue
            pending.extend(child for child in children if isinstance(child, pikepdf.Object) and not child.is_indirect)


def _judge_opening(action: object) -> None:
    """What happens when the PDF is opened: at most, one of its own pages is shown."""
    if isinstance(action, pikepdf.Dictionary) and (action.get("/S") != pikepdf.Name.GoTo or "/Next" in action):
        for name in (str(action.get("/S")), *map(str, action)):
            if name in _ACTIVE:
                raise Refused(*_ACTIVE[name])
        raise Refused(*_BY_ITSELF)


def _judge_dictionary(dictionary: pikepdf.Object) -> None:
    for key in dictionary:
        if str(key) in _ACTIVE:
            raise Refused(*_ACTIVE[str(key)])
    for name in _NAMING_KEYS:
        value = dictionary.get(name)
        if isinstance(value, pikepdf.Name) and str(value) in _ACTIVE:
            raise Refused(*_ACTIVE[str(value)])


def look(content: bytes, options: dict[str, Any]) -> Answer:
    """Judge a PDF."""
    pikepdf.settings.set_qpdf_limits(flate_max_memory=MAX_INFLATED_STREAM, parser_max_nesting=MAX_NESTING)
    try:
        judge(content)
    except Refused as refusal:
        return told(refusal)
    return Answer(None)
