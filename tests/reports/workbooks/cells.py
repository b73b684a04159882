"""What a cell may hold that no form asks for: numbers, dates, texts and formulas at the edge of the format."""

from __future__ import annotations

from dataclasses import replace

from tests.reports.workbooks.case import (
    BKU_SHEET,
    BOOK,
    BOOK_RELATIONS,
    CODE,
    CONTENT_TYPES,
    DATE,
    OFFICE,
    PAID,
    PAYEE,
    ROW,
    TEXT,
    Case,
    Make,
    added,
    all_of,
    cell,
    heavy,
    refused,
    replaced,
    rows,
    understood,
)
from tests.reports.workbooks.zips import DAMAGED

STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: The style of the date of the first expense, as the clean report has it.
DAY = ' s="17"'


def shared_strings(*inside: str) -> Make:
    """A table of shared strings; our own writer makes none."""
    strings = f'<sst xmlns="{SPREADSHEET}">' + "".join(f"<si>{one}</si>" for one in inside) + "</sst>"
    return all_of(
        added({"xl/sharedStrings.xml": strings.encode()}),
        replaced(
            BOOK_RELATIONS,
            "</Relationships>",
            f'<Relationship Id="rIdS" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        ),
        replaced(
            CONTENT_TYPES,
            "</Types>",
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS_TYPE}"/></Types>',
        ),
    )


def shared(index: str, *strings: str, at: str = TEXT) -> Make:
    """A cell that takes its text from the table of shared strings."""
    return all_of(shared_strings(*strings), cell(at, f"<v>{index}</v>", ' t="s"'))


def million_strings(clean: bytes) -> bytes:
    return shared("999999", *(f"<t>teks ke-{n}</t>" for n in range(1_000_000)))(clean)


def text(inside: str, at: str = TEXT) -> Make:
    return cell(at, f"<is><t>{inside}</t></is>", ' t="inlineStr"')


def paid(value: str, attributes: str = "") -> Make:
    return cell(PAID, f"<v>{value}</v>", attributes)


def dated(value: str) -> Make:
    return cell(DATE, f"<v>{value}</v>", DAY)


NUMBERS: list[Case] = [
    *(
        refused(f"number: {name}", rf"Sel {PAID} di lembar “BKU” berisi angka yang tidak dikenal", paid(value))
        for name, value in {
            "NaN": "NaN",
            "infinite": "INF",
            "larger than any": "1e999",
            "of five thousand digits": "9" * 5_000,
            "in another script": "\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT TWO}",
            "with lines between": "12_000_000",
            "of sixteen": "0xB71B00",
            "a word": "banyak",
        }.items()
    ),
    understood("number: as large as a program can count", paid("1e308"), "INT-01", same=False),
    understood("number: as small as a program can count", paid("5e-324"), "INT-01", same=False),
    understood("number: written with an exponent", paid("1.2E7")),
    understood("number: with what a processor leaves over", paid("11999999.999999998")),
    understood("number: blanks around it", paid(" 12000000 ")),
    understood("number: negative", paid("-12000000"), same=False),
    understood("amount: a yes", paid("1", ' t="b"'), "INT-01", same=False),
    understood("amount: an error", paid("#REF!", ' t="e"'), "INT-03", same=False),
    understood("amount: an error that nobody knows", paid("#APA?", ' t="e"'), "INT-03", same=False),
    understood("amount: a type that nobody knows", paid("12000000", ' t="uang"'), "INT-18"),
    understood("amount: text with rupiah and full stops", text("Rp 12.000.000,-", PAID), "INT-18"),
    understood("amount: a day", cell(PAID, "<v>44300</v>", DAY), "INT-01", same=False),
]

DATES: list[Case] = [
    understood("date: the day that never was", dated("60"), same=False),
    understood("date: nought", dated("0"), "INT-02", same=False),
    understood("date: negative", dated("-7"), "INT-02", same=False),
    understood("date: behind the last year", dated("2958466"), "INT-02", same=False),
    understood("date: as large as a program can count", dated("1e308"), "INT-02", same=False),
    understood("date: the last second of a day", dated("44299.99999")),
    understood("date: a text that is none", text("31 Februari 2021", DATE), "INT-02", same=False),
    understood("date: an ISO day", cell(DATE, "<v>2021-04-13</v>", ' t="d"')),
    understood("date: an ISO moment", cell(DATE, "<v>2021-04-13T00:00:00.000Z</v>", ' t="d"')),
    refused(
        "date: an ISO day that is none",
        f"Sel {DATE} .*berisi tanggal yang tidak dikenal",
        cell(DATE, "<v>2021-13-45</v>", ' t="d"'),
    ),
]

