"""Follow the money: one chain from the DIPA line to the receipt, with each missing link named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import User
from grants.models import Disbursement, TreasuryReturn
from legal.law import current_law
from partners.models import Agreement, Instalment
from regulations.allocations import LineUse, judge_line
from regulations.dates import tanggal
from reports.models import OfficialPrint, Report
from reports.review import Choice, Review
from rupiah.format import format_rupiah


@dataclass(frozen=True, slots=True)
class Link:
    """One station of the money. ``missing`` says what is not there yet, or no longer; amounts in rupiah."""

    title: str
    label: str
    amount: int | None = None
    url: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    missing: str = ""
    who: str = ""
    #: What the rules say against it, one sentence each.
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MoneyChain:
    """All that is known of one instalment's money. ``book`` is the cash book, None before the first upload."""

    instalment: Instalment
    links: list[Link]
    book: Review | None
    missing: list[str]


def _day(value: date | None) -> str:
    return tanggal(value) if value else ""


def _payment_links(disbursement: Disbursement | None, agreement: Agreement) -> list[Link]:
    if disbursement is None:
        return [
            Link("Alokasi (DIPA)", "", missing="Belum ada SPP, jadi belum dibebankan ke alokasi mana pun."),
            Link("Surat keputusan penerima", "", missing="Belum ada SK yang dipakai untuk termin ini."),
            Link("SPP", "", missing="Termin ini belum diajukan pembayarannya."),
            Link("SPM", "", missing="SPM belum terbit."),
            Link("SP2D", "", missing="SP2D belum terbit; dana belum diterima LKS."),
        ]
    allocation, decree, url = disbursement.allocation, disbursement.decree, disbursement.get_absolute_url()
    account = disbursement.bank_account
    return [
        Link(
            "Alokasi (DIPA)",
            allocation.budget_code,
            allocation.amount,
            allocation.get_absolute_url(),
            (("Tahun", str(allocation.year)), ("Akun", allocation.account), ("Uraian", allocation.description)),
            faults=_account_faults(disbursement, agreement),
        ),
        Link(
            "Surat keputusan penerima",
            decree.number,
            facts=(
                ("Tanggal", _day(decree.decided_on)),
                ("PPK", decree.set_by_name),
                ("KPA", decree.approved_by_name),
            ),
        ),
        Link(
            "SPP",
            disbursement.spp_number,
            disbursement.amount,
            url,
            (("Tanggal", _day(disbursement.spp_date)),),
            who=str(disbursement.proposed_by),
        ),
        Link(
            "SPM",
            disbursement.spm_number,
            disbursement.amount if disbursement.spm_number else None,
            url,
            (("Tanggal", _day(disbursement.spm_date)),) if disbursement.spm_date else (),
            missing="" if disbursement.spm_number else "SPM belum terbit.",
            who=str(disbursement.approved_by or ""),
        ),
        Link(
            "SP2D",
            disbursement.sp2d_number,
            disbursement.amount if disbursement.sp2d_number else None,
            url,
            (("Tanggal", _day(disbursement.sp2d_date)), ("Ke rekening", str(account)))
            if disbursement.sp2d_number
            else (),
            missing="" if disbursement.sp2d_number else "SP2D belum terbit; dana belum diterima LKS.",
        ),
    ]


def _account_faults(disbursement: Disbursement, agreement: Agreement) -> tuple[str, ...]:
    """What the rules about accounts say of this payment's budget line."""
    allocation = disbursement.allocation
    use = LineUse(agreement.purpose, agreement.form, disbursement.amount)
    found = judge_line(allocation.account, allocation.year, [use], current_law())
    return tuple(
        f"{each.rule}: {each.fault}. Tercatat {each.found}; seharusnya {each.expected}. {each.citation}"
        for each in found
    )


