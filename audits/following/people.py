"""The links at the end: who got something for the money, and what went back to the treasury."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import User
from audits.following.links import Link, day
from audits.following.report import Reported
from beneficiaries.models import Aid
from grants.models import DecreeRecipient, Delivery, Disbursement, TreasuryReturn
from grants.workflow import PAID_STATES
from partners.choices import AtensiComponent
from partners.models import Instalment
from reports.models import BeneficiaryRow
from rupiah.format import format_rupiah

_TITLE = "Penerima manfaat"
_OPEN, _LOST = Q(state="waiting"), Q(state="undelivered")


def people_links(
    payment: Disbursement | None, reported: Reported | None, sought: BeneficiaryRow | None, user: User
) -> Iterator[Link]:
    """Those whom the decree names and a distributor hands the money to; those whom the report names."""
    if payment is not None and payment.is_running:
        yield _delivery_link(payment, user)
    if sought is not None:
        yield one_beneficiary(sought, user)
        return
    if reported is None or reported.book is None:
        named = decree_people(payment, user).count() if payment else 0
        said = f" SK menyebut {named} orang." if named else ""
        yield Link("penerima", _TITLE, missing=f"Belum ada daftar penerima manfaat: buku kerja belum diunggah.{said}")
        return
    yield _reported_people(reported, user)


def decree_people(payment: Disbursement, user: User) -> QuerySet[DecreeRecipient]:
    return DecreeRecipient.objects.visible_to(user).filter(decree=payment.decree_id)


def beneficiaries_of(reported: Reported | None) -> QuerySet[BeneficiaryRow]:
    """Those whom the last revision names, in its order."""
    if reported is None or reported.book is None:
        return BeneficiaryRow.objects.none()
    return reported.book.revision.beneficiaries.order_by("row")


def _delivery_link(payment: Disbursement, user: User) -> Link:
    told = (
        Delivery.objects.visible_to(user)
        .filter(disbursement=payment)
        .aggregate(
            every=Count("pk"),
            given=Sum("amount", filter=Q(state="delivered")),
            waiting=Count("pk", filter=_OPEN),
            waiting_amount=Sum("amount", filter=_OPEN),
            lost=Count("pk", filter=_LOST),
        )
    )
    missing = []
    if told["waiting"]:
        missing.append(f"{told['waiting']} penerima belum menerima {format_rupiah(told['waiting_amount'])}.")
    if told["lost"]:
        missing.append(f"{told['lost']} penerima tidak dapat diberi.")
    return Link(
        "penyerahan",
        "Penyerahan oleh bank/pos",
        f"{payment.distributor}, {told['every']} penerima",
        told["given"] or 0,
        f"{payment.get_absolute_url()}penyerahan/",
        (("Diterima penyalur", day(payment.distributor_received_on)),),
        missing=" ".join(missing),
    )


def _reported_people(reported: Reported, user: User) -> Link:
    rows = beneficiaries_of(reported)
    told = rows.aggregate(
        every=Count("pk"),
        worth=Sum("value"),
        bare=Count("pk", filter=Q(handover_number="")),
        unassessed=Count("pk", filter=Q(assessed_on=None)),
    )
    url = reported.report.get_absolute_url()
    if not told["every"]:
        return Link("penerima", _TITLE, url=url, missing="Laporan tidak memuat daftar penerima manfaat.")
    written = Aid.objects.visible_to(user).standing().filter(source="laporan", source_record=reported.report.pk).count()
    missing = [
        sentence
        for count, sentence in (
            (told["bare"], f"BAST tidak ada pada {told['bare']} penerima."),
            (told["unassessed"], f"Tanggal asesmen tidak ada pada {told['unassessed']} penerima."),
            (
                reported.is_accepted and told["every"] - written,
                f"{told['every'] - written} penerima tidak masuk daftar bantuan kantor.",
            ),
        )
        if count
    ]
    facts = (("Masuk daftar bantuan", f"{written} dari {told['every']}"),) if reported.is_accepted else ()
    return Link("penerima", _TITLE, f"{told['every']} orang", told["worth"], url, facts, missing=" ".join(missing))


def component_of(row: BeneficiaryRow) -> str:
    """What kind of aid the report names, in the words of the list of components where it is one of them."""
    known = row.component in AtensiComponent.values
    return str(AtensiComponent(row.component).label) if known else row.component or "–"


def one_beneficiary(row: BeneficiaryRow, user: User) -> Link:
    """One person of the report's list; named by the masked NIK, as everywhere."""
    aid = Aid.objects.visible_to(user).filter(source="laporan", source_record=row.revision.report_id)
    written = aid.filter(source_row=row.row).first()
    facts = (
        ("NIK", row.masked_nik or "–"),
        ("Komponen", component_of(row)),
        ("Asesmen", day(row.assessed_on)),
        ("Pembahasan kasus", day(row.conferred_on)),
        ("Diserahkan", day(row.received_on)),
        ("BAST", row.handover_number or "–"),
    )
    missing = [] if row.handover_number else [f"BAST tidak ada pada baris {row.row}."]
    if row.assessed_on is None:
        missing.append("Tanggal asesmen tidak ada.")
    url = written.get_absolute_url() if written else ""
    return Link(
        "penerima", _TITLE, f"{row.name or '–'}, baris {row.row}", row.value, url, facts, missing=" ".join(missing)
    )


def return_links(
    instalment: Instalment, payment: Disbursement | None, reported: Reported | None, user: User
) -> Iterator[Link]:
    """What goes back to the treasury: remainder, interest, what could not be handed out, what an audit found."""
    title = "Pengembalian ke kas negara"
    refunds = list(
        TreasuryReturn.objects.visible_to(user)
        .standing()
        .filter(instalment=instalment)
        .select_related("deposited_by", "confirmed_by")
        .order_by("pk")
    )
    for refund in refunds:
        kind, settled = refund.get_kind_display(), refund.state == "confirmed"
        facts = (
            ("Jenis", kind),
            ("Kode billing", refund.billing_code or "–"),
            ("Tanggal setor", day(refund.paid_on)),
            ("Jatuh tempo", day(refund.due_on)),
            ("Status", refund.state_label),
        )
        missing = (
            "" if settled else f"{kind} {format_rupiah(refund.amount)} belum tuntas: {refund.state_label.lower()}."
        )
        yield Link(
            "kembali",
            title,
            refund.ntpn or "belum ada NTPN",
            refund.amount,
            refund.get_absolute_url(),
            facts,
            missing=missing,
            who=str(refund.deposited_by or ""),
        )
    if reported is not None and reported.is_accepted:
        # What an audit found is owed beside what the report leaves.
        own = sum(refund.amount for refund in refunds if refund.kind != TreasuryReturn.Kind.AUDIT)
        if own != reported.report.owed:
            yield Link("kembali", title, missing="Ada sisa dana tanpa catatan pengembalian.")
        elif not refunds:
            yield Link("kembali", title, "tidak ada yang harus kembali", 0)
    elif not refunds:
        paid = payment is not None and payment.state in PAID_STATES
        said = "sisanya baru diketahui ketika PPK menerima laporan." if paid else "dananya belum cair."
        yield Link("kembali", title, missing=f"Belum ada pengembalian: {said}")
