"""Writes about people: opening an account, giving and taking roles, and what an auditor has looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from accounts.models import Office, RoleGrant, SavedFilter, User
from accounts.permissions import require_administrator, require_right_to_give
from accounts.reading import tell_of
from accounts.roles import Role, clash
from accounts.saved_filters import LONGEST, MOST, Chosen
from trail.models import Event
from trail.record import chain_of, record_event
from trail.refusal import NotAllowed, Refusal


@transaction.atomic
def open_account(
    *,
    email: str,
    name: str,
    roles: Iterable[Role],
    by: User | None,
    office: Office | None = None,
    password: str | None = None,
    official_number: str = "",
) -> User:
    """Open an account for a person with their roles. ``password`` None: they set one by e-mail.

    Refuses an address that is taken, roles that must not meet in one person, and a role of an LKS given at
    an office or the other way round.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise Refusal(f"Surel {email} sudah dipakai akun lain. Pakai surel lain, atau ubah akun yang ada.")
    user = User.objects.create_user(email, password, name=name, office=office, official_number=official_number)
    record_event(verb="user.open", obj=user, by=by, data={"office": office.code if office else ""})
    give_roles(user=user, roles=roles, by=by)
    return user


@transaction.atomic
def give_roles(*, user: User, roles: Iterable[Role], by: User | None) -> None:
    """Make ``roles`` the roles of this person, no more and no fewer. Nobody gives roles to themselves."""
    wanted = frozenset(roles)
    if by is not None and by.pk == user.pk:
        raise NotAllowed("Anda tidak dapat mengubah peran Anda sendiri. Mintalah administrator lain.")
    require_right_to_give(wanted, by=by)
    pair = clash(wanted)
    if pair:
        names = " dan ".join(sorted(role.label for role in pair))
        raise Refusal(f"{names} tidak boleh dipegang satu orang. Berikan salah satunya kepada orang lain.")
    if user.office_id and any(role.definition.of_partner for role in wanted):
        raise Refusal("Peran LKS tidak dapat diberikan kepada pegawai kantor.")
    if not user.office_id and any(not role.definition.of_partner for role in wanted):
        raise Refusal("Peran kantor hanya untuk pegawai kantor. Pilih kantornya lebih dahulu.")
    if Role.INSPECTOR in wanted and not user.is_of_inspectorate:
        raise Refusal("Peran Inspektur hanya untuk pegawai kantor pemeriksa (Inspektorat Jenderal, BPK).")
    held = frozenset(Role(value) for value in user.role_grants.values_list("role", flat=True))
    user.role_grants.filter(role__in=[role.value for role in held - wanted]).delete()
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role.value) for role in sorted(wanted - held))
    user.__dict__.pop("roles", None)
    user.__dict__.pop("permissions", None)
    user.__dict__.pop("reading", None)
    if held != wanted:
        record_event(verb="user.roles", obj=user, by=by, data={"from": sorted(held), "to": sorted(wanted)})


@transaction.atomic
def close_account(*, user: User, by: User) -> None:
    """The person may no longer sign in; what they did stays theirs."""
    require_right_to_give(user.roles, by=by)
    if user.pk == by.pk:
        raise Refusal("Anda tidak dapat menutup akun Anda sendiri. Mintalah administrator lain.")
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.is_active = False
    record_event(verb="user.close", obj=user, by=by)


@transaction.atomic
def reopen_account(*, user: User, by: User) -> None:
    """Let the person sign in again, with the roles they had."""
    require_right_to_give(user.roles, by=by)
    User.objects.filter(pk=user.pk).update(is_active=True)
    user.is_active = True
    record_event(verb="user.reopen", obj=user, by=by)


