"""Auditors and inspectors change nothing outside the audit room: by any address, any direct POST, any action.

Every write to the database is watched by its SQL, so that what a page might do unseen counts too.
"""

from __future__ import annotations

import hashlib
import inspect
import re
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any
from unittest import mock

from django.apps import apps
from django.core.files.base import File
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission, Role
from tests.beforehand import begins_with
from tests.cast import Cast
from tests.grants.paper import scan
from tests.structure.sources import ROOMS, ROOT
from tests.structure.test_layout import actions
from tests.test_access import KEEPS_NOTHING, TABLE, quick, whole_world, world_of
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage
from trail.state import StatefulModel

__all__ = ["quick"]

SignIn = Callable[[User], Client]
_WRITE = re.compile(r'^\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.IGNORECASE)
#: What a request of anybody may write about their own session, their effort, and what they chose on a list.
OF_ONESELF = {"django_session", "accounts_effort", "accounts_savedfilter"}
#: An auditor's looks are told; these events are all that reading writes.
LOOKS = {
    "record.look",
    "record.find",
    "record.find_nobody",
    "person.open",
    "report.download",
    "report.export",
    "report.take_print",
    "savedfilter.save",
    "savedfilter.forget",
}
READING = {
    Permission.SEE_PARTNERS,
    Permission.SEE_MONEY,
    Permission.SEE_REPORTS,
    Permission.SEE_RULES,
    Permission.SEE_BENEFICIARIES,
    Permission.FOLLOW_MONEY,
    Permission.SEE_TRAIL,
    Permission.SEE_YEAR_END,
    Permission.SEE_ACTIVITIES,
    Permission.SEE_DEATHS,
    Permission.SEE_RISKS,
    #: A look, told with what for; it changes nothing.
    Permission.OPEN_PERSONAL_DATA,
}
#: What lets somebody write, and only in the audit room.
OF_AUDITS = {Permission.SEE_ENGAGEMENTS, Permission.AUDIT, Permission.DECIDE_ENGAGEMENT}
#: Findings are read on both sides; who is audited answers them, and never an auditor.
OF_BOTH = {Permission.SEE_FINDINGS}


def test_the_roles_of_an_audit_hold_only_what_reads_and_what_writes_in_the_audit_room() -> None:
    for role in (Role.AUDITOR, Role.INSPECTOR):
        assert role.definition.permissions <= READING, role
        assert role.definition.of_inspectorate <= OF_AUDITS | OF_BOTH, role
    assert Permission.DECIDE_ENGAGEMENT not in Role.AUDITOR.definition.of_inspectorate
    assert Permission.AUDIT not in Role.INSPECTOR.definition.of_inspectorate
    for role in set(Role) - {Role.AUDITOR, Role.INSPECTOR}:
        assert not role.definition.of_inspectorate
        assert not role.definition.permissions & OF_AUDITS, role


@contextmanager
def watched() -> Iterator[set[str]]:
    """The tables that anything writes to meanwhile."""
    tables: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := _WRITE.match(sql):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables


def outside(tables: set[str]) -> set[str]:
    return {table for table in tables if not table.startswith(("audits_", "trail_"))} - OF_ONESELF


@begins_with(whole_world)
def test_no_address_changes_anything_by_get_or_by_post(cast: Cast, sign_in: SignIn, quick: None) -> None:
    """Each address, whatever its method is meant to be, with what a form there might send.

    Of an auditor of a balai the roles say the same: they hold less.
    """
    world, wrong = world_of(cast), []
    before = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
    sent = {"version": "0", "step": "grant", "reason": "Alasan yang cukup panjang untuk diterima.", "why": "periksa"}
    for person in ("auditor", "inspector"):
        browser = sign_in(world.people[person])
        for name, row in TABLE.items():
            address = reverse(name, args=world.addresses[row.on])
            # An inspector reads by the permissions that an auditor has; what is got is seen once.
            for method in ("get", "post") if person == "auditor" else ("post",):
                with watched() as tables, transaction.atomic():
                    status = getattr(browser, method)(address, sent if method == "post" else {}).status_code
                    verbs = set(Event.objects.filter(pk__gt=before).values_list("verb", flat=True))
                    transaction.set_rollback(True)
                told = set() if name.startswith("audits:") else verbs - {"engagement.look"}
                if outside(tables) or not told <= LOOKS:
                    wrong.append(f"{person} {method} {name}: {status} writes {outside(tables)} {told}")
                if method == "post" and not name.startswith("audits:"):
                    readable = row.method == "get" and person in row.who
                    allowed = {200, 302, 404, 405} | ({422} if name in KEEPS_NOTHING else set())
                    if status not in (allowed if readable else {403, 404, 405}):
                        wrong.append(f"{person} posts to {name}: {status}")
    assert not wrong, "\n".join(wrong)


# Every action, called directly as a view would call it


@cache
def source_of_pages() -> str:
    """All that answers requests: from where an action is reached. Signals, tasks and imports go on from actions."""
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in paths
        if not {"actions", "migrations", "management", "demo", "receivers", "resources", "tasks"}
        & {path.stem, *path.parts}
    )


def is_reached(name: str) -> bool:
    return re.search(rf"\b{name}\b", source_of_pages()) is not None


