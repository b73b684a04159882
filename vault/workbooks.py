"""Excel workbooks, judged part by part before openpyxl sees them.

What this door promises to the rooms above: the file is a plain .xlsx in the usual (transitional) dialect, whole,
of bearable size, in UTF-8 or UTF-16, without macros, embedded objects, data connections, links to other files,
and without any DTD, so no XML parser can be made to expand or fetch anything.
"""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from vault.archives import damaged, inflate, read_directory, read_entry
from vault.refused import Refused

SAVE_AS_XLSX = (
    'Buka berkas di Excel atau LibreOffice, pilih "Simpan Sebagai…" lalu jenis "Excel Workbook (.xlsx)", dan unggah '
    "berkas yang baru itu."
)

_CONTENT_TYPES = "[Content_Types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_MAX_INDEX_BYTES = 1024 * 1024
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_STRICT_NAMESPACE = "http://purl.oclc.org/ooxml/"
_XML_ENDINGS = (".xml", ".rels", ".vml")
_UTF8_MARK, _UTF16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
#: How XML starts in encodings that parsers find out by themselves but that the scan below cannot read:
#: UTF-32 in its byte orders, UTF-16 without mark, EBCDIC.
_UNREADABLE_STARTS = (
    b"\xff\xfe\x00\x00",
    b"\x00\x00\xfe\xff",
    b"<\x00\x00\x00",
    b"\x00\x00\x00<",
    b"\x00\x00<\x00",
    b"\x00<\x00\x00",
    b"<\x00?\x00",
    b"\x00<\x00?",
    b"\x4c\x6f\xa7\x94",
)
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)["']""")
_READABLE_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii")
_LONGEST_DECLARATION = 512
_FORBIDDEN_MARKUP = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_LONGEST_MARK = max(len(mark) for mark in _FORBIDDEN_MARKUP)

#: Folders and parts of a workbook that do something beside holding cells: code, sentence.
_UNWANTED_PARTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"vbaproject|vbadata|jsaproject|/macrosheets/|/dialogsheets/|/intlmacrosheets/"),
        "macro",
        f"berkas memuat makro, yang tidak boleh masuk. {SAVE_AS_XLSX}",
    ),
    (
        re.compile(r"/embeddings/|/activex/|oleobject"),
        "embedded_object",
        "ada objek dari program lain yang disisipkan ke dalam lembar. Hapus objek itu, simpan, lalu unggah kembali. "
        "Foto dan PDF diunggah sebagai bukti, bukan disisipkan.",
    ),
    (
        re.compile(r"/externallinks/"),
        "external_link",
        "ada rumus yang mengambil nilai dari berkas lain. Di Excel pilih Data → Edit Tautan → Putuskan Tautan, simpan, "
        "lalu unggah kembali.",
    ),
    (
        re.compile(r"/connections\.xml$|/querytables/|/model/item\.data$|/webextensions/"),
        "data_connection",
        "ada sambungan data ke luar berkas. Di Excel pilih Data → Kueri & Koneksi, hapus semuanya, simpan, lalu unggah "
        "kembali.",
    ),
)

_OTHER_OFFICE_TYPES: tuple[tuple[str, str, str], ...] = (
    ("ms-excel.sheet.binary", "xlsb", f"berkas ini buku kerja biner (.xlsb). {SAVE_AS_XLSX}"),
    ("macroenabled", "macro", f"berkas ini buku kerja dengan makro (.xlsm). {SAVE_AS_XLSX}"),
    ("vbaproject", "macro", _UNWANTED_PARTS[0][2]),
    ("macrosheet", "macro", _UNWANTED_PARTS[0][2]),
    ("spreadsheetml.template.main", "template", f"berkas ini templat Excel (.xltx). {SAVE_AS_XLSX}"),
    ("oleobject", "embedded_object", _UNWANTED_PARTS[1][2]),
)

#: The first word of a link's address, with what programs overlook before and within it.
_SCHEME = re.compile(r"[\x00-\x20]*([^:/?#\\]*):")
_OTHER_MACHINE = re.compile(r"[\x00-\x20]*[\\/]{2}")
_LINKS_TO_CLICK = ("http", "https", "mailto", "tel")


def judge_workbook(file: BinaryIO, size: int) -> None:
    """Raise Refused unless the zip in ``file`` is a plain, whole, harmless .xlsx workbook."""
    entries = read_directory(file, size)
    by_name = {entry.filename: entry for entry in entries}
    _judge_office_kind(file, by_name)
    for entry in entries:
        for pattern, code, sentence in _UNWANTED_PARTS:
            if pattern.search(f"/{entry.filename.lower()}"):
                raise Refused(code, sentence)
    _scan_parts(file, entries)
    _judge_content_types(_parse(read_entry(file, by_name[_CONTENT_TYPES], at_most=_MAX_INDEX_BYTES)), entries)
    for entry in entries:
        if entry.filename.lower().endswith(".rels"):
            _judge_relations(_parse(read_entry(file, entry, at_most=_MAX_INDEX_BYTES)))


