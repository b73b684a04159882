"""The virus scanner: ClamAV's daemon, where one is configured.

``settings.CLAMD_SOCKET`` is "" (no scanner), a path of a unix socket ("/run/clamav/clamd.ctl"), or "host:port".
A scanner that is configured but does not answer closes the door: no answer never means clean.
"""

from __future__ import annotations

import socket
import struct
import time
from typing import BinaryIO

import structlog
from django.conf import settings

from vault.refused import Refused

TIMEOUT_SECONDS = 30.0  #: for all that is said to the scanner and by it
_CHUNK = 64 * 1024
_LONGEST_REPLY = 4096
#: What clamd "finds" where it gave up (AlertExceedsMax): no virus, and no clean bill either.
_NOT_SEEN_TO_ITS_END = "Heuristics.Limits.Exceeded"
_log = structlog.get_logger(__name__)


def scan(file: BinaryIO) -> None:
    """Raise Refused where the scanner finds a virus, or cannot say."""
    address: str = settings.CLAMD_SOCKET
    if not address:
        return
    try:
        reply = _ask(address, file)
    except (OSError, ValueError) as problem:
        _log.error("virus scanner unreachable", address=address, problem=str(problem))
        raise _unavailable() from problem
    if reply.endswith(" FOUND"):
        name = reply.removeprefix("stream: ").removesuffix(" FOUND")
        _log.warning("virus found", name=name)
        if name.startswith(_NOT_SEEN_TO_ITS_END):
            raise Refused(
                "scan_incomplete",
                "isi berkas terlalu besar atau terlalu rumit untuk diperiksa sampai habis. Kurangi gambar, halaman, "
                "atau lembarnya, simpan sebagai berkas baru, lalu unggah kembali.",
            )
        raise Refused(
            "virus",
            f"pemeriksa virus menemukan {name[:80]}. Berkas tidak disimpan. Periksa perangkat Anda dengan antivirus, "
            "lalu buat ulang berkasnya dari sumber yang bersih.",
        )
    if reply != "stream: OK":
        _log.error("virus scanner gave no verdict", address=address, reply=reply)
        raise _unavailable()


def _ask(address: str, file: BinaryIO) -> str:
    """Send the file by INSTREAM and return the scanner's one line. Raises OSError when the whole takes too long."""
    ends = time.monotonic() + TIMEOUT_SECONDS
    with _connect(address) as connection:

        def send(data: bytes) -> None:
            connection.settimeout(_left(ends))
            connection.sendall(data)

        send(b"zINSTREAM\0")
        file.seek(0)
        while chunk := file.read(_CHUNK):
            send(struct.pack("!L", len(chunk)) + chunk)
        send(struct.pack("!L", 0))
        reply = b""
        while not reply.endswith(b"\0") and len(reply) < _LONGEST_REPLY:
            connection.settimeout(_left(ends))
            part = connection.recv(_LONGEST_REPLY)
            if not part:
                break
            reply += part
    return reply.rstrip(b"\0\n").decode("utf-8", errors="replace")


def _left(ends: float) -> float:
    """Seconds until then. Raises TimeoutError when there are none."""
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("the scanner took too long")
    return left


def _connect(address: str) -> socket.socket:
    address = address.removeprefix("unix:").removeprefix("tcp://")
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(TIMEOUT_SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)


def _unavailable() -> Refused:
    return Refused(
        "scanner_unavailable",
        "pemeriksa virus sedang tidak dapat dihubungi, jadi berkas belum diterima. Coba lagi nanti; bila tetap begini, "
        "hubungi admin kantor Anda.",
    )
