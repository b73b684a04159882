"""Other files under a workbook's name, and workbooks whose parts do more, or less, than hold cells."""

from __future__ import annotations

import io

from PIL import Image

from tests.reports.workbooks.case import (
    BKU_SHEET,
    BOOK,
    BOOK_RELATIONS,
    CONTENT_TYPES,
    OFFICE,
    ROOT_RELATIONS,
    STYLES,
    Case,
    Make,
    added,
    all_of,
    changed,
    file,
    fixed,
    refused,
    relation,
    replaced,
    rows,
    understood,
    without,
)
from tests.reports.workbooks.zips import DAMAGED
from tests.vault.files import MAIN_TYPE, OLE, packed, pdf, picture
from tests.workbooks.samples import CLEAN_ODS, CLEAN_XLS

AS_XLSX = r"Excel Workbook \(\.xlsx\)"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
BINARY_TYPE = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
LINKS_CUT, OBJECT, DECLARED, UNTIDY = "Putuskan Tautan", "objek dari program lain", "DOCTYPE/ENTITY", "UTF-8"


def gif() -> bytes:
    out = io.BytesIO()
    Image.new("P", (20, 20)).save(out, "GIF")
    return out.getvalue()


def cfb(*streams: str) -> bytes:
    """A container of old Office, as far as its directory tells what is inside."""
    return OLE + bytes(600) + b"".join(name.encode("utf-16-le") + bytes(40) for name in streams) + bytes(2000)


def office(folder: str) -> bytes:
    return packed({CONTENT_TYPES: b"<x/>", ROOT_RELATIONS: b"<x/>", f"{folder}/document.xml": b"<x/>"})


def of_type(content_type: str) -> Make:
    return replaced(CONTENT_TYPES, MAIN_TYPE, content_type)


def in_front(part: str, declaration: str) -> Make:
    """A document type before the first element."""
    return changed(part, lambda xml: declaration.encode() + xml[xml.index(b"<", xml.find(b"?>") + 1) :])


def as_text(part: str, encoding: str, declared: str) -> Make:
    """A part in another encoding."""
    head = f'<?xml version="1.0" encoding="{declared}"?>'

    def change(xml: bytes) -> bytes:
        text = xml.decode()
        return (head + text[text.index("<", text.find("?>") + 1) :]).encode(encoding)

    return changed(part, change)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
)
DEEP = b"<a>" * 60_000 + b"</a>" * 60_000

