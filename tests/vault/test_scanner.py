from __future__ import annotations

import io
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.vault.files import picture
from vault import scanner
from vault.door import judge_only, receive
from vault.kinds import EVIDENCE, Kind
from vault.models import StoredFile
from vault.refused import Refused


class FakeClamd:
    """Speaks the scanner's side of INSTREAM once, and remembers what it was sent."""

    def __init__(self, listener: socket.socket, reply: bytes) -> None:
        self.received = b""
        self.listener, self.reply = listener, reply
        self.thread = threading.Thread(target=self.answer, daemon=True)
        self.thread.start()

    def answer(self) -> None:
        connection, _ = self.listener.accept()
        with connection, connection.makefile("rb") as stream:
            if stream.read(10) != b"zINSTREAM\0":
                return
            while length := struct.unpack("!L", stream.read(4))[0]:
                self.received += stream.read(length)
            connection.sendall(self.reply)


Start = Callable[[bytes], FakeClamd]


@pytest.fixture
def clamd(settings, tmp_path: Path) -> Iterator[Start]:
    """Start a scanner on a unix socket that gives this reply."""
    listeners = []

    def start(reply: bytes) -> FakeClamd:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(tmp_path / "clamd"))
        listener.listen()
        listeners.append(listener)
        settings.CLAMD_SOCKET = str(tmp_path / "clamd")
        return FakeClamd(listener, reply)

    yield start
    for listener in listeners:
        listener.close()


def send_in(sender, content: bytes) -> StoredFile:
    upload = SimpleUploadedFile("nota.jpg", content)
    return receive(upload, by=sender, accept=EVIDENCE, label="Bukti")


def refused_code(sender) -> str:
    with pytest.raises(Refused) as caught:
        send_in(sender, picture())
    assert not StoredFile.objects.exists()
    return caught.value.code


def test_a_clean_file_is_sent_whole_to_the_scanner_and_comes_in_whole(sender, clamd: Start):
    content = picture(size=(500, 400))
    server = clamd(b"stream: OK\0")
    stored = send_in(sender, content)
    server.thread.join(5)
    assert server.received == content
    assert stored.is_intact()


def test_a_file_that_was_read_before_is_scanned_from_its_start(clamd: Start):
    server = clamd(b"stream: OK\0")
    file = io.BytesIO(b"x" * 200_000)
    file.read()
    scanner.scan(file)
    server.thread.join(5)
    assert len(server.received) == 200_000


def test_a_virus_is_refused_by_its_name_and_not_kept(sender, clamd: Start):
    clamd(b"stream: Eicar-Test-Signature FOUND\0")
    with pytest.raises(Refused, match="Eicar-Test-Signature") as caught:
        send_in(sender, picture())
    assert caught.value.code == "virus"
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "reply",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"",
        b"stream: O",
        b"stream: OK FOUND of nothing\0",
    ],
)
def test_anything_but_a_clear_verdict_is_no_clean_bill(sender, clamd: Start, reply):
    clamd(reply)
    assert refused_code(sender) == "scanner_unavailable"


def test_a_scanner_that_is_configured_but_down_closes_the_door(sender, settings, tmp_path):
    settings.CLAMD_SOCKET = str(tmp_path / "nobody-here")
    with pytest.raises(Refused, match="Coba lagi nanti") as caught:
        send_in(sender, picture())
    assert caught.value.code == "scanner_unavailable"
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("address", ["localhost", "localhost:clamd:", "tcp://127.0.0.1:nine"])
def test_an_address_that_makes_no_sense_closes_the_door(sender, settings, address):
    settings.CLAMD_SOCKET = address
    assert refused_code(sender) == "scanner_unavailable"


def test_a_scanner_that_never_answers_closes_the_door(sender, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(scanner, "TIMEOUT_SECONDS", 0.05)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / "silent"))
        silent.listen()
        settings.CLAMD_SOCKET = f"unix:{tmp_path / 'silent'}"
        assert refused_code(sender) == "scanner_unavailable"


def test_a_scanner_that_answers_in_crumbs_has_no_more_time_than_any_other(sender, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(scanner, "TIMEOUT_SECONDS", 0.4)
    closed = threading.Event()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "crumbs"))
        listener.listen()
        settings.CLAMD_SOCKET = str(tmp_path / "crumbs")

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                while not closed.wait(0.1):
                    try:
                        connection.sendall(b"s")
                    except OSError:
                        return

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        began = time.monotonic()
        assert refused_code(sender) == "scanner_unavailable"
        assert time.monotonic() - began < 5
        closed.set()
        thread.join(5)


def test_a_scanner_on_the_network_is_asked_likewise(sender, settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.CLAMD_SOCKET = f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        server = FakeClamd(listener, b"stream: OK\0")
        content = picture()
        send_in(sender, content)
        server.thread.join(5)
    assert server.received == content


def test_trying_out_asks_the_scanner_too(settings, clamd: Start):
    clamd(b"stream: Eicar-Test-Signature FOUND\0")
    with pytest.raises(Refused) as caught:
        judge_only(SimpleUploadedFile("nota.jpg", picture()), EVIDENCE)
    assert caught.value.code == "virus"


def test_without_a_scanner_the_other_checks_alone_decide(settings):
    settings.CLAMD_SOCKET = ""
    assert judge_only(SimpleUploadedFile("nota.jpg", picture()), EVIDENCE) is Kind.JPEG