STRINGS: list[Case] = [
    understood("strings: shared", shared("0", "<t>Belanja contoh 1</t>")),
    understood("strings: in many colours", shared("0", "<r><t>Belanja </t></r><r><rPr><b/></rPr><t>contoh 1</t></r>")),
    understood(
        "strings: with readings beside",
        shared("0", '<t>Belanja contoh 1</t><rPh sb="0" eb="1"><t>BERANJA</t></rPh><phoneticPr fontId="1"/>'),
    ),
    understood("strings: an empty one", shared("0", "<t/>"), same=False),
    refused("strings: beyond the last", DAMAGED, shared("7", "<t>a</t>")),
    refused("strings: before the first", DAMAGED, shared("-1", "<t>a</t>", "<t>b</t>")),
    refused("strings: no number", DAMAGED, shared("x", "<t>a</t>")),
    refused("strings: none at all", DAMAGED, cell(TEXT, "<v>0</v>", ' t="s"')),
    heavy("strings: a million", million_strings),
    heavy("text: five million letters", text("".join(f"kata {n} " for n in range(450_000)))),
    understood("text: NUL and half a character", text("a_x0000_b_xD800_c"), same=False),
    understood("text: characters that steer", text("a_x0007_b&#x85;c\N{ZERO WIDTH SPACE}_x001B_[31m"), same=False),
    understood(
        "text: that reads backwards", text("\N{RIGHT-TO-LEFT OVERRIDE}000.5 pR\N{LEFT-TO-RIGHT MARK}"), same=False
    ),
    understood("text: that is a page", text("&lt;script&gt;alert(1)&lt;/script&gt;"), same=False),
    understood("text: that is a formula", text("=HYPERLINK(&quot;http://x.test&quot;,&quot;a&quot;)"), same=False),
    understood("text: that calls a program", text("@SUM(1)+cmd|' /C calc'!A0", PAYEE), same=False),
    understood("text: that is a template", text("{{ settings.SECRET_KEY }}{% load x %}"), same=False),
    understood("text: as the XML of other programs wraps it", text("<![CDATA[Belanja contoh 1]]>")),
    understood("text: thousands of marks on one letter", text("a" + "\N{COMBINING ACUTE ACCENT}" * 20_000), same=False),
    refused("text: a character that XML forbids", DAMAGED, text("a&#0;b")),
    refused("text: half a character by its number", DAMAGED, text("a&#xD800;b")),
    understood("code: a number where the code has a full stop", cell(CODE, "<v>1.1</v>")),
]

CELLS: list[Case] = [
    refused("cell: a style that is not there", DAMAGED, paid("1", ' s="99999"')),
    refused("cell: a style before the first", DAMAGED, paid("1", ' s="-1"')),
    refused("cell: one place twice", rf"Sel {PAID} .*dua kali", cell(PAID, f'<v>1</v></c><c r="{PAID}"><v>2</v>')),
    refused("cell: in one row and named for another", DAMAGED, replaced(BKU_SHEET, f'r="{PAID}"', 'r="H9"')),
    understood("cell: a formula never calculated", cell(PAID, "<f>6000000*2</f>"), "INT-04", same=False),
    understood("cell: a formula with its result", cell(PAID, "<f>6000000*2</f><v>12000000</v>")),
    understood(
        "cell: a formula of a whole area", cell(PAID, f'<f t="array" ref="{PAID}:{PAID}">1*12000000</f><v>12000000</v>')
    ),
    understood("cell: a formula shared with nobody", cell(PAID, '<f t="shared" si="99"/><v>12000000</v>')),
    understood("cell: a formula without end", cell(PAID, f"<f>{'SUM(' * 5_000}1{')' * 5_000}</f><v>12000000</v>")),
    understood("cell: with what only newer programs know", cell(PAID, "<v>12000000</v>", ' vm="1" cm="1"')),
    understood("cell: after the number, more", cell(PAID, '<v>12000000</v><extLst><ext uri="{1}"/></extLst>')),
    understood(
        "cell: without its place", rows('<row><c/><c/><c/><c t="inlineStr"><is><t>x</t></is></c></row>'), "INT-13"
    ),
    understood("book: days counted from 1904", replaced(BOOK, "<workbookPr", '<workbookPr date1904="1"'), same=False),
]

assert ROW == 8  # the row of the first expense in the patterns above

CASES = [replace(case, stays=True) for case in NUMBERS + DATES + STRINGS] + CELLS
