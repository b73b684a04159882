"""What is still missing before an agreement can bind: one list for the action that refuses and the page that helps."""

from __future__ import annotations

from datetime import date

from partners.models import Agreement, Partner, PartnerDocument
from partners.sanctions import REGISTRATION, lifted_keys, obstacles_now
from partners.sums import sums_missing
from regulations.dates import tanggal


def readiness(agreement: Agreement, on: date) -> list[str]:
    """Everything that keeps the agreement from being activated on that day, as sentences; empty when it is ready."""
    partner = agreement.partner
    in_the_way = [obstacle for obstacle in obstacles_now(partner, on) if obstacle.key != REGISTRATION]
    return (
        contents_missing(agreement, on)
        + standing_missing(partner, agreement.signed_on, on)
        + [obstacle.sentence for obstacle in in_the_way]
    )


def contents_missing(agreement: Agreement, on: date) -> list[str]:
    """What its author has to mend in the agreement itself: sums and dates."""
    total, planned = agreement.budget_total(), agreement.instalment_total()
    return sums_missing(agreement.value, total, planned, "perjanjian") + _dates(agreement, on)


def standing_missing(partner: Partner, signed_on: date, on: date) -> list[str]:
    """What the LKS lacks: documents valid on the day of signing and on that day, officers, an account.

    A registration that has run out since the signing may be set aside for a while (``SanctionLift``).
    """
    missing = []
    for kind in required_documents(partner):
        excused = kind == PartnerDocument.Kind.REGISTRATION and REGISTRATION in lifted_keys(partner, on)
        missing += _document(partner, kind, signed_on, signed_on if excused else on)
    if partner.head is None:
        missing.append("LKS belum mempunyai ketua. Tetapkan ketuanya di halaman LKS.")
    if partner.treasurer is None:
        missing.append("LKS belum mempunyai bendahara. Tetapkan bendaharanya di halaman LKS.")
    if partner.account is None:
        missing.append("LKS belum mempunyai rekening bank yang dipakai. Catat rekeningnya di halaman LKS.")
    return missing


def required_documents(partner: Partner) -> list[PartnerDocument.Kind]:
    """The documents without which this LKS cannot be bound: a deed is for legal persons only."""
    kinds = [PartnerDocument.Kind.REGISTRATION]
    if partner.legal_form != Partner.LegalForm.NONE:
        kinds.insert(0, PartnerDocument.Kind.DEED)
    return kinds


def _dates(agreement: Agreement, on: date) -> list[str]:
    missing = []
    if agreement.signed_on > on:
        missing.append(
            f"Tanggal tanda tangan {tanggal(agreement.signed_on)} belum tiba. Berlakukan pada atau sesudah hari itu."
        )
    if agreement.signed_on > agreement.ends_on:
        missing.append(
            f"Perjanjian ditandatangani {tanggal(agreement.signed_on)}, sesudah masa berlakunya berakhir "
            f"{tanggal(agreement.ends_on)}. Perbaiki tanggalnya."
        )
    for instalment in agreement.instalments.all():
        if not agreement.starts_on <= instalment.planned_on <= agreement.ends_on:
            missing.append(
                f"Termin {instalment.number} direncanakan {tanggal(instalment.planned_on)}, di luar masa berlaku "
                f"{tanggal(agreement.starts_on)} sampai {tanggal(agreement.ends_on)}. Perbaiki rencananya."
            )
    return missing


def _document(partner: Partner, kind: PartnerDocument.Kind, signed_on: date, on: date) -> list[str]:
    documents = [document for document in partner.documents.all() if document.kind == kind]
    if not documents:
        return [f"{kind.label} LKS belum dicatat. Catat nomor dan tanggalnya di halaman LKS."]
    days = [(signed_on, "pada tanggal tanda tangan")]
    if on != signed_on:
        days.append((on, "hari ini"))
    return [
        f"{kind.label} tidak berlaku {when} ({tanggal(day)}). Catat dokumen yang berlaku di halaman LKS."
        for day, when in days
        if not any(document.valid_on(day) for document in documents)
    ]
