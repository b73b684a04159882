"""Writes about an LKS: registering it, its officers and documents."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db import transaction

from accounts.actions import close_account, give_roles, open_account, reopen_account
from accounts.models import User
from accounts.roles import Permission, Role
from partners.models import Officer, Partner, PartnerDocument
from partners.permissions import require
from partners.regions import find_regency
from partners.saving import save_checked
from trail.changed import difference, plain
from trail.record import record_event
from trail.refusal import Refusal
from vault.door import Upload, receive
from vault.kinds import EVIDENCE
from vault.refused import Refused

#: What ``revise_partner`` may change.
PARTNER_FIELDS = (
    "name",
    "legal_form",
    "registration_number",
    "npwp",
    "address",
    "regency_code",
    "regency",
    "province",
    "phone",
    "email",
)


@transaction.atomic
def register_partner(
    *,
    by: User,
    name: str,
    registration_number: str,
    regency: str,
    legal_form: str = Partner.LegalForm.FOUNDATION,
    npwp: str = "",
    address: str = "",
    regency_code: str = "",
    province: str = "",
    phone: str = "",
    email: str = "",
) -> Partner:
    """Register an LKS at the office of ``by``. Refuses a registration number that the office has already.

    Code and province of a regency that is known by its name need not be given.
    """
    require(by, Permission.MANAGE_PARTNERS)
    known = find_regency(regency)
    partner = Partner(
        office=by.office,
        name=name.strip(),
        registration_number=registration_number.strip(),
        regency=regency.strip(),
        legal_form=legal_form,
        npwp=digits_only(npwp),
        address=address.strip(),
        regency_code=regency_code.strip() or (known.code if known else ""),
        province=province.strip() or (known.province if known else ""),
        phone=phone.strip(),
        email=email.strip(),
    )
    save_checked(partner, taken=_taken(partner))
    data = {name: plain(getattr(partner, name)) for name in PARTNER_FIELDS if getattr(partner, name)}
    record_event(verb="partner.register", obj=partner, by=by, data=data)
    return partner


@transaction.atomic
def revise_partner(*, partner: Partner, by: User, **fields: str) -> Partner:
    """Change some of PARTNER_FIELDS; what stays the same leaves no event."""
    require(by, Permission.MANAGE_PARTNERS, partner)
    unknown = set(fields) - set(PARTNER_FIELDS)
    if unknown:
        raise TypeError(f"not fields of an LKS: {sorted(unknown)}")
    clean = {name: digits_only(value) if name == "npwp" else value.strip() for name, value in fields.items()}
    changes = difference(partner, clean)
    if changes:
        for name, value in clean.items():
            setattr(partner, name, value)
        save_checked(partner, taken=_taken(partner))
        record_event(verb="partner.revise", obj=partner, by=by, data={"changes": changes})
    return partner


@transaction.atomic
def appoint_officer(
    *,
    partner: Partner,
    role: Role,
    name: str,
    by: User,
    phone: str = "",
    email: str = "",
    password: str | None = None,
) -> Officer:
    """Make this person head or treasurer of the LKS in place of whoever it was.

    With ``email`` the person gets an account (``password`` None: set later by e-mail); who held the role before loses
    the account's access to this LKS, and the account itself where nothing else is left. Named again, the same person
    keeps their account and only the particulars change. Refuses one person for both roles.
    """
    require(by, Permission.MANAGE_PARTNERS, partner)
    if not role.definition.of_partner:
        raise Refusal(f"{role.label} bukan jabatan di LKS. Pilih ketua atau bendahara.")
    name, phone, email = name.strip(), phone.strip(), email.strip().lower()
    _refuse_one_person_for_both(partner, role, name=name, email=email)
    former = partner.officer(role)
    if former is not None and _is_same_person(former, name=name, email=email):
        return _revise_officer(former, by=by, name=name, phone=phone, email=email, password=password)
    if former is not None:
        former.active = False
        former.save(update_fields=["active"])
        _withdraw_account(former, by=by)
    officer = Officer(partner=partner, role=role.value, name=name, phone=phone, email=email)
    save_checked(officer, taken="Jabatan ini baru saja diisi orang lain. Muat ulang halaman, lalu periksa.")
    _give_account(officer, by=by, password=password)
    data = {"role": role.value, "to": name, **({"from": former.name} if former else {})}
    record_event(verb="partner.appoint", obj=partner, by=by, data=data)
    return officer


@transaction.atomic
def record_document(
    *,
    partner: Partner,
    kind: str,
    number: str,
    by: User,
    issued_on: date | None = None,
    valid_until: date | None = None,
    upload: Upload | None = None,
) -> PartnerDocument:
    """Record a document of the LKS, or, under the same kind and number, its new dates and scan."""
    require(by, Permission.MANAGE_PARTNERS, partner)
    number = number.strip()
    if issued_on and valid_until and valid_until < issued_on:
        raise Refusal("Tanggal akhir berlaku mendahului tanggal terbit. Periksa kedua tanggalnya.")
    document = PartnerDocument.objects.filter(partner=partner, kind=kind, number=number).first()
    is_new = document is None
    document = document or PartnerDocument(partner=partner, kind=kind, number=number)
    dates: dict[str, Any] = {"issued_on": issued_on, "valid_until": valid_until}
    changes = difference(document, dates)
    document.issued_on, document.valid_until = issued_on, valid_until
    data: dict[str, Any] = {"document": str(document)}
    if upload is not None:
        try:
            document.file = receive(upload, by=by, accept=EVIDENCE, label="Dokumen")
        except Refused as refused:
            raise Refusal(refused.sentence) from refused
        data["sha256"] = document.file.sha256
    if is_new or changes or upload is not None:
        save_checked(document, taken=f"{document} baru saja dicatat orang lain. Muat ulang halaman, lalu periksa.")
        data |= {"changes": changes} if changes else {}
        record_event(verb="partner.document", obj=partner, by=by, data=data)
    return document


def digits_only(typed: str) -> str:
    """An NPWP or account number without the dots, dashes and blanks it is usually printed with."""
    return re.sub(r"[\s.\-]", "", typed)


def _taken(partner: Partner) -> str:
    return (
        f"Nomor tanda daftar {partner.registration_number} sudah dipakai LKS lain di kantor ini. "
        "Cari LKS itu di daftar, atau periksa nomornya."
    )


def _is_same_person(officer: Officer, *, name: str, email: str) -> bool:
    if officer.email:
        return officer.email.lower() == email
    return officer.name.casefold() == name.casefold()


def _refuse_one_person_for_both(partner: Partner, role: Role, *, name: str, email: str) -> None:
    """Head and treasurer both sign the report: one person's two signatures would vouch for nothing."""
    for other in partner.officers.filter(active=True).exclude(role=role.value):
        if other.name.casefold() == name.casefold() or (email and other.email.lower() == email):
            raise Refusal(
                f"{other.name} sudah menjadi {other.get_role_display().lower()} LKS ini. Ketua dan bendahara harus dua "
                "orang dengan surel masing-masing."
            )


