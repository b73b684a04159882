"""Short ways for Lela, the legal officer, to decide in a test. Articles and wordings here are made up."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from legal.actions import change_figure, decide_citation, reinstate_rule, retire_rule, second_decision, turn_of
from legal.models import Decision
from tests.cast import Cast
from tests.reports.stage import photo

READ = {
    "instrument": "PMK Contoh 1/2020",
    "subject": "tanda terima uang",
    "article": "Pasal 99 ayat (1)",
    "wording": "Bunyi contoh dari naskah contoh.",
}
REASON = "Dibaca dalam naskah contoh."


def confirm(cast: Cast, key: str = "MTR-01.1", *, by: User | None = None, **changes: Any) -> Decision:
    fields: dict[str, Any] = {**READ, "confirmed": True, "upload": photo(1), "reason": REASON}
    fields["seen"] = turn_of(key.partition(".")[0])
    return decide_citation(key=key, by=by or cast.person("legal"), **fields | changes)


def retire(cast: Cast, rule_id: str = "MTR-01", *, since: date, **changes: Any) -> Decision:
    fields: dict[str, Any] = {"reason": REASON, "seen": turn_of(rule_id), "past": True, "by": cast.person("legal")}
    fields["upload"] = photo(2)
    return seconded(cast, retire_rule(rule_id=rule_id, since=since, **fields | changes))


def reinstate(cast: Cast, rule_id: str = "MTR-01", *, since: date, **changes: Any) -> Decision:
    fields: dict[str, Any] = {"reason": REASON, "seen": turn_of(rule_id), "past": True, "by": cast.person("legal")}
    fields["upload"] = photo(3)
    return seconded(cast, reinstate_rule(rule_id=rule_id, since=since, **fields | changes))


def change(cast: Cast, parameter_id: str = "NTPN-PANJANG", *, since: date, value: str, **changes: Any) -> Decision:
    fields: dict[str, Any] = {
        "instrument": READ["instrument"],
        "subject": READ["subject"],
        "reason": REASON,
        "seen": turn_of(parameter_id),
        "past": True,
        "by": cast.person("legal"),
        "upload": photo(2),
    }
    return seconded(cast, change_figure(parameter_id=parameter_id, since=since, value=value, **fields | changes))


def seconded(cast: Cast, decision: Decision) -> Decision:
    """The decision, with the head of the office agreeing where it reaches into the past."""
    if decision.is_pending:
        turn = turn_of(decision.about)
        second_decision(decision=decision, reason=REASON, seen=turn, by=cast.person("kpa"))
        decision.refresh_from_db()
    return decision