def _report_links(report: Report | None, book: Review | None) -> list[Link]:
    if report is None:
        return [Link("Laporan (LPJ)", "", missing="Belum ada laporan: dananya belum cair.")]
    url = report.get_absolute_url()
    facts = [("Status", report.state_label), ("Batas waktu", _day(report.due_on))]
    if book is None:
        return [Link("Laporan (LPJ)", str(report), url=url, facts=tuple(facts), missing="Buku kerja belum diunggah.")]
    facts += [("Diterima", format_rupiah(report.received)), ("Sisa", format_rupiah(report.remainder))]
    people = (
        ("Dikirim", report.submitted_by),
        ("Diverifikasi", report.verified_by),
        ("Diterima PPK", report.accepted_by),
    )
    facts += [(done, str(person)) for done, person in people if person]
    bare, expenses = len(book.rows(Choice.BARE)), book.expense_count
    accepted = report.state == "accepted"
    return [
        Link(
            "Laporan (LPJ)",
            f"revisi {book.revision.number}",
            report.spent,
            url,
            tuple(facts),
            missing="" if accepted else f"Laporan belum diterima: {report.state_label.lower()}.",
        ),
        Link(
            "Bukti pengeluaran",
            f"{expenses - bare} dari {expenses} pengeluaran berbukti",
            missing=f"{bare} baris pengeluaran belum berbukti." if bare else "",
        ),
    ]


def _closing_links(report: Report | None, refunds: list[TreasuryReturn], official: OfficialPrint | None) -> list[Link]:
    """What follows acceptance: remainder and bank interest back in the treasury, and the official print."""
    if report is None or report.state != "accepted":
        return []
    links = []
    for refund in refunds:
        kind, confirmed = refund.get_kind_display(), refund.state == "confirmed"
        links.append(
            Link(
                "Pengembalian ke kas negara",
                refund.ntpn or "belum ada NTPN",
                refund.amount,
                refund.get_absolute_url(),
                (
                    ("Jenis", kind),
                    ("Kode billing", refund.billing_code or "–"),
                    ("Tanggal setor", _day(refund.paid_on) or "–"),
                ),
                missing="" if confirmed else f"{kind} belum tuntas: {refund.state_label.lower()}.",
                who=str(refund.deposited_by or ""),
            )
        )
    # What an audit found is owed beside what the report leaves.
    if sum(refund.amount for refund in refunds if refund.kind != TreasuryReturn.Kind.AUDIT) != report.owed:
        links.append(Link("Pengembalian ke kas negara", "", missing="Ada sisa dana tanpa catatan pengembalian."))
    if official is None or official.pdf_id is None:
        links.append(Link("Laporan resmi", "", missing="Cetakan resmi belum jadi."))
    else:
        links.append(Link("Laporan resmi", official.code, url=reverse("reports:print", args=[report.pk])))
    return links


def follow(instalment: Instalment, user: User) -> MoneyChain:
    """The chain of one instalment, as far as this reader may see it; a fixed number of queries."""
    agreement = instalment.agreement
    disbursements = Disbursement.objects.visible_to(user).select_related(
        "allocation", "decree", "bank_account", "proposed_by", "approved_by"
    )
    disbursement = disbursements.filter(instalment=instalment).living().first()
    reports = (
        Report.objects.visible_to(user).with_partner().select_related("submitted_by", "verified_by", "accepted_by")
    )
    report = reports.filter(instalment=instalment).first()
    revision = report.latest if report else None
    book = Review(report, revision) if report and revision else None
    refunds = list(
        TreasuryReturn.objects.visible_to(user)
        .standing()
        .filter(instalment=instalment)
        .select_related("deposited_by")
        .order_by("pk")
    )
    official = OfficialPrint.objects.visible_to(user).filter(report__instalment=instalment).first()
    payment = _payment_links(disbursement, agreement)
    agreement_link = Link(
        "Perjanjian (PKS)",
        agreement.number,
        agreement.value,
        agreement.get_absolute_url(),
        (("LKS", agreement.partner.name), ("Termin", str(instalment.number)), ("Status", agreement.state_label)),
        who=str(agreement.approved_by or ""),
    )
    links = [
        payment[0],
        agreement_link,
        *payment[1:],
        *_report_links(report, book),
        *_closing_links(report, refunds, official),
    ]
    return MoneyChain(instalment, links, book, [f"{link.title}: {link.missing}" for link in links if link.missing])
