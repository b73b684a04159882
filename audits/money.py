"""Follow the money: one chain from the DIPA line to the receipt, with each missing link named."""

from __future__ import annotations

from dataclasses import dataclass, field


from accounts.models import User
from grants.models import Disbursement, TreasuryReturn
from partners.models import Instalment
from reports.models import Entry, Evidence, Report


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


@dataclass(slots=True)
class ExpenseLine:
    """A cash book line with the evidence that proves it."""

    entry: Entry
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def lacks_evidence(self) -> bool:
        return bool(self.entry.paid) and not self.evidence


@dataclass(frozen=True, slots=True)
class MoneyChain:
    """All that is known of one instalment's money."""

    instalment: Instalment
    report: Report | None
    links: list[Link]
    lines: list[ExpenseLine]
    missing: list[str]


def _day(value: object) -> str:
    return value.strftime("%d-%m-%Y") if value else ""  # type: ignore[attr-defined]


def _payment_links(disbursement: Disbursement | None) -> list[Link]:
    if disbursement is None:
        return [
            Link("Alokasi (DIPA)", "", missing="Belum ada SPP, jadi belum dibebankan ke alokasi mana pun."),
            Link("Surat keputusan penerima", "", missing="Belum ada SK yang dipakai untuk termin ini."),
            Link("Penyaluran", "", missing="Termin ini belum diajukan pembayarannya."),
        ]
    allocation, decree, url = disbursement.allocation, disbursement.decree, disbursement.get_absolute_url()
    account = disbursement.bank_account
    return [
        Link(
            "Alokasi (DIPA)",
            allocation.budget_code,
            allocation.amount,
            facts=(("Tahun", str(allocation.year)), ("Akun", allocation.account), ("Uraian", allocation.description)),
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


def _report_links(report: Report | None, refund: TreasuryReturn | None) -> list[Link]:
    if report is None:
        return [Link("Laporan (LPJ)", "", missing="Belum ada laporan: dananya belum cair.")]
    revision = report.latest
    facts: tuple[tuple[str, str], ...] = (("Status", report.state_label), ("Batas waktu", _day(report.due_on)))
    if revision is None:
        return [
            Link(
                "Laporan (LPJ)",
                str(report),
                url=report.get_absolute_url(),
                facts=facts,
                missing="Buku kerja belum diunggah.",
            )
        ]
    links = [
        Link(
            "Laporan (LPJ)",
            f"revisi {revision.number}",
            report.spent,
            report.get_absolute_url(),
            (*facts, ("Diterima", f"{report.received}"), ("Sisa", f"{report.remainder}")),
            missing="" if report.state == "accepted" else f"Laporan belum diterima: {report.state_label.lower()}.",
        )
    ]
    if refund is not None:
        confirmed = refund.state == "confirmed"
        links.append(
            Link(
                "Pengembalian ke kas negara",
                refund.ntpn or "belum ada NTPN",
                refund.amount,
                refund.get_absolute_url(),
                (("Kode billing", refund.billing_code or "–"), ("Tanggal setor", _day(refund.paid_on) or "–")),
                missing="" if confirmed else f"Sisa dana belum tuntas: {refund.state_label.lower()}.",
            )
        )
    elif report.state == "accepted" and report.remainder:
        links.append(Link("Pengembalian ke kas negara", "", missing="Ada sisa dana tanpa catatan pengembalian."))
    return links


def follow(instalment: Instalment, user: User) -> MoneyChain:
    """The chain of one instalment, as far as this reader may see it."""
    agreement = instalment.agreement
    disbursements = Disbursement.objects.visible_to(user).select_related(
        "allocation", "decree", "bank_account", "proposed_by", "approved_by"
    )
    disbursement = disbursements.filter(instalment=instalment).exclude(state="rejected").first()
    report = Report.objects.visible_to(user).filter(instalment=instalment).first()
    refund = TreasuryReturn.objects.visible_to(user).filter(instalment=instalment).first()
    payment = _payment_links(disbursement)
    agreement_link = Link(
        "Perjanjian (PKS)",
        agreement.number,
        agreement.value,
        agreement.get_absolute_url(),
        (("LKS", agreement.partner.name), ("Termin", str(instalment.number)), ("Status", agreement.state_label)),
        who=str(agreement.approved_by or ""),
    )
    links = [payment[0], agreement_link, *payment[1:], *_report_links(report, refund)]
    lines = expense_lines(report)
    missing = [f"{link.title}: {link.missing}" for link in links if link.missing]
    bare = sum(line.lacks_evidence for line in lines)
    if bare:
        missing.append(f"Bukti: {bare} baris pengeluaran belum berbukti.")
    return MoneyChain(instalment, report, links, lines, missing)


def expense_lines(report: Report | None) -> list[ExpenseLine]:
    """The cash book of the report's last revision, each line with its evidence."""
    revision = report.latest if report else None
    if report is None or revision is None:
        return []
    proofs: dict[str, list[Evidence]] = {}
    for evidence in report.evidence.filter(removed_at__isnull=True).select_related("file"):
        proofs.setdefault(evidence.evidence_number, []).append(evidence)
    return [ExpenseLine(entry, proofs.get(entry.evidence_number, [])) for entry in revision.entries.all()]


