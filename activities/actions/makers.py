"""Writes about who makes what a Sentra Kreasi sells."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from activities.models import Maker
from beneficiaries.identity import digits_of
from beneficiaries.models import Person
from partners.models import Partner
from partners.saving import save_checked
from partners.validity import require_permission
from regulations.nik import nik_fault
from trail.record import record_event
from trail.refusal import Refusal
from vault.private import keyed_index


@transaction.atomic
def record_maker(*, by: User, nik: str = "", partner: Partner | None = None, group: str = "") -> Maker:
    """Name a maker of the office of ``by``: a person in its register by NIK, or an LKS, perhaps a group of it.

    The same one named again is given back. Refuses both at once, neither, and who is not in the register.
    """
    require_permission(by, Permission.MANAGE_ACTIVITIES, "mencatat pembuat")
    nik, group = digits_of(nik), " ".join(group.split())
    if bool(nik) == (partner is not None):
        raise Refusal("Isi salah satu: NIK orangnya, atau LKS-nya.")
    about: dict[str, Person | Partner | str] = {"person": _person(nik, by)} if nik else {}
    if nik and group:
        raise Refusal("Kelompok hanya untuk LKS. Kosongkan kelompoknya, atau kosongkan NIK-nya.")
    if partner is not None:
        if not Partner.objects.visible_to(by).filter(pk=partner.pk, office=by.office_id).exists():
            raise Refusal("LKS pembuat harus LKS kantor ini. Pilih dari daftar.")
        about = {"partner": partner, "group": group}
    known: Maker | None = Maker.objects.filter(office=by.office, **about).first()
    if known is not None:
        return known
    maker = Maker(office=by.office, recorded_by=by, **about)
    save_checked(maker, taken="Pembuat ini baru saja dicatat orang lain. Muat ulang halaman, lalu pilih dari daftar.")
    record_event(verb="maker.record", obj=maker, by=by)
    return maker


def _person(nik: str, by: User) -> Person:
    if fault := nik_fault(nik):
        raise Refusal(f"NIK ini tidak mungkin benar: {fault[0]}; seharusnya {fault[1]}.")
    person = Person.objects.visible_to(by).filter(office=by.office, nik_index=keyed_index(nik)).first()
    if person is None:
        raise Refusal("NIK ini belum ada di daftar penerima kantor. Catat orangnya dahulu pada menu Penerima.")
    return person
