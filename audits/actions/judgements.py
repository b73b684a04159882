"""What an auditor judges of a follow-up: the status of a recommendation, and what became of the rupiah."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Permission
from audits.counting import returns_to_count
from audits.locks import locked_finding
from audits.models import Finding, Recommendation, Settlement
from audits.rights import require_team
from audits.settling import Part, Sums, Unsettled
from grants.models import TreasuryReturn
from partners.saving import save_checked
from partners.validity import require_permission
from rupiah.format import format_rupiah
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import Refusal, StalePage
from trail.transition import transition

#: Steps by which a recommendation is done.
_DOES = {"accept", "excuse"}


@transaction.atomic
def judge_recommendation(
    *, recommendation: Recommendation, verdict: str, reason: str, by: User, version: int, finding_version: int
) -> Recommendation:
    """Judge what was done in one of the four official kinds; ``verdict`` is a step of the workflow.

    ``version`` is the recommendation's and ``finding_version`` the finding's, whose money the page showed beside it.

    When the last recommendation of a finding is done, the finding is settled: refused while rupiah of it are open.
    Judging otherwise later opens a settled finding again.
    """
    finding = _taken(recommendation.finding, by, finding_version)
    if verdict not in {step.name for step in recommendation.workflow.steps}:
        raise StalePage("Penilaian ini tidak dikenal. Muat ulang halaman, lalu coba lagi.")
    others = finding.recommendations.exclude(pk=recommendation.pk)
    last = verdict in _DOES and not others.undone().exists()
    if last and finding.still_open:
        raise Refusal(
            f"{format_rupiah(finding.still_open)} dari temuan ini masih terbuka.",
            "Nilai dahulu uangnya: bukti susulan, alasan yang diterima, setoran, atau penghapusan.",
        )
    judged = transition(recommendation, verdict, by=by, version=version, reason=reason)
    if last:
        transition(finding, "settle", by=by, version=finding.version)
    elif finding.state == "settled" and not judged.is_done:
        transition(finding, "reopen", by=by, version=finding.version, reason=reason)
    return judged


@transaction.atomic
def settle_amount(
    *,
    recommendation: Recommendation,
    part: Part,
    amount: int,
    by: User,
    version: int,
    reason: str = "",
    treasury_return: TreasuryReturn | None = None,
) -> Settlement:
    """Hold so many open rupiah of a finding to be settled; ``version`` is the finding's.

    What was returned is told by a confirmed return of the finding, which counts once and for no more than its amount;
    of everything else a reason is kept. Refuses more than is open.
    """
    finding = _taken(recommendation.finding, by, version)
    if finding.state != "final":
        raise Refusal(f"Temuan ini berstatus “{finding.state_label}”, jadi uangnya tidak dinilai.")
    settlement = Settlement(
        finding=finding, recommendation=recommendation, part=part.value, amount=amount, settled_by=by
    )
    if part is Part.RETURNED:
        _count_return(settlement, finding, treasury_return)
    elif treasury_return is not None:
        raise Refusal("Pengembalian hanya dipilih untuk yang disetor ke kas negara.")
    else:
        settlement.reason = sentence_in(reason, example="Kuitansi susulan sah dan cocok dengan BKU.", what="Dasar")
    try:
        _put(finding, finding.sums.settle(part, amount))
    except Unsettled as problem:
        raise Refusal(_too_much(amount, problem.most)) from problem
    save_checked(settlement, taken="Pengembalian ini baru saja dihitung untuk temuan lain.")
    data = {"part": part.label, "amount": amount, "still_open": finding.sums.still_open - amount}
    if settlement.reason:
        data["reason"] = settlement.reason
    if treasury_return is not None:
        data |= {"treasury_return": treasury_return.pk, "ntpn": treasury_return.ntpn}
    record_event(verb="recommendation.settle", obj=recommendation, by=by, data=data)
    return settlement


@transaction.atomic
def withdraw_settlement(*, settlement: Settlement, reason: str, by: User, version: int) -> Settlement:
    """Take back what was held to be settled, with a reason: its rupiah are open again, its return counts no more."""
    finding = _taken(settlement.finding, by, version)
    row = Settlement.objects.select_for_update().get(pk=settlement.pk)
    if row.withdrawn_at is not None:
        raise StalePage("Penilaian ini sudah dibatalkan. Muat ulang halaman.")
    if finding.state != "final":
        raise Refusal("Temuan ini sudah tuntas. Nilai dahulu salah satu rekomendasinya “belum sesuai”.")
    why = sentence_in(reason, example="Setoran ini ternyata untuk temuan lain.")
    _put(finding, finding.sums.take_back(Part(row.part), row.amount))
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = by, timezone.now(), why
    row.save()
    data = {"part": row.get_part_display(), "amount": row.amount, "reason": why}
    record_event(verb="recommendation.unsettle", obj=row.recommendation, by=by, data=data)
    settlement.refresh_from_db()
    return settlement


def _taken(finding: Finding, by: User, version: int) -> Finding:
    """The finding, held until the transaction ends; its team alone judges."""
    require_permission(by, Permission.AUDIT, "menilai tindak lanjut ini", finding)
    require_team(finding.engagement, by, "menilai tindak lanjutnya")
    row = locked_finding(finding)
    if row.version != version:
        raise StalePage(
            "Temuan ini sudah dinilai lagi sejak Anda membuka halaman ini, jadi uangnya mungkin sudah berubah.",
            "Tidak ada yang dicatat. Muat ulang halaman, periksa, lalu nilai lagi.",
        )
    return row


def _put(finding: Finding, sums: Sums) -> None:
    Finding.objects.filter(pk=finding.pk, version=finding.version).update(
        documented=sums.documented,
        justified=sums.justified,
        returned=sums.returned,
        written_off=sums.written_off,
        still_open=sums.still_open,
        version=finding.version + 1,
    )


def _count_return(settlement: Settlement, finding: Finding, treasury_return: TreasuryReturn | None) -> None:
    if treasury_return is None:
        raise Refusal("Pilih pengembalian yang setorannya sudah dikonfirmasi.")
    found = returns_to_count(finding).select_for_update().filter(pk=treasury_return.pk).first()
    if found is None:
        raise Refusal(
            "Pengembalian ini tidak dapat dihitung: belum dikonfirmasi, sudah dihitung, atau bukan untuk temuan ini."
        )
    if settlement.amount > found.amount:
        raise Refusal(f"Yang disetor hanya {format_rupiah(found.amount)} (NTPN {found.ntpn}).")
    settlement.treasury_return, settlement.limit = found, found.amount


def _too_much(amount: int, most: int) -> str:
    if amount <= 0:
        return "Jumlahnya harus lebih dari nol."
    return f"{format_rupiah(amount)} melebihi yang masih terbuka, {format_rupiah(most)}."
