"""Import of LKS: one flat row becomes an LKS, its two officers, its documents and its account, through the actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from import_export.results import RowResult

from accounts.models import User
from accounts.roles import Role
from imports.resources import ROW_NUMBER, FlatResource
from partners.actions.bank_accounts import EXAMPLE, set_bank_account
from partners.actions.registration import (
    appoint_officer,
    digits_only,
    record_document,
    register_partner,
    revise_partner,
)
from partners.columns import BY_ATTRIBUTE, COLUMNS, PARTNERS
from partners.models import BankAccount, Officer, Partner, PartnerDocument
from partners.regions import find_regency, unknown_regency
from partners.same_account import bears_the_name
from trail.reasons import NotSaid, sentence_in
from trail.refusal import Refusal

_DEED, _REGISTRATION = PartnerDocument.Kind.DEED, PartnerDocument.Kind.REGISTRATION
_LEGAL_FORMS = {label.casefold(): value for value, label in Partner.LegalForm.choices}
#: Attributes of a row that are attributes of another model there.
_OFFICER_PARTS = ("name", "phone", "email")
_ACCOUNT_PARTS = {"bank": "bank", "number": "account_number", "holder": "account_holder"}


@dataclass
class FlatPartner:
    """An LKS with what belongs to it, on one row; ``pk`` is the LKS's, None for a new one."""

    pk: int | None = None
    name: str = ""
    registration_number: str = ""
    legal_form: str = Partner.LegalForm.FOUNDATION.label
    regency: str = ""
    address: str = ""
    npwp: str = ""
    phone: str = ""
    email: str = ""
    registered_on: date | None = None
    registered_until: date | None = None
    deed_number: str = ""
    deed_on: date | None = None
    head_name: str = ""
    head_phone: str = ""
    head_email: str = ""
    treasurer_name: str = ""
    treasurer_phone: str = ""
    treasurer_email: str = ""
    bank: str = ""
    account_number: str = ""
    account_holder: str = ""
    account_reason: str = ""
    #: What the row would change: attribute, what was, what will be.
    changes: list[tuple[str, Any, Any]] = field(default_factory=list, compare=False)

    def __str__(self) -> str:
        return self.name


def flatten(partner: Partner) -> FlatPartner:
    """The row of an LKS; reads its prefetched officers, documents and bank accounts."""
    officers = {officer.role: officer for officer in partner.officers.all() if officer.active}
    head, treasurer = officers.get(Role.PARTNER_HEAD.value), officers.get(Role.TREASURER.value)
    documents = partner.documents.all()
    registration = next(
        (one for one in documents if one.kind == _REGISTRATION and one.number == partner.registration_number), None
    )
    deed = max((one for one in documents if one.kind == _DEED), key=lambda one: one.pk, default=None)
    account = next((one for one in partner.bank_accounts.all() if one.active), None)
    return FlatPartner(
        pk=partner.pk,
        name=partner.name,
        registration_number=partner.registration_number,
        legal_form=partner.get_legal_form_display(),
        regency=partner.regency,
        address=partner.address,
        npwp=partner.npwp,
        phone=partner.phone,
        email=partner.email,
        registered_on=registration.issued_on if registration else None,
        registered_until=registration.valid_until if registration else None,
        deed_number=deed.number if deed else "",
        deed_on=deed.issued_on if deed else None,
        head_name=head.name if head else "",
        head_phone=head.phone if head else "",
        head_email=head.email if head else "",
        treasurer_name=treasurer.name if treasurer else "",
        treasurer_phone=treasurer.phone if treasurer else "",
        treasurer_email=treasurer.email if treasurer else "",
        bank=account.bank if account else "",
        account_number=account.number if account else "",
        account_holder=account.holder if account else "",
        account_reason=account.reason if account else "",
    )


def with_parts(partners: models.QuerySet[Partner]) -> models.QuerySet[Partner]:
    """The same LKS with everything that a flat row shows, in a fixed number of queries."""
    return partners.select_related("office").prefetch_related("officers", "documents", "bank_accounts")