def fitting(name: str, hint: Any, records: dict[type[models.Model], models.Model]) -> Any:
    """Something of the kind that a parameter wants: a record of the world, a sentence, a day, a file, nothing."""
    if File in typing.get_args(hint):
        return scan()
    origin = typing.get_origin(hint)
    if origin in (Sequence, Iterable, Collection):
        return []
    if origin is not None and issubclass(origin, Mapping | frozenset):
        return {}
    if origin is tuple:
        return ("", "", "")
    if not isinstance(hint, type):
        return None
    if issubclass(hint, models.Model):
        return records.get(hint)
    if issubclass(hint, Enum):
        return next(iter(hint))
    if is_dataclass(hint) and all(field.default_factory is not MISSING for field in fields(hint)):
        return hint()
    known = {int: 1, str: "Alasan yang cukup panjang untuk diterima.", date: date(2021, 6, 1), bool: False}
    return known.get(hint, mock.MagicMock())


def given_to(action: Callable[..., Any], by: User, records: dict[type[models.Model], models.Model]) -> dict[str, Any]:
    """All that the action needs; what has a default is left out."""
    hints = typing.get_type_hints(action)
    wanted = {
        name: fitting(name, hints[name], records)
        for name, parameter in inspect.signature(action).parameters.items()
        if parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD
    }
    if "version" in wanted:
        wanted["version"] = max(getattr(one, "version", 0) for one in wanted.values())
    return wanted | ({"by": by} if "by" in hints else {})


#: One's own, and what only tells who looked for something or took it away: what they write is judged with the
#: addresses.
FREE = {
    "record_look",
    "note_look",
    "note_search",
    "note_look_of_day",
    "note_list_taken",
    "note_names",
    "note_refused_rows_sent",
    "save_filter",
    "forget_filter",
}
#: Taken with what this world holds, these are refused for that, or there is nothing to be done, before it is asked
#: whose they are. The steps among them are held by the tables below, their pages by the addresses above.
BY_DATA = {
    "activate_agreement",
    "approve_account_change",
    "confirm_return",
    "correct_delivery",
    "discard_draft",
    "grant_waiver",
    "open_personal_data",
    "open_return",
    "propose_agreement",
    "record_answers",
    "record_retur",
    "record_sp2d",
    "refuse_return",
    "repay_disbursement",
    "withdraw_return",
    "withdraw_waiver",
}
#: Nobody takes these: a worker goes on with what somebody confirmed, or another action counts what it has written.
OF_NOBODY = {"begin_work", "forget_rows", "record_budget_use"}


def test_every_action_says_who_takes_it_or_is_known_to_be_nobody_s() -> None:
    """A new action without ``by`` would be tried by no auditor below: it is named here first."""
    nobody_s = {
        node.name
        for module, node in actions()
        if module.parts[0] != "audits"
        and not any(argument.arg == "by" for argument in [*node.args.args, *node.args.kwonlyargs])
    }
    assert nobody_s == OF_NOBODY


def fingerprint(tables: Iterable[str]) -> dict[str, str]:
    """What stands in these tables, row by row."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            found[table] = hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found


def outcome_of(action: Callable[..., Any], given: dict[str, Any]) -> str:
    """What comes of it; in another state of its record where the page would be stale in this one."""
    outcome = taken(action, given)
    if outcome != "stale":
        return outcome
    name, record = next((name, one) for name, one in given.items() if isinstance(one, StatefulModel))
    records = type(record)._base_manager
    for state in type(record).workflow.states:
        with suppress(IntegrityError), transaction.atomic():
            records.filter(pk=record.pk).update(state=state)
            outcome = taken(action, given | {name: records.get(pk=record.pk)})
            transaction.set_rollback(True)
        if outcome != "stale":
            break
    return outcome


def taken(action: Callable[..., Any], given: dict[str, Any]) -> str:
    try:
        with transaction.atomic():
            action(**given)
    except NotAllowed:
        return "not theirs"
    except StalePage:
        return "stale"
    except Refusal as refusal:
        return f"refused ({refusal})"
    return "done"


@begins_with(whole_world)
def test_no_action_changes_anything_when_an_auditor_takes_it(cast: Cast) -> None:
    """Refused because it is not theirs, or nothing is done: whatever an action wrote before it refused is gone again.

    Actions that only other actions take ask for no right of their own; no page reaches them. What an auditor does in
    the audit room itself is tried with data that it takes in ``test_own_room.py``.
    """
    world, wrong, not_theirs = world_of(cast), [], set()
    records: dict[type[models.Model], models.Model] = {
        model: found
        for model in apps.get_models()
        if model._meta.managed and (found := model._default_manager.order_by("-pk").first())
    }
    before = fingerprint(connection.introspection.table_names())
    for module, node in actions():
        action = getattr(import_module(".".join(module.with_suffix("").parts)), node.name)
        if module.parts[0] == "audits" or node.name in FREE or "by" not in inspect.signature(action).parameters:
            continue
        for person in ("auditor", "inspector"):
            by = world.people[person]
            with watched() as tables, transaction.atomic():
                outcome = outcome_of(action, given_to(action, by, records))
                changed = {name for name, hashed in fingerprint(tables).items() if before[name] != hashed}
                transaction.set_rollback(True)
            if outcome == "not theirs":
                not_theirs.add(node.name)
            elif is_reached(node.name) and node.name not in BY_DATA:
                wrong.append(f"{person} {module}:{node.name} {outcome}: not because it is not theirs")
            if changed and is_reached(node.name):
                wrong.append(f"{person} {module}:{node.name} {outcome}, and changed {sorted(changed)}")
    assert not wrong, "\n".join(wrong)
    assert len(not_theirs) > 100


def test_no_step_of_what_is_audited_is_theirs_to_take() -> None:
    """A stale page is refused before a right is asked for; the tables of all steps say the same without a page."""
    theirs = READING | OF_AUDITS | OF_BOTH
    for model in apps.get_models():
        if issubclass(model, StatefulModel) and model._meta.app_label != "audits":
            taken = [step.name for step in model.workflow.steps if step.permission in theirs]
            assert not taken, f"{model.__name__}: {taken}"
