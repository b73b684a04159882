"""A real clamd before the door: what it finds stays out, and where it gives no verdict nothing comes in."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from tests.vault.clamd import EICAR, SIGNATURE, Clamd, clamd_running
from tests.vault.files import packed, parts_of, pdf, pdf_with, picture, workbook
from vault import scanner
from vault.door import receive
from vault.kinds import Kind
from vault.models import StoredFile
from vault.refused import Refused

KINDS = frozenset(Kind)


@pytest.fixture(scope="module")
def shared() -> Iterator[Clamd]:
    with clamd_running() as daemon:
        yield daemon


@pytest.fixture
def clamd(shared: Clamd, settings) -> Clamd:
    """The scanner of this module, configured."""
    settings.CLAMD_SOCKET = str(shared.socket)
    return shared


@pytest.fixture
def own(settings) -> Iterator[Clamd]:
    """A scanner of this test alone, which may be ill-treated."""
    with clamd_running() as daemon:
        settings.CLAMD_SOCKET = str(daemon.socket)
        yield daemon


def workbook_holding(text: bytes) -> bytes:
    """The text in a cell, packed as all of a workbook is."""
    parts = parts_of(workbook())
    sheet = "xl/worksheets/sheet1.xml"
    cell = b'<row r="99"><c r="A99" t="inlineStr"><is><t>' + text + b"</t></is></c></row></sheetData>"
    return packed(parts | {sheet: parts[sheet].replace(b"</sheetData>", cell)})


def pdf_holding(text: bytes) -> bytes:
    def drawn(document: pikepdf.Pdf) -> None:
        document.pages[0].Contents = document.make_stream(b"% " + text)

    return pdf_with(drawn, compress_streams=True)


FILES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "photo": ("nota.jpg", lambda text: picture("JPEG", comment=text)),
    "phone photo": ("nota.heic", lambda text: picture("HEIF", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0" + text)),
    "PDF": ("nota.pdf", pdf_holding),
    "workbook": ("LPJ.xlsx", workbook_holding),
    "CSV": ("mitra.csv", lambda text: b"NIK;Nama\n1;" + text + b"\n"),
}


def send_in(sender: User, name: str, content: bytes) -> StoredFile:
    return receive(SimpleUploadedFile(name, content), by=sender, accept=KINDS, label="Berkas")


@pytest.mark.parametrize("case", FILES)
def test_a_clean_file_comes_in(sender: User, clamd: Clamd, case: str) -> None:
    name, make = FILES[case]
    assert send_in(sender, name, make(b"Belanja beras")).is_intact()


@pytest.mark.parametrize("case", FILES)
def test_what_the_scanner_knows_is_refused_by_its_name_and_not_kept(sender: User, clamd: Clamd, case: str) -> None:
    name, make = FILES[case]
    with pytest.raises(Refused) as caught:
        send_in(sender, name, make(EICAR))
    assert caught.value.code == "virus"
    assert f"“{name}”" in caught.value.sentence
    assert SIGNATURE in caught.value.sentence
    assert "antivirus" in caught.value.sentence
    assert not StoredFile.objects.exists()


def test_the_largest_file_that_the_door_takes_is_scanned_to_its_end(clamd: Clamd) -> None:
    scanner.scan(io.BytesIO(bytes(25 * 1024 * 1024)))
    with pytest.raises(Refused) as caught:
        scanner.scan(io.BytesIO(bytes(25 * 1024 * 1024 - len(EICAR)) + EICAR))
    assert caught.value.code == "virus"


def test_what_is_longer_than_the_scanner_takes_is_not_clean(clamd: Clamd) -> None:
    with pytest.raises(Refused) as caught:
        scanner.scan(io.BytesIO(bytes(40 * 1024 * 1024)))
    assert caught.value.code == "scanner_unavailable"


def test_a_part_that_swells_as_far_as_the_door_allows_is_scanned_to_its_end(clamd: Clamd) -> None:
    with pytest.raises(Refused) as caught:
        scanner.scan(io.BytesIO(packed({"xl/sheet.xml": bytes(100 * 1024 * 1024) + EICAR})))
    assert caught.value.code == "virus"


def test_what_the_scanner_did_not_see_to_its_end_is_not_clean(settings) -> None:
    with clamd_running(most_scanned="1M") as daemon:
        settings.CLAMD_SOCKET = str(daemon.socket)
        swelling = packed({f"xl/sheet{number}.xml": b"<x>" + bytes(700_000) for number in range(5)})
        with pytest.raises(Refused) as caught:
            scanner.scan(io.BytesIO(swelling))
    assert caught.value.code == "scan_incomplete"
    assert "menemukan" not in caught.value.sentence
    assert "lalu unggah kembali" in caught.value.sentence


def later(sender: User) -> None:
    """The door is closed, for now."""
    with pytest.raises(Refused, match="Coba lagi nanti") as caught:
        send_in(sender, "nota.pdf", pdf())
    assert caught.value.code == "scanner_unavailable"
    assert not StoredFile.objects.exists()


def test_a_scanner_that_was_stopped_closes_the_door_until_it_runs_again(sender: User, own: Clamd) -> None:
    own.stop()
    assert own.socket.exists()  # as a crash leaves it: a place where nobody listens
    later(sender)
    own.socket.unlink()
    later(sender)
    own.start()
    assert send_in(sender, "nota.pdf", pdf()).is_intact()


def test_a_scanner_that_hangs_closes_the_door_in_time(
    sender: User, own: Clamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanner, "TIMEOUT_SECONDS", 0.3)
    own.hang()
    began = time.monotonic()
    later(sender)
    assert time.monotonic() - began < 5
