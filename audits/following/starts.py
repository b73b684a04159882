"""From which records the money can be followed, and to which chains each of them leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from audits.following.payment import lines_in_sight
from audits.models import Finding
from audits.pointing import instalments_of
from beneficiaries.models import Aid, Person
from grants.models import Allocation, BankLine, Decree, DecreeRecipient, Delivery, Disbursement, TreasuryReturn
from partners.models import Agreement, BankAccount, Instalment, Partner
from regulations.cashbook import evidence_key
from reports.models import BeneficiaryRow, Entry, Evidence, Report, TaxRow

#: More chains of one record than these are not listed: its own page lists them.
MOST = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the chain of one instalment: a link's anchor, or a line of the cash book or the list of people."""

    instalment: int
    anchor: str = ""
    row: int | None = None
    person: int | None = None

    @property
    def url(self) -> str:
        asked = {name: one for name, one in (("baris", self.row), ("penerima", self.person)) if one is not None}
        query = f"?{urlencode(asked)}" if asked else ""
        anchor = f"#{self.anchor}" if self.anchor else ""
        return reverse("audits:follow", args=[self.instalment]) + query + anchor


@dataclass(frozen=True, slots=True)
class Start:
    """A record that money is followed from. ``why`` says what is missing where it leads to no chain."""

    label: str
    places: list[Place]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: what it is called, which of them the reader may see, and where one leads."""

    label: str
    rows: Callable[[User], QuerySet[Any]]
    lead: Callable[[Any, User], Start]


def start_from(kind: Kind, pk: int, user: User) -> Start | None:
    """Where a record leads; None where the reader sees no such record."""
    record = kind.rows(user).filter(pk=pk).first()
    return kind.lead(record, user) if record is not None else None


def _paid(match: Q, user: User, anchor: str) -> list[Place]:
    """The instalments whose payments fit."""
    found = Disbursement.objects.visible_to(user).living().filter(match).order_by("pk")
    return [Place(pk, anchor) for pk in found.values_list("instalment", flat=True)[:MOST]]


def _planned(agreement: int | None, user: User, anchor: str) -> list[Place]:
    rows = Instalment.objects.visible_to(user).filter(agreement=agreement).order_by("number")
    return [Place(pk, anchor) for pk in rows.values_list("pk", flat=True)]


def _allocation(line: Allocation, user: User) -> Start:
    why = f"Baris {line.budget_code} belum dipakai SPP mana pun."
    return Start(f"Alokasi {line.budget_code}", _paid(Q(allocation=line), user, "alokasi"), why)


def _agreement(agreement: Agreement, user: User) -> Start:
    return Start(str(agreement), _planned(agreement.pk, user, "pks"), "Perjanjian ini belum mempunyai termin.")


def _decree(decree: Decree, user: User) -> Start:
    found = _paid(Q(decree=decree), user, "sk")
    return Start(
        str(decree), found or _planned(decree.agreement_id, user, "sk"), "Perjanjian SK ini belum mempunyai termin."
    )


def _recipient(recipient: DecreeRecipient, user: User) -> Start:
    there = _paid(Q(decree=recipient.decree_id), user, "penerima")
    return Start(
        f"Penerima {recipient.masked_nik} pada {recipient.decree}",
        there or _planned(recipient.decree.agreement_id, user, "sk"),
        "Perjanjian SK ini belum mempunyai termin.",
    )


def _payment(payment: Disbursement, user: User) -> Start:
    anchor = "sp2d" if payment.sp2d_number else "spp"
    return Start(str(payment), [Place(payment.instalment_id, anchor)])


def _delivery(delivery: Delivery, user: User) -> Start:
    return Start(
        f"Penyerahan {delivery.recipient.masked_nik}", [Place(delivery.disbursement.instalment_id, "penyerahan")]
    )


def _bank_line(line: BankLine, user: User) -> Start:
    match = getattr(line, "match", None)
    numbers = {line.sp2d_number, line.sp2d_number.zfill(15)} - {"", "0" * 15}
    found = _paid(Q(pk=match.disbursement_id) if match else Q(sp2d_number__in=numbers), user, "bank")
    why = "Baris ini belum dipasangkan dengan penyaluran mana pun, dan nomor SP2D-nya tidak tercatat."
    return Start(f"{line.bank_file}, baris {line.row}", found, why)


def _report(report: Report, user: User) -> Start:
    return Start(str(report), [Place(report.instalment_id, "lpj")])


def _entry(entry: Entry, user: User) -> Start:
    """To the very line; one of a replaced revision is sought by its number, for its row may hold another line now."""
    report = entry.revision.report
    if hasattr(entry.revision, "replaced_by"):
        return Start(str(entry), _of_evidence(report, entry.evidence_number))
    return Start(str(entry), [Place(report.instalment_id, f"baris-{entry.row}", row=entry.row)])


def _of_evidence(report: Report, number: str) -> list[Place]:
    """The lines of the last cash book with this evidence number; else where evidence stands in the chain."""
    entries = report.latest.entries.filter(evidence_number__iexact=number.strip()) if report.latest else []
    key = evidence_key(number)
    lines = [entry for entry in entries if key and evidence_key(entry.evidence_number) == key]
    found = [Place(report.instalment_id, f"baris-{entry.row}", row=entry.row) for entry in lines]
    return found or [Place(report.instalment_id, "bukti")]


def _evidence(evidence: Evidence, user: User) -> Start:
    return Start(str(evidence), _of_evidence(evidence.report, evidence.evidence_number))


def _tax(tax: TaxRow, user: User) -> Start:
    return Start(str(tax), _of_evidence(tax.revision.report, tax.evidence_number))


def _beneficiary(row: BeneficiaryRow, user: User) -> Start:
    return Start(str(row), [Place(row.revision.report.instalment_id, "penerima", person=row.row)])


def _aid(aid: Aid, user: User) -> Start:
    return Start(str(aid), _places_of(aid, user), _without_agreement(aid))


def _without_agreement(aid: Aid) -> str:
    if aid.agreement_id is None:
        return "Bantuan ini dicatat kantor sendiri, tanpa perjanjian LKS; tidak ada SPP atau laporan LKS di baliknya."
    return "Perjanjiannya belum mempunyai termin."


def _places_of(aid: Aid, user: User) -> list[Place]:
    if aid.source == Aid.Source.REPORT and aid.source_record:
        report = Report.objects.visible_to(user).filter(pk=aid.source_record).first()
        if report is not None:
            return [Place(report.instalment_id, "penerima", person=aid.source_row)]
    if aid.source == Aid.Source.DECREE and aid.source_record:
        found = _paid(Q(decree=aid.source_record), user, "penerima")
        if found:
            return found
    return _planned(aid.agreement_id, user, "penerima") if aid.agreement_id else []


def _person(person: Person, user: User) -> Start:
    """By all aid that the person was given, as far as the reader may see it, and by the decrees that name them."""
    places = [
        place
        for aid in Aid.objects.visible_to(user).standing().filter(person=person).order_by("pk")[:MOST]
        for place in _places_of(aid, user)
    ]
    named = DecreeRecipient.objects.visible_to(user).filter(nik_index=person.nik_index)
    places += _paid(Q(decree__in=named.values("decree")), user, "penerima")
    why = "Tidak ada bantuan atau SK dengan orang ini yang berasal dari perjanjian LKS."
    return Start(str(person), _once(places), why)


def _once(places: Iterable[Place]) -> list[Place]:
    """Each instalment once, by the first and most exact of its places."""
    first: dict[int, Place] = {}
    for place in places:
        first.setdefault(place.instalment, place)
    return list(first.values())


def _return(refund: TreasuryReturn, user: User) -> Start:
    return Start(str(refund), [Place(refund.instalment_id, "kembali")])


def _instalment(instalment: Instalment, user: User) -> Start:
    return Start(str(instalment), [Place(instalment.pk)])


def _account(account: BankAccount, user: User) -> Start:
    """All that was paid into an account of an LKS, also one that is no longer in use."""
    found = _paid(Q(bank_account=account), user, "sp2d")
    return Start(str(account), found, "Belum ada penyaluran ke rekening ini.")


def _finding(finding: Finding, user: User) -> Start:
    """The instalments whose money a finding points at, or of which something goes back because of it."""
    found = Instalment.objects.visible_to(user).filter(pk__in=instalments_of(finding)).order_by("agreement", "number")
    why = "Temuan ini tidak menunjuk laporan, penyaluran, atau perjanjian yang dapat Anda baca."
    return Start(str(finding), [Place(pk) for pk in found.values_list("pk", flat=True)[:MOST]], why)


def _partner(partner: Partner, user: User) -> Start:
    rows = Instalment.objects.visible_to(user).filter(agreement__partner=partner).order_by("-planned_on", "pk")
    places = [Place(pk) for pk in rows.values_list("pk", flat=True)[:MOST]]
    return Start(str(partner), places, f"{partner} belum mempunyai perjanjian.")


_REPORT = "revision__report"
#: By the word that stands in the address.
KINDS: dict[str, Kind] = {
    "alokasi": Kind("Alokasi (DIPA)", lambda user: Allocation.objects.visible_to(user), _allocation),
    "lks": Kind("LKS", lambda user: Partner.objects.visible_to(user), _partner),
    "rekening": Kind(
        "Rekening LKS", lambda user: BankAccount.objects.visible_to(user).select_related("partner"), _account
    ),
    "pks": Kind("Perjanjian (PKS)", lambda user: Agreement.objects.visible_to(user), _agreement),
    "termin": Kind("Termin", lambda user: Instalment.objects.visible_to(user).select_related("agreement"), _instalment),
    "sk": Kind("SK penerima", lambda user: Decree.objects.visible_to(user), _decree),
    "penerima-sk": Kind(
        "Penerima dalam SK", lambda user: DecreeRecipient.objects.visible_to(user).select_related("decree"), _recipient
    ),
    "penyaluran": Kind(
        "Penyaluran", lambda user: Disbursement.objects.visible_to(user).select_related("instalment"), _payment
    ),
    "penyerahan": Kind(
        "Penyerahan",
        lambda user: Delivery.objects.visible_to(user).select_related("recipient", "disbursement"),
        _delivery,
    ),
    "bank": Kind(
        "Baris berkas bank", lambda user: lines_in_sight(user).select_related("bank_file__file", "match"), _bank_line
    ),
    "laporan": Kind("Laporan (LPJ)", lambda user: Report.objects.visible_to(user), _report),
    "baris": Kind("Baris buku kas", lambda user: Entry.objects.visible_to(user).select_related(_REPORT), _entry),
    "bukti": Kind("Bukti", lambda user: Evidence.objects.visible_to(user).select_related("report"), _evidence),
    "pajak": Kind("Pajak", lambda user: TaxRow.objects.visible_to(user).select_related(_REPORT), _tax),
    "pm": Kind(
        "Penerima dalam laporan",
        lambda user: BeneficiaryRow.objects.visible_to(user).select_related(_REPORT),
        _beneficiary,
    ),
    "bantuan": Kind("Bantuan", lambda user: Aid.objects.visible_to(user), _aid),
    "orang": Kind("Penerima manfaat", lambda user: Person.objects.visible_to(user), _person),
    "pengembalian": Kind(
        "Pengembalian", lambda user: TreasuryReturn.objects.visible_to(user).select_related("instalment"), _return
    ),
    "temuan": Kind("Temuan pemeriksaan", lambda user: Finding.objects.visible_to(user), _finding),
}
