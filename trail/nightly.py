"""Each night: verify every chain, remember its head in the ministry's chain, send the heads out of the house."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import send_mail
from django.utils import timezone
from django.utils.formats import date_format

from trail.models import Chain, Event
from trail.printed import Mark, mark_of
from trail.record import MINISTRY, record_event
from trail.remembered import REMEMBER, SEND
from trail.verify import Verdict, verify_all


def remember_heads() -> tuple[Event, list[Verdict]]:
    """Verify every chain and write its head, or where it is broken, into the ministry's chain."""
    verdicts = verify_all()
    event = record_event(
        verb=REMEMBER,
        obj=Chain(key=MINISTRY),
        by=None,
        label="Ujung semua rantai",
        data={
            "heads": {verdict.chain: [verdict.length, verdict.head] for verdict in verdicts if verdict.whole},
            "broken": {verdict.chain: [verdict.broken_at, verdict.reason] for verdict in verdicts if not verdict.whole},
        },
    )
    return event, verdicts


def letter(event: Event, verdicts: Sequence[Verdict]) -> str:
    """The mail: one line for each chain, as the page that confirms printed heads takes them."""
    told = [Mark(verdict.chain, verdict.length, verdict.head) for verdict in verdicts if verdict.chain != MINISTRY]
    own = mark_of(event)
    assert own is not None
    broken = [
        f"RUSAK: rantai {verdict.chain} pada peristiwa nomor {verdict.broken_at}: {verdict.reason}."
        for verdict in verdicts
        if not verdict.whole
    ]
    return "\n".join(
        [
            f"Ujung rantai jejak Amanah, {date_format(timezone.localtime(event.at), 'j F Y, H.i')}.",
            "",
            *(broken or ["Semua rantai utuh."]),
            "",
            *(str(mark) for mark in (*told, own) if mark.hash),
            "",
            "Simpan surel ini di luar jangkauan pengelola server. Untuk membuktikan bahwa jejak tidak ditulis ulang,",
            "tempelkan isinya di Amanah, menu Jejak, tombol Keutuhan, bagian Cocokkan ujung yang tercetak.",
        ]
    )


def send_heads(event: Event, verdicts: Sequence[Verdict], to: Sequence[str]) -> None:
    """Send them, and say so in the trail. Raises what the mail server raises; then the trail says nothing."""
    whole = all(verdict.whole for verdict in verdicts)
    day = date_format(timezone.localtime(event.at), "j F Y")
    subject = f"[Amanah] Ujung jejak {day}" if whole else f"[Amanah] JEJAK RUSAK, {day}"
    send_mail(subject, letter(event, verdicts), None, list(to))
    record_event(
        verb=SEND,
        obj=Chain(key=MINISTRY),
        by=None,
        label="Ujung semua rantai",
        data={"number": event.number, "to": ", ".join(to)},
    )
