"""Findings of the demonstration: one overdue, one answered, one to be answered, one followed up in part."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from audits.actions.answers import answer_finding, record_follow_up
from audits.actions.finding_returns import open_finding_return
from audits.actions.findings import draft_finding, finalise_finding, show_finding
from audits.actions.judgements import judge_recommendation, settle_amount
from audits.actions.places import link_places
from audits.models import Engagement, Finding
from audits.prefilling import prefilled
from audits.settling import Part
from desk.demo import people
from desk.demo.papers import bank_letter, bank_slip
from grants.actions import confirm_return, deposit_return
from partners.models import Partner
from reports.models import JudgedFinding, Report

ANSWERED, ASKED, FOLLOWED = "LKS Mawar Persada", "LKS Banati", "LKS Sakura"
NTPN, BILLING = "DEM0TEMUANC0NT0H", "820999000099001"


def find_in_an_office(engagement: Engagement) -> None:
    """A finding about no LKS, of an engagement that is over: final long ago, one recommendation met, one overdue."""
    office = people.office(people.OTHER_BALAI)
    auditor, kpa = people.person("auditor"), people.person("kpa.harapan")
    finding = _draft(
        engagement,
        title="Monitoring LKS tidak dijadwalkan",
        office=office,
        asks_office=True,
        condition="Dari dua LKS hanya satu yang dikunjungi, dan tidak ada berita acara kunjungannya (contoh).",
        criteria="Rencana kerja tahunan balai: setiap LKS dikunjungi paling sedikit sekali setahun (contoh).",
        cause="Petugas monitoring belum ditunjuk dengan surat tugas.",
        effect="Penggunaan bantuan tidak diketahui balai sampai laporannya masuk.",
        recommendations=["Tunjuk petugas monitoring.", "Susun jadwal kunjungan dan berita acaranya."],
    )
    _show(finding, days=7)
    said = "Kami sependapat. Petugas akan ditunjuk dan jadwalnya disusun bulan ini."
    answer_finding(finding=finding, stance="sependapat", text=said, by=kpa, version=finding.version)
    _finalise(finding, "LHP-01/IJ/CONTOH", received=110)
    first, _ = finding.recommendations.all()
    done = "Petugas monitoring sudah ditunjuk dengan surat tugas terlampir."
    proof = bank_letter("Surat tugas monitoring (contoh)")
    record_follow_up(recommendation=first, text=done, uploads=[proof], by=kpa, version=first.version)
    judge_recommendation(
        recommendation=first,
        verdict="accept",
        reason="",
        by=auditor,
        version=first.version,
        finding_version=finding.version,
    )


@transaction.atomic
def find_and_follow_up() -> None:
    """Findings about three LKS, by the team of the engagement that runs; does nothing where there is one already."""
    engagement = Engagement.objects.filter(state="active", team__user=people.person("auditor")).order_by("pk").first()
    if engagement is None or engagement.findings.exists():
        return
    _answered(engagement)
    _asked(engagement)
    _followed(engagement)


def _answered(engagement: Engagement) -> None:
    """Made of what a rule has found, with one click; the treasurer has answered."""
    of_book = JudgedFinding.objects.filter(sheet="BKU", row__isnull=False).exclude(rule__startswith="INT")
    rows = of_book.filter(revision__report__partner__name=ANSWERED)
    origin = rows.order_by("pk").first()
    if origin is None:
        return
    finding = _draft(
        engagement,
        **_typed(prefilled(origin)),
        cause="Bendahara baru belum dilatih mengisi buku kas.",
        effect="Pengeluaran tidak dapat diyakini kebenarannya.",
        origin=origin,
    )
    _show(finding, days=10)
    answer_finding(
        finding=finding,
        stance="sebagian",
        text="Sebagian salah ketik dan akan kami perbaiki; notanya ada dan kami lampirkan.",
        uploads=[bank_letter("Nota pembelian (contoh)")],
        by=_officer(ANSWERED),
        version=finding.version,
    )


def _asked(engagement: Engagement) -> None:
    """Shown to the LKS and to its balai; both have still to answer."""
    partner = Partner.objects.filter(name=ASKED).first()
    if partner is None:
        return
    finding = _draft(
        engagement,
        title="Barang belum ditempeli tanda inventaris",
        partner=partner,
        asks_partner=True,
        asks_office=True,
        condition="Peralatan yang dibeli dari bantuan belum ditempeli tanda inventaris (contoh).",
        criteria="Perjanjian kerja sama: barang dari bantuan dicatat dan diberi tanda (contoh).",
        cause="Daftar inventaris belum dibuat sejak barangnya diterima.",
        effect="Barang mudah tertukar dengan milik LKS sendiri.",
        recommendations=["Buat daftar inventaris dan tempelkan tandanya."],
    )
    _show(finding, days=14)


def _followed(engagement: Engagement) -> None:
    """Final: a part was documented, a part has gone back to the treasury, the rest is open."""
    report = Report.objects.filter(partner__name=FOLLOWED).order_by("pk").first()
    if report is None:
        return
    auditor, finance, treasurer = people.person("auditor"), people.person("keuangan"), _officer(FOLLOWED)
    finding = _draft(
        engagement,
        title="Harga peralatan melebihi harga pasar",
        partner=report.partner,
        asks_partner=True,
        condition="Peralatan memasak dibeli lebih mahal dari harga toko sejenis, selisihnya Rp2.000.000 (contoh).",
        criteria="Perjanjian kerja sama: pembelian memakai harga wajar (contoh).",
        cause="Hanya satu toko yang ditanya harganya.",
        effect="Bantuan terpakai lebih banyak dari yang perlu.",
        amount=2_000_000,
        recommendations=["Setor selisih harga, atau buktikan kewajarannya.", "Tanyakan harga kepada tiga toko."],
    )
    _show(finding, days=5, points_at=report)
    said = "Sebagian selisih adalah ongkos angkut; sisanya kami setor."
    answer_finding(finding=finding, stance="sebagian", text=said, by=treasurer, version=finding.version)
    _finalise(finding, "LHP-02/IJ/CONTOH", received=15)
    opened = open_finding_return(finding=finding, instalment=report.instalment, amount=900_000, by=finance)
    owed, today = opened.treasury_return, finding.office.today
    deposit_return(
        treasury_return=owed,
        billing_code=BILLING,
        ntpn=NTPN,
        paid_on=today - timedelta(days=2),
        upload=bank_slip(f"NTPN {NTPN}\nSetoran temuan {FOLLOWED}"),
        by=treasurer,
        version=owed.version,
    )
    confirm_return(treasury_return=owed, by=finance, version=owed.version)
    first, second = finding.recommendations.all()
    done = "Rp900.000 sudah disetor; nota ongkos angkut Rp600.000 terlampir."
    nota = bank_letter("Nota ongkos angkut (contoh)")
    record_follow_up(
        recommendation=first,
        text=done,
        uploads=[nota],
        treasury_return=owed,
        by=treasurer,
        version=first.version,
    )
    given: dict[str, Any] = {"recommendation": first, "by": auditor}
    settle_amount(part=Part.RETURNED, amount=900_000, treasury_return=owed, version=finding.version, **given)
    finding.refresh_from_db()
    why = "Nota ongkos angkut sah dan cocok dengan tanggal kirimnya."
    settle_amount(part=Part.DOCUMENTED, amount=600_000, reason=why, version=finding.version, **given)
    more = "Rp500.000 masih terbuka: belum disetor dan belum ada buktinya."
    finding.refresh_from_db()
    versions = {"version": first.version, "finding_version": finding.version}
    judge_recommendation(verdict="await_more", reason=more, **versions, **given)
    plan = "Formulir pembanding harga sudah dibuat dan dipakai sejak bulan ini."
    form = bank_letter("Formulir pembanding harga (contoh)")
    record_follow_up(recommendation=second, text=plan, uploads=[form], by=treasurer, version=second.version)


def _draft(engagement: Engagement, **terms: Any) -> Finding:
    return draft_finding(engagement=engagement, by=people.person("auditor"), **terms)


def _typed(begun: dict[str, Any]) -> dict[str, Any]:
    """What the form begins with, as it sends it."""
    return begun | {"recommendations": [begun["recommendations"]]}


def _show(finding: Finding, *, days: int, points_at: Report | None = None) -> None:
    auditor = people.person("auditor")
    if points_at is not None:
        link_places(finding=finding, report=points_at, by=auditor)
    answer_by = finding.office.today + timedelta(days=days)
    show_finding(finding=finding, answer_by=answer_by, by=auditor, version=finding.version)


def _finalise(finding: Finding, number: str, *, received: int) -> None:
    """Made final by the supervisor, in a report that was received so many days ago."""
    finalise_finding(
        finding=finding,
        report_number=number,
        received_on=finding.office.today - timedelta(days=received),
        by=people.person("pengendali"),
        version=finding.version,
    )


def _officer(name: str) -> User:
    partner = Partner.objects.get(name=name)
    user = partner.officers.get(role=Role.TREASURER.value, active=True).user
    assert user is not None, "the LKS of a scene has its officers"
    found: User = user
    return found