def _revise_officer(officer: Officer, *, by: User, name: str, phone: str, email: str, password: str | None) -> Officer:
    changes = difference(officer, {"name": name, "phone": phone, "email": email})
    if changes:
        officer.name, officer.phone, officer.email = name, phone, email
        save_checked(officer, taken="Jabatan ini baru saja diisi orang lain. Muat ulang halaman, lalu periksa.")
        data = {"role": officer.role, "officer": name, "changes": changes}
        record_event(verb="partner.officer", obj=officer.partner, by=by, data=data)
    if officer.user is None:
        _give_account(officer, by=by, password=password)
    return officer


def _give_account(officer: Officer, *, by: User, password: str | None) -> None:
    """Open an account for the officer, or give back one that was theirs at an LKS of the same office."""
    if not officer.email:
        return
    known = User.objects.filter(
        email__iexact=officer.email, office=None, offices_at_partners__partner__office=officer.partner.office_id
    ).first()
    if known is None:
        role = Role(officer.role)
        officer.user = open_account(email=officer.email, name=officer.name, roles=[role], by=by, password=password)
        officer.save(update_fields=["user"])
        return
    officer.user = known
    officer.save(update_fields=["user"])
    _align_account(known, by=by)


def _withdraw_account(officer: Officer, *, by: User) -> None:
    if officer.user is not None:
        _align_account(officer.user, by=by)


def _align_account(user: User, *, by: User) -> None:
    """Give the account the roles of the offices its person holds now, and close it where none is left."""
    roles = {Role(value) for value in user.offices_at_partners.filter(active=True).values_list("role", flat=True)}
    if roles:
        give_roles(user=user, roles=roles, by=by)
    if roles and not user.is_active:
        reopen_account(user=user, by=by)
    elif user.is_active and not roles:
        close_account(user=user, by=by)
