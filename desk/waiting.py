"""What waits for whom: one pile for each thing somebody may do, drawn from the records as they are now."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission, Role
from desk.agreement_life import addenda, lifts, running_out, show_addendum, show_document, show_lift
from desk.budget_lines import unfit_lines
from desk.craft_sales import closable, owed, show_month, show_share
from desk.decisions import DECISIONS
from desk.engagements import ENGAGEMENTS
from desk.findings import FINDINGS
from desk.refused_transfers import REFUSED_TRANSFERS
from desk.things import SHOWN, Duty, Pile, Thing
from desk.visits import handed_over, show_handed_over, show_visit, visits
from grants.clock import clock_of
from grants.models import Disbursement, DisbursementQuerySet, TreasuryReturn
from legal.law import current_law
from legal.models import Decision
from legal.subjects import Standing
from partners.models import Agreement, Instalment
from reports.models import Report, ReportQuerySet, Signature, Waiver, WaiverQuerySet
from reports.workflow import OPEN_STATES


def _reports(user: User) -> ReportQuerySet:
    rows: ReportQuerySet = Report.objects.visible_to(user).with_partner().order_by("due_on", "pk")
    return rows


def _awaiting_head(user: User) -> QuerySet[Report]:
    """Open reports that the treasurer has signed and the head has not: nothing else is in the way."""
    live = Signature.objects.filter(report=OuterRef("pk"), cleared_at__isnull=True)
    signed = Exists(live.filter(role=Role.TREASURER.value))
    return _reports(user).open().filter(signed).exclude(Exists(live.filter(role=Role.PARTNER_HEAD.value)))


def _agreements(user: User, state: str) -> QuerySet[Agreement]:
    return Agreement.objects.visible_to(user).filter(state=state).select_related("partner").order_by("created_at")


def _disbursements(user: User, state: str) -> DisbursementQuerySet:
    rows: DisbursementQuerySet = Disbursement.objects.visible_to(user).filter(state=state)
    return rows.select_related("instalment__agreement__partner").order_by("proposed_at")


def _received_otherwise(user: User) -> DisbursementQuerySet:
    """Until somebody has said why, also of those whose report is accepted."""
    rows: DisbursementQuerySet = Disbursement.objects.visible_to(user).received_otherwise()
    return rows.select_related("instalment__agreement__partner").order_by("proposed_at")


def _clocks(user: User) -> QuerySet[Disbursement]:
    rows = Disbursement.objects.visible_to(user).being_handed_out()
    return rows.select_related("instalment__agreement__partner")


def _returns(user: User, state: str) -> QuerySet[TreasuryReturn]:
    rows = TreasuryReturn.objects.visible_to(user).filter(state=state)
    return rows.select_related("instalment__agreement__partner").order_by("since", "pk")


def _payable(user: User) -> QuerySet[Instalment]:
    """Instalments of agreements in force that nobody has asked the treasury to pay, each agreement's first such one."""
    unaccounted_before = Instalment.objects.filter(
        agreement=OuterRef("agreement"), number__lt=OuterRef("number")
    ).exclude(disbursements__state="accounted")
    # The few that are left are looked up first, whatever else a planner without statistics might begin with.
    left = Instalment.objects.filter(requested=False).order_by().values("pk")
    rows = Instalment.objects.visible_to(user).filter(pk__in=left, agreement__state="active")
    return rows.exclude(Exists(unaccounted_before)).select_related("agreement__partner").order_by("planned_on", "pk")


def _waivers(user: User) -> WaiverQuerySet:
    """Waivers that this reader may decide; those on a report that is sent in wait until it comes back."""
    rows: WaiverQuerySet = Waiver.objects.visible_to(user).with_partner().filter(state="asked")
    return rows.filter(report__state__in=OPEN_STATES).exclude(asked_by=user).order_by("asked_at", "pk")


def _show_waiver(waiver: Waiver) -> Thing:
    partner = waiver.report.instalment.agreement.partner
    return Thing(
        partner.name, f"{waiver.rule}: {waiver.fault}", waiver.get_absolute_url(), due_on=waiver.proposed_until
    )


def _show_report(report: Report) -> Thing:
    instalment = report.instalment
    return Thing(
        instalment.agreement.partner.name,
        f"Termin {instalment.number}, {instalment.agreement}",
        report.get_absolute_url(),
        amount=instalment.amount,
        due_on=report.due_on if report.is_open else None,
        counts_down=True,
    )


def _show_agreement(agreement: Agreement) -> Thing:
    return Thing(agreement.partner.name, str(agreement), agreement.get_absolute_url(), amount=agreement.value)


def _show_payment(row: Disbursement | TreasuryReturn) -> Thing:
    agreement = row.instalment.agreement
    detail = f"Termin {row.instalment.number}, {agreement}"
    return Thing(agreement.partner.name, detail, row.get_absolute_url(), amount=row.amount)