@transaction.atomic
def revise_office(*, office: Office, by: User, **fields: str) -> None:
    """Change what stands on the letterhead; the trail keeps what stood there before."""
    require_administrator(by)
    before = {name: getattr(office, name) for name in fields}
    changed = {name: value for name, value in fields.items() if before[name] != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(office, name, value)
    office.save(update_fields=list(changed))
    data = {name: {"from": before[name], "to": value} for name, value in changed.items()}
    record_event(verb="office.revise", obj=office, by=by, data=data)


def record_look(*, obj: Model, by: User, verb: str = "record.look", data: dict[str, Any] | None = None) -> Event:
    """Write down that somebody saw personal data unmasked, and by which engagement where one let them read it.

    The event stands in the chain of the office whose record it is, and is told to the engagement besides.
    """
    return _record_looks([obj], by=by, verb=verb, data=data or {})[0]


def note_look(*, obj: Model, what: str, by: User) -> None:
    """The same for a paper that may show a person, where an auditor opens it: ``what`` is the paper's kind."""
    if by.reads_by_grants:
        record_look(obj=obj, by=by, data={"what": what})


def note_look_of_day(*, obj: Model, what: str, by: User) -> None:
    """The same for what is looked at again and again, the page of a person or its small pictures: once a day."""
    if by.reads_by_grants and not _seen_today(obj, what, by):
        record_look(obj=obj, by=by, data={"what": what})


class OfAnOffice(Protocol):
    """What stands in the trail of an office."""

    @property
    def chain(self) -> str: ...


def note_names(*, shown: Iterable[OfAnOffice], what: str, by: User) -> None:
    """That an auditor has read a list on which people are named: once a day, in the chain of each office whose people
    stand on the page. ``shown`` are its records, each with its ``chain``."""
    if not by.reads_by_grants:
        return
    offices = Office.objects.filter(code__in={one.chain for one in shown})
    _record_looks([office for office in offices if not _seen_today(office, what, by)], by=by, data={"what": what})


def note_list_taken(*, offices: Iterable[Office], what: str, by: User) -> None:
    """That an auditor has taken a list of people home: in the chain of each office whose people stand on it."""
    if by.reads_by_grants:
        _record_looks(offices, by=by, data={"what": what})


def note_search(*, found: Iterable[Model], by: User) -> None:
    """That an auditor has looked somebody up by NIK: at each record of theirs; else, that nobody was found."""
    if not by.reads_by_grants:
        return
    if not _record_looks(found, by=by, verb="record.find", data={}):
        record_event(verb="record.find_nobody", obj=by, by=by)


@transaction.atomic
def _record_looks(
    seen: Iterable[Model], *, by: User, verb: str = "record.look", data: Mapping[str, Any]
) -> list[Event]:
    """Looks at several records, all or none: first the events of every office looked at, in the order of their chains,
    and only then what the engagements are told, as ``trail.record`` asks of who writes into several chains."""
    events = []
    for obj in sorted(seen, key=lambda one: chain_of(one, by)):
        under = by.reading.under(chain_of(obj, by), getattr(obj, "partner_id", None))
        told = {**data, "engagements": under} if under else dict(data)
        events.append((record_event(verb=verb, obj=obj, by=by, data=told), under))
    for event, under in events:
        if under:
            tell_of(event, by)
    return [event for event, _ in events]


def _seen_today(obj: Model, what: str, by: User) -> bool:
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    looks = Event.objects.about(obj).filter(verb="record.look", actor_id=str(by.pk), at__gte=today)
    return any(event.data.get("what") == what for event in looks)


@transaction.atomic
def save_filter(*, chosen: Chosen, name: str, by: User) -> SavedFilter:
    """Keep what was chosen on a list under a name. Refuses an empty name, one that is taken, and too many."""
    name = " ".join(name.split())
    longest = SavedFilter._meta.get_field("name").max_length
    if not name or len(name) > (longest or 0):
        raise Refusal(f"Beri saringan ini nama, paling panjang {longest} huruf.")
    if not chosen.query or len(chosen.query) > LONGEST:
        raise Refusal("Belum ada yang disaring. Pilih saringannya dahulu, lalu simpan.")
    if SavedFilter.objects.visible_to(by).filter(page=chosen.page).count() >= MOST:
        raise Refusal(f"Sudah ada {MOST} saringan tersimpan untuk daftar ini. Hapus yang tidak dipakai lagi.")
    try:
        with transaction.atomic():
            saved = SavedFilter.objects.create(user=by, page=chosen.page, name=name, query=chosen.query)
    except IntegrityError as problem:
        raise Refusal(f"Saringan bernama “{name}” sudah ada untuk daftar ini. Pakai nama lain.") from problem
    record_event(verb="savedfilter.save", obj=saved, by=by, data={"page": saved.page})
    return saved


@transaction.atomic
def forget_filter(*, saved: SavedFilter, by: User) -> None:
    """Delete one's own saved filter."""
    if saved.user_id != by.pk:
        raise NotAllowed("Saringan ini milik orang lain.")
    record_event(verb="savedfilter.forget", obj=saved, by=by, data={"page": saved.page})
    saved.delete()