class PartnerResource(FlatResource):
    """Knows an LKS by its registration number within the office of ``by``. A blank cell leaves what is there.

    Writes through the actions.
    """

    table = PARTNERS

    class Meta(FlatResource.Meta):
        import_id_fields = ("registration_number",)
        fields = import_order = tuple(PARTNERS.attributes)

    def __init__(self, *, by: User) -> None:
        super().__init__()
        self.by = by
        own = with_parts(Partner.objects.filter(office=by.office_id))
        self._partners = {partner.registration_number: partner for partner in own}
        self._rows_by_number: dict[str, int] = {}
        self._taken_emails: frozenset[str] = frozenset()
        #: Whose accounts in use have a number of this file, also of other offices.
        self._holders: dict[str, set[int]] = {}
        self._rows_by_account: dict[str, int] = {}

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Find the officers' addresses that belong to accounts of somebody else, all in one query."""
        emails = {
            email.lower() for attribute in ("head_email", "treasurer_email") for email in dataset[attribute] if email
        }
        known = User.objects.filter(email__in=emails)
        ours = known.filter(office=None, offices_at_partners__partner__office=self.by.office_id)
        taken = known.exclude(pk__in=ours.values("pk")).values_list("email", flat=True)
        self._taken_emails = frozenset(taken)
        numbers = {digits_only(str(number)) for number in dataset["account_number"] if number}
        used = BankAccount.objects.filter(active=True, number__in=numbers)
        for number, partner in used.values_list("number", "partner"):
            self._holders.setdefault(number, set()).add(partner)

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        row["registration_number"] = row["registration_number"] or ""

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> FlatPartner | None:
        partner = self._partners.get(row["registration_number"])
        return flatten(partner) if partner else None

    def init_instance(self, row: dict[str, Any] | None = None) -> FlatPartner:
        return FlatPartner()

    def name_of(self, row: dict[str, Any]) -> str:
        return str(row["name"] or row["registration_number"] or "–")

    def normal(self, attribute: str, value: Any) -> Any:
        return _normal(attribute, value)

    def skip_row(self, instance: FlatPartner, original: FlatPartner, row: dict[str, Any], errors: Any = None) -> bool:
        before = self.get_instance(None, row) or FlatPartner()
        instance.changes = [
            (column.attribute, getattr(before, column.attribute), getattr(instance, column.attribute))
            for column in COLUMNS
            if getattr(before, column.attribute) != getattr(instance, column.attribute)
        ]
        twice = self._rows_by_number.get(instance.registration_number)
        return instance.pk is not None and not instance.changes and not errors and twice is None

    def faults_of(self, instance: FlatPartner, unreadable: frozenset[str]) -> dict[str, list[str]]:
        faults: dict[str, list[str]] = {}
        for name, sentence in _wrong_with(instance):
            if name not in unreadable:
                faults.setdefault(name, [sentence])
        for attribute in ("head_email", "treasurer_email"):
            if getattr(instance, attribute) in self._taken_emails:
                faults.setdefault(attribute, []).append("Surel ini sudah dipakai akun lain. Pakai surel lain.")
        twice = self._rows_by_number.get(instance.registration_number)
        if twice is not None:
            faults.setdefault("registration_number", []).append(
                f"Nomor ini sudah dipakai pada baris {twice} berkas ini."
            )
        elif doubt := self._doubt_of_account(instance):
            faults.setdefault("account_reason", []).append(doubt)
        return faults

    def _doubt_of_account(self, flat: FlatPartner) -> str:
        """Why the account wants a reason, or a better one than the row gives; empty where it does not."""
        known = self._partners.get(flat.registration_number)
        before = flatten(known) if known else FlatPartner()
        parts = [(getattr(before, one), getattr(flat, one)) for one in _ACCOUNT_PARTS.values()]
        if all(was == now for was, now in parts) or not all(now for _, now in parts):
            return ""
        others = self._holders.get(flat.account_number, set()) - {known.pk if known else None}
        twice = self._rows_by_account.get(flat.account_number)
        named_so = bears_the_name(flat.account_holder, flat.name)
        if not others and twice is None and named_so:
            return ""
        if flat.account_reason != before.account_reason:
            try:
                sentence_in(flat.account_reason, example=EXAMPLE)
            except NotSaid as problem:
                return " ".join(problem.sentences)
            return ""
        if named_so:
            where = "LKS lain" if others else f"baris {twice} berkas ini"
            return f"Nomor rekening ini dipakai {where} juga. Periksa, atau tulis alasannya."
        return "Rekening bukan atas nama LKS. Periksa, atau tulis alasannya."

    def after_import_row(self, row: dict[str, Any], row_result: RowResult, **kwargs: Any) -> None:
        if row["account_number"]:
            self._rows_by_account.setdefault(digits_only(str(row["account_number"])), row[ROW_NUMBER])
        self._rows_by_number.setdefault(row["registration_number"], row[ROW_NUMBER])

    def write(self, instance: FlatPartner) -> None:
        try:
            with transaction.atomic():
                self._write(instance)
        except Refusal as refusal:
            raise ValidationError({NON_FIELD_ERRORS: list(refusal.sentences)}) from refusal

    def _write(self, flat: FlatPartner) -> None:
        by, changed = self.by, {attribute for attribute, _, _ in flat.changes}
        place = find_regency(flat.regency)
        about = {
            "name": flat.name,
            "registration_number": flat.registration_number,
            "legal_form": _LEGAL_FORMS[flat.legal_form.casefold()],
            "regency": flat.regency,
            "address": flat.address,
            "npwp": flat.npwp,
            "phone": flat.phone,
            "email": flat.email,
        }
        if place is not None:
            about |= {"regency_code": place.code, "province": place.province}
        if flat.pk is None:
            partner = register_partner(by=by, **about)
            self._partners[partner.registration_number] = partner
        else:
            partner = revise_partner(partner=self._partners[flat.registration_number], by=by, **about)
        if flat.pk is None or changed & {"registered_on", "registered_until"}:
            record_document(
                partner=partner,
                kind=_REGISTRATION,
                number=flat.registration_number,
                issued_on=flat.registered_on,
                valid_until=flat.registered_until,
                by=by,
            )
        if changed & {"deed_number", "deed_on"}:
            record_document(partner=partner, kind=_DEED, number=flat.deed_number, issued_on=flat.deed_on, by=by)
        for prefix, role in (("head", Role.PARTNER_HEAD), ("treasurer", Role.TREASURER)):
            person = {part: getattr(flat, f"{prefix}_{part}") for part in _OFFICER_PARTS}
            if changed & {f"{prefix}_{part}" for part in _OFFICER_PARTS}:
                appoint_officer(partner=partner, role=role, by=by, **person)
        if changed & {*_ACCOUNT_PARTS.values(), "account_reason"}:
            account = {part: getattr(flat, attribute) for part, attribute in _ACCOUNT_PARTS.items()}
            # A blank cell leaves the reason of the account before, which is none for another one.
            reason = flat.account_reason if "account_reason" in changed else ""
            set_bank_account(partner=partner, by=by, reason=reason, **account)