OTHER_FILES: list[Case] = [
    refused("file: a workbook with a password", "kata sandi", fixed(cfb("EncryptionInfo", "EncryptedPackage"))),
    refused("file: old Excel", rf"\.xls\).*{AS_XLSX}", file(CLEAN_XLS)),
    refused("file: old Excel, renamed", rf"\.xls\).*{AS_XLSX}", fixed(cfb("Workbook")), sent_as="LPJ.xls"),
    refused("file: old Word", "dokumen Office lama", fixed(cfb("WordDocument"))),
    refused("file: OpenDocument", rf"OpenDocument.*{AS_XLSX}", file(CLEAN_ODS)),
    refused("file: binary Excel", rf"\.xlsb\).*{AS_XLSX}", of_type(BINARY_TYPE)),
    refused("file: a template of Excel", r"\.xltx\)", of_type(TEMPLATE_TYPE)),
    refused("file: Word", "dokumen Word atau PowerPoint", fixed(office("word"))),
    refused("file: PowerPoint", "dokumen Word atau PowerPoint", fixed(office("ppt"))),
    refused("file: a plain zip", "paket zip biasa", fixed(packed({"nota.txt": b"beras"}))),
    refused("file: a web page", f"halaman web.*{AS_XLSX}", fixed(b"<html><table><tr><td>1</td></tr></table></html>")),
    refused("file: a web page saved whole", "halaman web", fixed(b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n")),
    refused("file: XML of 2003", "XML", fixed(b'<?xml version="1.0"?><Workbook/>'), sent_as="LPJ.xml"),
    refused("file: CSV", "CSV", fixed(b"Tanggal;Uraian\n1;beras\n"), sent_as="LPJ.csv"),
    refused("file: CSV, renamed", "teks biasa", fixed(b"Tanggal;Uraian\n1;beras\n")),
    refused("file: CSV in UTF-16", "teks biasa", fixed("Tanggal;Uraian\n1;beras\n".encode("utf-16"))),
    refused("file: a PDF", r"PDF.*\.xlsx", fixed(pdf()), sent_as="LPJ.pdf"),
    refused("file: a photo", r"JPEG.*\.xlsx", fixed(picture())),
    refused("file: a GIF", "gambar GIF", fixed(gif())),
    refused("file: noise", "tidak dikenali", fixed(bytes(range(256)) * 40)),
    refused("file: a program", "tidak dikenali", fixed(b"MZ\x90\x00\x03" + bytes(4000))),
    refused("file: RAR", "tidak dikenali", fixed(b"Rar!\x1a\x07\x01\x00" + bytes(400))),
    refused(
        "file: Excel's own lock file", "berkas sementara", fixed(b"\x05Budi" + b" \x00" * 80), sent_as="~$LPJ.xlsx"
    ),
    refused(
        "polyglot: a workbook that is also a PDF",
        "sekaligus",
        lambda clean: clean[:30] + clean[30:].replace(b"docProps/", b"%PDF-1.7/", 1),
    ),
    refused("polyglot: a photo with the workbook behind it", "gambar|JPEG", lambda clean: picture() + clean),
    refused("polyglot: a GIF with the workbook behind it", "GIF", lambda clean: gif() + clean),
]

PARTS: list[Case] = [
    refused("part: a macro", f"makro.*{AS_XLSX}", added({"xl/vbaProject.bin": OLE + b"macro"})),
    refused("part: a macro workbook by its type", "makro", of_type(MACRO_TYPE), sent_as="LPJ.xlsm"),
    refused("part: a sheet of old macros", "makro", added({"xl/macrosheets/sheet1.xml": b"<x/>"})),
    refused(
        "part: a sheet of old macros under another name",
        "makro",
        all_of(
            added({"xl/worksheets/sheet99.xml": b"<x/>"}),
            relation(
                "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
                "worksheets/sheet99.xml",
                part=BOOK_RELATIONS,
            ),
        ),
    ),
    refused("part: an embedded object", OBJECT, added({"xl/embeddings/oleObject1.bin": OLE + b"x"})),
    refused("part: an embedded document", f"{OBJECT}|dipaketkan", added({"xl/embeddings/a.docx": b"x"})),
    refused("part: a program as a picture", OBJECT, added({"xl/media/image1.png": OLE + bytes(600)})),
    refused("part: ActiveX", OBJECT, added({"xl/activeX/activeX1.xml": b"<x/>"})),
    refused("part: a link to another workbook", LINKS_CUT, added({"xl/externalLinks/externalLink1.xml": b"<x/>"})),
    refused("part: a data connection", "sambungan data", added({"xl/connections.xml": b"<x/>"})),
    refused(
        "part: a picture fetched from elsewhere",
        "dari luar berkas",
        relation(f"{OFFICE}/image", "http://x.test/x.png", external=True),
    ),
    refused(
        "part: a sheet fetched from elsewhere",
        "dari luar berkas",
        relation(f"{OFFICE}/worksheet", "http://x.test/x.xml", external=True, part=BOOK_RELATIONS),
    ),
    refused(
        "part: a template fetched from elsewhere",
        "dari luar berkas",
        relation(f"{OFFICE}/attachedTemplate", "http://x.test/x.xltm", external=True, part=ROOT_RELATIONS),
    ),
    refused(
        "link: to a file of the computer",
        "tautan.*file:///C:/nota.xlsx",
        relation(f"{OFFICE}/hyperlink", "file:///C:/nota.xlsx", external=True),
    ),
    refused(
        "link: to another machine",
        r"tautan.*jahat",
        relation(f"{OFFICE}/hyperlink", r"\\jahat.test\bagi\x", external=True),
    ),
    refused(
        "link: that runs a search",
        "tautan.*search-ms",
        relation(f"{OFFICE}/hyperlink", "search-ms:query=x&amp;crumb=y", external=True),
    ),
    refused("link: that is a script", "tautan", relation(f"{OFFICE}/hyperlink", " JavaScript:alert(1)", external=True)),
    understood("link: to a web page", relation(f"{OFFICE}/hyperlink", "https://toko.test/nota?id=1", external=True)),
    understood(
        "link: to an address of e-mail", relation(f"{OFFICE}/hyperlink", "mailto:sari@contoh.test", external=True)
    ),
    refused("xml: a billion laughs", DECLARED, in_front(BKU_SHEET, LAUGHS)),
    refused(
        "xml: an entity from a file", DECLARED, in_front(BOOK, '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    ),
    refused(
        "xml: a declaration from elsewhere", DECLARED, in_front(STYLES, '<!DOCTYPE x SYSTEM "http://x.test/x.dtd">')
    ),
    refused("xml: a declaration in an index", DECLARED, in_front(ROOT_RELATIONS, LAUGHS)),
    refused(
        "xml: UTF-7",
        UNTIDY,
        changed(BKU_SHEET, lambda xml: b'<?xml version="1.0" encoding="utf-7"?>+ADw-x/+AD4-' + xml),
    ),
    refused("xml: UTF-32", UNTIDY, as_text(BKU_SHEET, "utf-32", "utf-32")),
    refused("xml: one-byte text", UNTIDY, as_text(BKU_SHEET, "latin-1", "iso-8859-1")),
    understood("xml: UTF-16", as_text(BKU_SHEET, "utf-16", "utf-16")),
    understood("xml: UTF-8 with its mark", as_text(BKU_SHEET, "utf-8-sig", "utf-8")),
    refused("xml: cut off", DAMAGED, changed(BKU_SHEET, lambda xml: xml[: len(xml) // 2])),
    refused("xml: an element that is never closed", DAMAGED, replaced(BKU_SHEET, "</row>", "")),
    refused(
        "xml: a prefix that nothing explains", DAMAGED, replaced(BKU_SHEET, "<sheetData>", "<sheetData><jahat:x/>")
    ),
    refused("xml: one attribute twice", DAMAGED, replaced(BKU_SHEET, '<row r="7"', '<row r="7" r="8"')),
    understood(
        "xml: an index nested without end",
        changed(ROOT_RELATIONS, lambda xml: xml.replace(b"</Relationships>", DEEP + b"</Relationships>")),
        home=False,
    ),
    understood(
        "xml: cells nested without end",
        replaced(BKU_SHEET, "</sheetData>", "</sheetData><extLst>" + DEEP.decode() + "</extLst>"),
    ),
    understood("xml: remarks and instructions between the rows", rows("<!-- catatan --><?excel perintah?>")),
    refused(
        "package: strict",
        "Strict Open XML",
        changed(ROOT_RELATIONS, lambda xml: xml.replace(OFFICE.encode(), STRICT.encode())),
    ),
    refused("package: no list of types", "paket zip biasa", without(CONTENT_TYPES)),
    refused("package: no relations", "paket zip biasa", without(ROOT_RELATIONS)),
    refused("package: no workbook", DAMAGED, without(BOOK)),
    refused("package: no relations of the workbook", DAMAGED, without(BOOK_RELATIONS)),
    refused("package: no cash book behind its name", DAMAGED, without(BKU_SHEET)),
    refused("package: no styles", DAMAGED, without(STYLES)),
    refused("package: declares itself a text", "tidak memuat buku kerja", of_type("text/plain")),
    refused(
        "package: declares two workbooks",
        "tidak memuat buku kerja",
        replaced(CONTENT_TYPES, "</Types>", f'<Override PartName="/xl/lain.xml" ContentType="{MAIN_TYPE}"/></Types>'),
    ),
    refused(
        "package: the workbook outside", DAMAGED, replaced(ROOT_RELATIONS, "xl/workbook.xml", "../../../etc/passwd")
    ),
    understood(
        "package: declares a type of endings that it has not",
        replaced(CONTENT_TYPES, "<Override", f'<Default Extension="bin" ContentType="{BINARY_TYPE}"/><Override'),
    ),
    understood(
        "package: refers to shared strings that are left out",
        relation(f"{OFFICE}/sharedStrings", "sharedStrings.xml", part=BOOK_RELATIONS),
    ),
    understood(
        "package: relations in a circle",
        replaced(BOOK_RELATIONS, "worksheets/sheet4.xml", "workbook.xml"),
        "INT-09",
        same=False,
    ),
    understood(
        "package: a sheet that relates to the workbook", relation(f"{OFFICE}/officeDocument", "../workbook.xml")
    ),
    understood("package: two sheets of one part", replaced(BOOK, 'r:id="rId5"', 'r:id="rId4"'), "INT-09", "INT-17"),
]

CASES = OTHER_FILES + PARTS