def _judge_office_kind(file: BinaryIO, by_name: dict[str, zipfile.ZipInfo]) -> None:
    """Tell a zip of another kind by its own marks, so that the sentence can name it."""
    names = set(by_name)
    if "mimetype" in names and "content.xml" in names:
        declared = read_entry(file, by_name["mimetype"], at_most=_MAX_INDEX_BYTES)
        if b"opendocument.spreadsheet" in declared:
            raise Refused("ods", f"berkas ini lembar kerja OpenDocument (.ods). {SAVE_AS_XLSX}")
        raise Refused("other_document", f"berkas ini dokumen OpenDocument, bukan buku kerja Excel. {SAVE_AS_XLSX}")
    if any(name.startswith(("word/", "ppt/", "visio/")) for name in names):
        raise Refused(
            "other_document",
            "berkas ini dokumen Word atau PowerPoint, bukan buku kerja Excel. Pilih berkas .xlsx yang Anda isi.",
        )
    if _CONTENT_TYPES not in names or _ROOT_RELATIONS not in names:
        raise Refused(
            "not_a_workbook",
            "berkas ini paket zip biasa, bukan buku kerja Excel. Keluarkan isinya, lalu unggah berkas .xlsx-nya.",
        )


def _scan_parts(file: BinaryIO, entries: list[zipfile.ZipInfo]) -> None:
    """One pass over all inflated bytes: the structure holds, the text is readable, no DTD anywhere."""
    current, tail = "", b""
    for entry, chunk in inflate(file, entries):
        if entry.filename != current:
            current, tail = entry.filename, b""
            if chunk.startswith(b"\xd0\xcf\x11\xe0"):
                raise Refused("embedded_object", _UNWANTED_PARTS[1][2])
            _judge_encoding(current, chunk)
        window = tail + chunk
        if any(mark in window for mark in _FORBIDDEN_MARKUP):
            raise Refused(
                "dtd",
                f"bagian {current[:80]} memuat deklarasi (DOCTYPE/ENTITY) yang dapat menyerang pembaca berkas. Excel "
                f"tidak pernah menulisnya. {SAVE_AS_XLSX}",
            )
        tail = window[-_LONGEST_MARK:]


def _judge_encoding(name: str, start: bytes) -> None:
    """Only encodings in which the scan for declarations sees what a parser would see.

    A part is judged as XML by its start too, not only by its name: what is read is chosen by relations, not names.
    """
    if start.startswith(_UNREADABLE_STARTS):
        raise _odd_encoding(name)
    if start.startswith(_UTF16_MARKS):
        return
    text = start.removeprefix(_UTF8_MARK).lstrip()
    if text.startswith(b"<?xml"):
        end = text.find(b"?>", 0, _LONGEST_DECLARATION)
        declared = _ENCODING.search(text[:end]) if end > 0 else None
        if end < 0 or (declared and declared.group(1).lower() not in _READABLE_ENCODINGS):
            raise _odd_encoding(name)
    elif name.lower().endswith(_XML_ENDINGS) and not text.startswith(b"<"):
        raise _odd_encoding(name)


def _odd_encoding(name: str) -> Refused:
    return Refused("odd_encoding", f"bagian {name[:80]} tidak ditulis sebagai teks UTF-8. {SAVE_AS_XLSX}")


def _parse(part: bytes) -> Element:
    """A small index part as a tree. The bytes were scanned before; the parser forbids DTD all the same."""
    try:
        root: Element = ElementTree.fromstring(part, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as problem:
        raise damaged() from problem
    return root


def _judge_content_types(types: Element, entries: list[zipfile.ZipInfo]) -> None:
    """Some programs declare by heart what ".bin" parts are, in workbooks that have none: such endings say nothing."""
    endings = {entry.filename.lower().rpartition(".")[2] for entry in entries}
    declared = [
        element.get("ContentType", "").lower()
        for element in types.iter()
        if element.get("Extension", "").lower() in endings or not element.get("Extension")
    ]
    for content_type in declared:
        for mark, code, sentence in _OTHER_OFFICE_TYPES:
            if mark in content_type:
                raise Refused(code, sentence)
    if declared.count(_WORKBOOK_TYPE) != 1:
        raise Refused(
            "not_a_workbook",
            f"berkas ini tidak memuat buku kerja Excel. {SAVE_AS_XLSX}",
        )


def _judge_relations(relations: Element) -> None:
    for relation in relations.iter():
        kind = relation.get("Type", "").lower()
        if kind.startswith(_STRICT_NAMESPACE):
            raise Refused(
                "strict_ooxml",
                'berkas disimpan sebagai "Strict Open XML", yang tidak dapat dibaca. Di Excel pilih "Simpan Sebagai…" '
                'lalu jenis "Excel Workbook (.xlsx)", bukan "Strict Open XML Spreadsheet", dan unggah berkas '
                "yang baru itu.",
            )
        if kind.endswith(("macrosheet", "/vbaproject")):
            raise Refused("macro", _UNWANTED_PARTS[0][2])
        if kind.endswith("/hyperlink"):
            _judge_link(relation.get("Target", ""))
        if relation.get("TargetMode", "").lower() == "external" and not kind.endswith("/hyperlink"):
            raise Refused(
                "external_link",
                "ada gambar atau bagian yang diambil dari luar berkas. Hapus bagian itu atau putuskan tautannya (Data "
                "→ Edit Tautan), simpan, lalu unggah kembali.",
            )


def _judge_link(target: str) -> None:
    """Excel turns an address in a cell into a link by itself. One to a page or to a person is no danger until somebody
    clicks it; one to another machine's folder gives away the password of whoever does, and a program may be run.
    """
    scheme = _SCHEME.match(target)
    if (scheme and scheme[1].lower() not in _LINKS_TO_CLICK) or _OTHER_MACHINE.match(target):
        raise Refused(
            "unsafe_link",
            f"ada tautan yang tidak menuju halaman web atau surel: “{target.strip()[:80]}”. Di Excel klik kanan "
            "selnya, pilih Hapus Hyperlink, simpan, lalu unggah kembali. Foto dan PDF diunggah sebagai bukti.",
        )
