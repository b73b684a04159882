"""Paper is the same bytes for the same record, and loads nothing but our own static files."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pikepdf
import pytest

from vault.paper import NotOurs, PaperAttachment, render_pdf

MADE = datetime(2021, 4, 1, 3, 0, tzinfo=UTC)
PAGE = "<!doctype html><html lang='id'><head><title>-</title></head><body><p>Jumlah Rp1.000</p></body></html>"


def paper(page: str = PAGE, **options: object) -> bytes:
    return render_pdf(page, title="Surat", author="Balai", made_at=MADE, **options)  # type: ignore[arg-type]


def test_the_same_page_gives_the_same_bytes() -> None:
    carried = [PaperAttachment("lpj.xlsx", b"isi")]
    assert paper(variant="pdf/a-3b", attachments=carried) == paper(variant="pdf/a-3b", attachments=carried)


def test_its_dates_and_names_are_those_of_the_record() -> None:
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20210401030000Z"
        assert str(pdf.docinfo["/Title"]) == "Surat"
        assert str(pdf.docinfo["/Author"]) == "Balai"


def test_paper_for_keeping_says_its_standard_and_carries_its_source() -> None:
    with pikepdf.open(io.BytesIO(paper(variant="pdf/a-3b", attachments=[PaperAttachment("lpj.xlsx", b"isi")]))) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
        carried = pdf.attachments["lpj.xlsx"].get_file()
        assert carried.read_bytes() == b"isi"
        assert carried.creation_date == carried.mod_date == MADE
        assert "/OutputIntents" in pdf.Root


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/a.css", "//127.0.0.1:9/a.css", "file:///etc/hostname", "/media/a.css", "/static/../manage.py"],
)
def test_a_page_that_asks_for_anything_else_is_no_paper(address: str) -> None:
    with pytest.raises(NotOurs):
        paper(f"<link rel='stylesheet' href='{address}'><p>Halo</p>")


def test_a_static_file_of_ours_is_used() -> None:
    assert paper("<link rel='stylesheet' href='/static/vendor/bootstrap/bootstrap.min.css'><p>Halo</p>") != paper(
        "<p>Halo</p>"
    )