def _show_clock(payment: Disbursement) -> Thing:
    clock = clock_of(payment, current_law())
    thing = _show_payment(payment)
    return replace(thing, due_on=clock.last_day if clock else None, counts_down=True)


def _show_instalment(instalment: Instalment) -> Thing:
    return Thing(
        instalment.agreement.partner.name,
        f"Termin {instalment.number}, {instalment.agreement}",
        reverse("grants:agreement_money", args=[instalment.agreement_id]),
        amount=instalment.amount,
        due_on=instalment.planned_on,
    )


P = Permission
DUTIES: tuple[Duty, ...] = (
    *DECISIONS,
    *ENGAGEMENTS,
    *FINDINGS,
    Duty(
        P.FILL_REPORT,
        "Laporan yang harus Anda kirim",
        "Unduh buku kerja, isi, unggah, lampirkan bukti, lalu tanda tangani.",
        "report",
        lambda user: _reports(user).awaited(),
        _show_report,
        "reports:reports",
    ),
    Duty(
        P.CONFIRM_RECEIPT,
        "Dana yang harus Anda nyatakan diterima",
        "Cocokkan dengan rekening koran, lalu tulis jumlah dan tanggal masuknya.",
        "disbursement",
        lambda user: _disbursements(user, "paid").unconfirmed(),
        _show_payment,
        "grants:disbursements",
        "?state=unconfirmed",
    ),
    Duty(
        P.SIGN_AS_HEAD,
        "Menunggu tanda tangan Anda",
        "Periksa isi laporan sebelum menandatangani pernyataan tanggung jawab.",
        "sign",
        _awaiting_head,
        _show_report,
        "reports:reports",
    ),
    Duty(
        P.ENTER_RETURN,
        "Sisa dana yang harus disetor",
        "Buat kode billing, setor ke kas negara, lalu catat NTPN-nya di sini.",
        "return",
        lambda user: _returns(user, "open").exclude(kind=TreasuryReturn.Kind.UNDELIVERED),
        _show_payment,
        "grants:returns",
        "?state=open",
    ),
    Duty(
        P.VERIFY_REPORT,
        "Laporan menunggu verifikasi",
        "Bandingkan baris, bukti, dan temuan; teruskan atau kembalikan dengan alasan.",
        "report",
        lambda user: _reports(user).filter(state="submitted").order_by("submitted_at"),
        _show_report,
        "reports:reports",
        "?state=submitted",
    ),
    Duty(
        P.ACCEPT_REPORT,
        "Laporan menunggu penerimaan Anda",
        "Sudah lolos verifikasi. Setelah diterima, termin berikutnya terbuka.",
        "check",
        lambda user: _reports(user).filter(state="verified").order_by("verified_at"),
        _show_report,
        "reports:reports",
        "?state=verified",
    ),
    Duty(
        P.GRANT_WAIVER,
        "Pengecualian menunggu keputusan Anda",
        "Verifikator minta temuan dikesampingkan: berikan sampai suatu hari, atau tolak.",
        "lock",
        _waivers,
        _show_waiver,
        "reports:waivers",
        "?state=asked",
    ),
    Duty(
        P.APPROVE_AGREEMENT,
        "Perjanjian menunggu persetujuan Anda",
        "Periksa jumlah dan dokumen LKS, lalu berlakukan atau kembalikan.",
        "agreement",
        lambda user: _agreements(user, "proposed"),
        _show_agreement,
        "partners:agreements",
        "?state=proposed",
    ),
    Duty(
        P.APPROVE_AGREEMENT,
        "Adendum menunggu persetujuan Anda",
        "Bandingkan semula dan menjadi, lalu lampirkan naskah yang ditandatangani atau kembalikan.",
        "agreement",
        lambda user: addenda(user, "proposed"),
        show_addendum,
        "partners:agreements",
        "?state=active",
    ),
    Duty(
        P.GRANT_EXCEPTION,
        "Pencabutan sanksi menunggu keputusan Anda",
        "PPK minta LKS tetap dapat diajukan perjanjiannya: cabut sementara, atau tolak.",
        "lock",
        lifts,
        show_lift,
        "partners:partners",
    ),
    Duty(
        P.APPROVE_DISBURSEMENT,
        "SPP menunggu pengujian Anda",
        "Uji SPP, lalu terbitkan SPM atau tolak dengan alasan.",
        "disbursement",
        lambda user: _disbursements(user, "proposed"),
        _show_payment,
        "grants:disbursements",
        "?state=proposed",
    ),
    Duty(
        P.RECORD_SP2D,
        "SPM menunggu SP2D",
        "Catat nomor dan tanggal SP2D begitu dana cair.",
        "disbursement",
        lambda user: _disbursements(user, "approved"),
        _show_payment,
        "grants:disbursements",
        "?state=approved",
    ),
    *REFUSED_TRANSFERS,
    Duty(
        P.RECORD_SP2D,
        "Dana di bank/pos penyalur",
        "Catat siapa yang sudah menerima, dan kembalikan yang tidak tersalurkan.",
        "clock",
        _clocks,
        _show_clock,
        "grants:clocks",
    ),
    Duty(
        P.RECORD_SP2D,
        "Selisih penerimaan",
        "LKS menyatakan menerima jumlah lain dari SP2D. Cocokkan dengan rekening koran, lalu tulis sebabnya.",
        "warning",
        _received_otherwise,
        _show_payment,
        "grants:disbursements",
        "?state=otherwise",
    ),
    Duty(
        P.RECORD_SP2D,
        "Selisih dengan bank",
        "Berkas bank menyebut jumlah lain. Tanyakan kepada bank, lalu tulis sebabnya.",
        "warning",
        lambda user: Disbursement.objects.visible_to(user).differing_from_bank().with_partner().order_by("pk"),
        _show_payment,
        "grants:disbursements",
        "?state=bank",
    ),
    Duty(
        P.PROPOSE_DISBURSEMENT,
        "Termin yang dapat diajukan",
        "Sudah tiba gilirannya: ajukan SPP. Bila pagu atau syarat lain kurang, halamannya menyebut apa.",
        "allocation",
        _payable,
        _show_instalment,
        "partners:agreements",
        "?state=active",
    ),
    Duty(
        P.CONFIRM_RETURN,
        "Setoran menunggu konfirmasi",
        "Cocokkan NTPN dan bukti setor dengan rekening kas negara.",
        "return",
        lambda user: _returns(user, "deposited").exclude(deposited_by=user),
        _show_payment,
        "grants:returns",
        "?state=deposited",
    ),
    Duty(
        P.DRAFT_AGREEMENT,
        "Konsep perjanjian",
        "Lengkapi, lalu ajukan untuk disetujui.",
        "agreement",
        lambda user: _agreements(user, "draft"),
        _show_agreement,
        "partners:agreements",
        "?state=draft",
    ),
    Duty(
        P.DRAFT_AGREEMENT,
        "Konsep adendum",
        "Samakan nilai, RAB, dan termin, lalu ajukan untuk disetujui.",
        "agreement",
        lambda user: addenda(user, "draft"),
        show_addendum,
        "partners:agreements",
        "?state=active",
    ),
    Duty(
        P.MANAGE_PARTNERS,
        "Dokumen LKS yang habis",
        "Sudah habis atau habis dalam 90 hari: minta penggantinya kepada LKS, lalu catat.",
        "partners",
        running_out,
        show_document,
        "partners:running_out",
    ),
    Duty(
        P.MANAGE_BENEFICIARIES,
        "Kunjungan lanjutan",
        "Pelayanannya sudah berakhir: kunjungi, lalu catat hasilnya.",
        "calendar",
        visits,
        show_visit,
        "beneficiaries:visits",
    ),
    Duty(
        P.MANAGE_BENEFICIARIES,
        "Dialihkan, belum dilayani penerimanya",
        "Mulai pelayanan di LKS penerimanya, atau tanyakan keadaannya.",
        "user",
        handed_over,
        show_handed_over,
        "beneficiaries:visits",
    ),
    Duty(
        P.CLOSE_ACTIVITIES,
        "Bulan Sentra Kreasi yang dapat ditutup",
        "Cocokkan omzet dengan penjualan setiap pembuat, lalu tutup.",
        "calendar",
        closable,
        show_month,
        "activities:months",
        "?state=draft",
    ),
    Duty(
        P.MANAGE_ACTIVITIES,
        "Hasil Sentra Kreasi yang belum diserahkan",
        "Serahkan kepada pembuatnya, lalu catat dengan tanda terimanya.",
        "people",
        owed,
        show_share,
        "activities:owed",
    ),
)


def _unread_citations(user: User) -> Pile | None:
    """Citations that nobody has read in the official text; they stand in no table, for the catalogue names them."""
    if Permission.AMEND_RULES not in user.permissions:
        return None
    unread = [
        cited
        for cited in Standing.of(Decision.objects.visible_to(user)).citations()
        if cited.source.state == "unconfirmed"
    ]
    if not unread:
        return None
    things = [
        Thing(f"{cited.about} {cited.title}", cited.source.text, reverse("legal:cite", args=[cited.source.key]))
        for cited in unread[:SHOWN]
    ]
    return Pile(
        "Kutipan menunggu konfirmasi Anda",
        "Baca dalam naskah resmi, lalu tulis pasal dan bunyinya dan lampirkan naskahnya.",
        "rules",
        things,
        len(unread),
        reverse("legal:citations") + "?state=unconfirmed",
    )


def piles_for(user: User) -> list[Pile]:
    """What waits for this reader, in the order in which a day's work goes."""
    piles = [duty.pile(user) for duty in DUTIES if duty.permission in user.permissions]
    return [pile for pile in (*piles, unfit_lines(user), _unread_citations(user)) if pile is not None]