def _normal(attribute: str, value: Any) -> Any:
    """A cell as the record keeps it; raises ValueError with a sentence."""
    if attribute in {"npwp", "account_number"}:
        return digits_only(value)
    if attribute in {"head_email", "treasurer_email"}:
        return value.lower()
    if attribute == "legal_form":
        if value.casefold() not in _LEGAL_FORMS:
            raise ValueError(f"“{value}” bukan bentuk LKS. Tulis {', '.join(Partner.LegalForm.labels)}.")
        return Partner.LegalForm(_LEGAL_FORMS[value.casefold()]).label
    if attribute == "regency":
        found = find_regency(value)
        if found is None:
            raise ValueError(unknown_regency(value))
        return found.name
    return value


def _wrong_with(flat: FlatPartner) -> list[tuple[str, str]]:
    """(attribute, sentence) for everything in the row that could not be kept."""
    wrong = [
        (column.attribute, f"{column.heading} wajib diisi.")
        for column in COLUMNS
        if column.required and not getattr(flat, column.attribute)
    ]
    own = ("name", "registration_number", "address", "npwp", "phone", "email")
    wrong += _field_errors(Partner(**{name: getattr(flat, name) for name in own}), {name: name for name in own})
    for prefix in ("head", "treasurer"):
        person = {part: f"{prefix}_{part}" for part in _OFFICER_PARTS}
        values = {part: getattr(flat, attribute) for part, attribute in person.items()}
        if any(values.values()):
            wrong += _field_errors(Officer(**values), person)
    if flat.head_name and flat.head_name.casefold() == flat.treasurer_name.casefold():
        wrong.append(("treasurer_name", "Ketua dan bendahara harus dua orang."))
    if flat.head_email and flat.head_email == flat.treasurer_email:
        wrong.append(("treasurer_email", "Ketua dan bendahara harus mempunyai surel masing-masing."))
    account = {part: getattr(flat, attribute) for part, attribute in _ACCOUNT_PARTS.items()}
    if any(account.values()):
        wrong += _field_errors(BankAccount(**account), _ACCOUNT_PARTS)
    if flat.deed_on and not flat.deed_number:
        wrong.append(("deed_number", "Tanggal akta ada, nomornya belum. Isi nomor akta."))
    if flat.registered_on and flat.registered_until and flat.registered_until < flat.registered_on:
        wrong.append(("registered_until", "Tanggal ini mendahului tanggal terbit."))
    return wrong


def _field_errors(record: models.Model, attributes: dict[str, str]) -> list[tuple[str, str]]:
    """What the record's own fields say of these values, under the row's attributes."""
    excluded = [one.name for one in record._meta.fields if one.name not in attributes]
    try:
        record.clean_fields(exclude=excluded)
    except ValidationError as problem:
        return [
            (attributes[name], _blank_or(name, message, attributes, record))
            for name, messages in problem.message_dict.items()
            for message in messages
        ]
    return []


def _blank_or(name: str, message: str, attributes: dict[str, str], record: models.Model) -> str:
    if getattr(record, name):
        return message
    others = [BY_ATTRIBUTE[one].heading for part, one in attributes.items() if part != name and getattr(record, part)]
    return f"Belum diisi, padahal {' dan '.join(others)} ada." if others else message
