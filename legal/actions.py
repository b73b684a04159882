"""What a legal officer decides. Each decision is kept for good, with who, when, why, and the official text."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from legal.law import current_law
from legal.models import Decision
from legal.subjects import Standing
from regulations import catalogue
from regulations.dates import tanggal
from regulations.parameters import NoValue, get_parameter
from regulations.values import NotAValue
from rupiah.format import format_angka
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage
from vault.door import Admitted, Upload, admit, keep
from vault.kinds import EVIDENCE
from vault.refused import Refused

#: A day outside these years is a slip of the finger.
_YEARS = range(1945, 2101)
#: A citation is kept in one line with each finding; its parts are no longer than the columns that keep them.
_LONGEST = {
    "instrument": ("Peraturan", 120),
    "subject": ("Pokok", 150),
    "article": ("Pasal", 80),
    "wording": ("Bunyi", 4000),
}


def decide_citation(
    *,
    key: str,
    instrument: str,
    subject: str,
    reason: str,
    seen: int,
    by: User,
    confirmed: bool = False,
    article: str = "",
    wording: str = "",
    also: Sequence[str] = (),
    upload: Upload | None = None,
) -> Decision:
    """Confirm or correct the source of a rule or of a figure, from now on; ``seen`` is the turn that the page showed.

    Confirming needs article, wording and the official text as a file. ``also`` are keys of unconfirmed citations that
    name the same source until now: each gets a decision of its own, or none does. Raises KeyError for no such ``key``.
    """
    _require_right(by)
    standing = Standing.of(Decision.objects.visible_to(by))
    cited = standing.called(key)
    alike = {other.source.key: other.about for other in standing.alike(cited)}
    if not alike.keys() >= set(also):
        raise _too_late("kutipan lain yang Anda centang")
    source = _source(instrument, subject, article, wording, confirmed=confirmed, has_file=upload is not None)
    return _decide(
        Decision.Kind.CITATION,
        cited.about,
        seen=seen,
        reason=reason,
        upload=upload,
        by=by,
        key=key,
        also=[(alike[other], other) for other in also],
        **source,
    )


def retire_rule(
    *, rule_id: str, since: date, reason: str, seen: int, by: User, past: bool = False, upload: Upload | None = None
) -> Decision:
    """Let a rule judge no report whose own date is ``since`` or later.

    A day in the past wants ``past``: meant so, the official text, and a second person (``second_decision``).
    """
    _require_right(by)
    if not catalogue.get(rule_id).retirable:
        raise Refusal(
            f"Yang melanggar {rule_id} ditolak juga oleh basis data, apa pun keputusan tentang aturannya.",
            "Aturan ini tidak dapat dihentikan. Kutipannya tetap dapat dikoreksi.",
        )
    of_past = _reaches_back(since, past=past, has_file=upload is not None)
    if current_law().retired_on(rule_id, since):
        raise Refusal(f"{rule_id} sudah tidak berlaku pada {tanggal(since)}. Pilih tanggal yang lebih awal.")
    kind = Decision.Kind.RETIREMENT
    return _decide(kind, rule_id, seen=seen, reason=reason, upload=upload, by=by, since=since, needs_second=of_past)


def reinstate_rule(
    *, rule_id: str, since: date, reason: str, seen: int, by: User, past: bool = False, upload: Upload | None = None
) -> Decision:
    """Let a retired rule judge reports again whose own date is ``since`` or later; of the past as ``retire_rule``."""
    _require_right(by)
    catalogue.get(rule_id)
    of_past = _reaches_back(since, past=past, has_file=upload is not None)
    if not current_law().retired_on(rule_id, since):
        raise Refusal(f"{rule_id} masih berlaku pada {tanggal(since)}. Pilih tanggal sesudah aturan ini dihentikan.")
    kind = Decision.Kind.REINSTATEMENT
    return _decide(kind, rule_id, seen=seen, reason=reason, upload=upload, by=by, since=since, needs_second=of_past)


def change_figure(
    *,
    parameter_id: str,
    value: str,
    since: date,
    instrument: str,
    subject: str,
    reason: str,
    seen: int,
    by: User,
    confirmed: bool = False,
    article: str = "",
    wording: str = "",
    past: bool = False,
    upload: Upload | None = None,
) -> Decision:
    """Let another figure hold from ``since`` until the next one begins; the earlier one ends the day before. Of the
    past as ``retire_rule``.

    ``value`` as people write it. Refuses what is no such value, and the figure that holds on that day already.
    """
    _require_right(by)
    parameter = get_parameter(parameter_id)
    try:
        meant = parameter.written.parse(value)
    except NotAValue as problem:
        raise Refusal(*problem.sentences) from problem
    of_past = _reaches_back(since, past=past, has_file=upload is not None)
    with suppress(NoValue):
        if current_law().on(parameter, since) == meant:
            raise Refusal(f"{parameter.title} pada {tanggal(since)} sudah {parameter.written.show(meant)}.")
    return _decide(
        Decision.Kind.FIGURE,
        parameter_id,
        seen=seen,
        reason=reason,
        upload=upload,
        by=by,
        since=since,
        value=parameter.written.write(meant),
        shown=parameter.written.show(meant),
        needs_second=of_past,
        **_source(instrument, subject, article, wording, confirmed=confirmed, has_file=upload is not None),
    )


def withdraw_decision(*, decision: Decision, reason: str, seen: int, by: User) -> Decision:
    """Take a decision back: from now on it is as if it had not been made. What was judged by it stays as it was.

    Where it holds for days that have passed, taking it back reaches into the past too, and wants a second person.
    """
    _require_right(by)
    if not decision.may_be_withdrawn:
        raise Refusal(f"{decision} tidak dapat ditarik: sudah ditarik, atau bukan keputusan tentang aturan.")
    kind = Decision.Kind.WITHDRAWAL
    of_past = decision.stands and decision.since is not None and decision.since < timezone.localdate()
    return _decide(
        kind, decision.about, seen=seen, reason=reason, upload=None, by=by, withdraws=decision, needs_second=of_past
    )


def second_decision(*, decision: Decision, reason: str, seen: int, by: User) -> Decision:
    """Let a decision about the past count from now on: by another person than who made it."""
    if not by.may(Permission.SECOND_AMENDMENT):
        raise NotAllowed("Hanya KPA atau analis hukum lain yang dapat menyetujui keputusan untuk masa lalu.")
    if not Decision.objects.pending().filter(pk=decision.pk).exists():
        raise Refusal(f"{decision} tidak sedang menunggu persetujuan.")
    if decision.decided_by_id == by.pk:
        raise NotAllowed("Keputusan untuk masa lalu disetujui orang lain, bukan oleh yang memutuskannya.")
    kind = Decision.Kind.SECONDING
    return _decide(kind, decision.about, seen=seen, reason=reason, upload=None, by=by, seconds=decision)


def _decide(
    kind: Decision.Kind,
    about: str,
    *,
    seen: int,
    reason: str,
    upload: Upload | None,
    by: User,
    shown: str = "",
    also: Sequence[tuple[str, str]] = (),
    **fields: Any,
) -> Decision:
    """Keep the decision and its file, with its event; refuses who gives no reason, and who comes too late.

    ``also`` are rule or parameter and key of further citations that are decided in the same words.
    """
    reason = sentence_in(reason, example="Dibaca dalam salinan lembaran negara milik biro hukum.")
    admitted = _admitted(upload)
    try:
        with transaction.atomic():
            turn = turn_of(about)
            if turn != seen:
                raise _too_late(about)
            fields |= {"kind": kind, "reason": reason, "decided_by": by, "decided_at": timezone.now()}
            fields["official_text"] = keep(admitted, by=by) if admitted else None
            decision = Decision.objects.create(about=about, turn=turn + 1, **fields)
            further = [
                Decision.objects.create(about=other, turn=turn_of(other) + 1, **fields | {"key": key})
                for other, key in also
            ]
            for each in (decision, *further):
                record_event(verb=f"decision.{kind}", obj=each, by=by, data=_told(each, shown))
    except IntegrityError as problem:
        if turn_of(about) == seen and not also:
            raise
        raise _too_late(about) from problem
    return decision


def turn_of(about: str) -> int:
    """How many decisions there are about this rule or parameter: what a page of it has seen."""
    return Decision.objects.filter(about=about).aggregate(last=Max("turn"))["last"] or 0


def _told(decision: Decision, shown: str) -> dict[str, Any]:
    """What the trail keeps of a decision."""
    told = {
        "about": decision.about,
        "key": decision.key,
        "since": decision.since.isoformat() if decision.since else "",
        "value": decision.value,
        "shown": shown,
        "instrument": decision.instrument,
        "article": decision.article,
        "confirmed": decision.confirmed,
        "withdraws": decision.withdraws_id,
        "seconds": decision.seconds_id,
        "waits": decision.needs_second or None,
        "file": decision.official_text.sha256 if decision.official_text else "",
        "reason": decision.reason,
    }
    return {name: value for name, value in told.items() if value not in {"", None}}


def _source(
    instrument: str, subject: str, article: str, wording: str, *, confirmed: bool, has_file: bool
) -> dict[str, Any]:
    """The fields of a source, tidied; refuses a confirmation without proof, and an article without confirmation."""
    said = {
        name: " ".join(text.split())
        for name, text in (("instrument", instrument), ("subject", subject), ("article", article))
    } | {"wording": wording.strip()}
    wrong = []
    for name, (label, longest) in _LONGEST.items():
        if len(said[name]) > longest:
            wrong.append(f"{label} terlalu panjang: paling banyak {format_angka(longest)} tanda.")
    if not (said["instrument"] and said["subject"]):
        wrong.append("Tulis nama peraturan dan pokok yang diaturnya.")
    if confirmed and not (said["article"] and said["wording"]):
        wrong.append("Untuk mengonfirmasi, tulis pasal dan bunyinya seperti dalam naskah resmi.")
    if confirmed and not has_file:
        wrong.append("Untuk mengonfirmasi, lampirkan berkas naskah resminya.")
    if not confirmed and (said["article"] or said["wording"]):
        wrong.append(
            "Pasal dan bunyi hanya ditulis bila dikonfirmasi dari naskah resmi. Centang, atau kosongkan keduanya."
        )
    if wrong:
        raise Refusal(*wrong)
    return {**said, "confirmed": confirmed}


def _require_right(by: User) -> None:
    if not by.may(Permission.AMEND_RULES):
        raise NotAllowed("Hanya analis hukum yang dapat memutuskan tentang aturan.")


def _reaches_back(since: date, *, past: bool, has_file: bool) -> bool:
    """Whether the day has passed. Refuses one that cannot be meant, and a past one without the official text."""
    if since.year not in _YEARS:
        raise Refusal(f"Tahun {since.year} tidak masuk akal. Periksa tanggalnya.")
    if since >= timezone.localdate():
        return False
    if not past:
        raise Refusal(f"{tanggal(since)} sudah lewat. Centang bahwa Anda memang bermaksud demikian, lalu kirim lagi.")
    if not has_file:
        raise Refusal("Untuk tanggal yang sudah lewat, lampirkan berkas naskah resmi yang menjadi dasarnya.")
    return True


def _admitted(upload: Upload | None) -> Admitted | None:
    if upload is None:
        return None
    try:
        return admit(upload, accept=EVIDENCE, label="Naskah resmi")
    except Refused as refused:
        raise Refusal(refused.sentence) from refused


def _too_late(about: str) -> StalePage:
    return StalePage(
        f"Sudah ada keputusan lain tentang {about} sejak Anda membuka halaman ini.",
        "Tidak ada yang diubah. Muat ulang halaman, periksa, lalu putuskan lagi.",
    )
