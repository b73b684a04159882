"""Writes about findings by the auditors: drafting, putting before whom they concern, making final, dropping."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from accounts.roles import Permission
from audits.finalising import finalisers, who_finalises
from audits.finding_terms import FindingTerms, told
from audits.locks import locked_engagement, locked_finding
from audits.models import Engagement, Finding, Recommendation, WorkingPaper
from audits.paper_findings import point_at_tested
from audits.pointing import point_at_origin, require_theirs
from audits.rights import covers, engagements_to_write_in, require_team
from legal.law import current_law
from partners.saving import save_checked
from partners.validity import require_not_future, require_order, require_permission
from regulations.dates import tanggal
from regulations.parameters import FOLLOW_UP_DAYS
from trail.authors import has_written
from trail.changed import difference
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage
from trail.transition import transition

#: The four parts beside the recommendations, and one of each that would do.
PARTS = {
    "condition": ("Kondisi", "Belanja K-012 sebesar Rp2.000.000 tidak didukung kuitansi penerima."),
    "cause": ("Sebab", "Bendahara tidak meminta kuitansi pada saat membayar."),
    "effect": ("Akibat", "Pengeluaran tidak dapat diyakini kebenarannya."),
}
#: Nobody answers a finding well in less than a day, or should need half a year.
LONGEST_TO_ANSWER = timedelta(days=180)


@transaction.atomic
def draft_finding(*, engagement: Engagement, by: User, paper: WorkingPaper | None = None, **terms: Any) -> Finding:
    """Draft a finding of a running engagement of whose team the actor is; nobody audited sees it yet.

    ``terms`` are those of ``audits.finding_terms.FindingTerms``. With ``origin`` it points at the lines and evidence
    of that finding of a rule; with ``paper``, a working paper of the engagement, at what that tested. Refuses
    whom the engagement's scope does not name, and to point at what is not theirs.
    """
    require_permission(by, Permission.AUDIT, "menulis temuan", engagement)
    # Taken first: it may be about to end; and two who write at once get two numbers.
    locked_engagement(engagement)
    if engagement.pk not in {one.pk for one in engagements_to_write_in(by)}:
        raise NotAllowed("Temuan ditulis oleh tim penugasan selama penugasannya berjalan.")
    if paper is not None and paper.engagement_id != engagement.pk:
        raise Refusal(
            f"{paper} bukan kertas kerja penugasan ini.",
            "Tulis temuannya dalam penugasan yang memuat kertas kerja itu.",
        )
    wanted = FindingTerms(**terms)
    fields = wanted.fields()
    _require_covered(engagement, wanted, fields)
    last = engagement.findings.aggregate(last=Max("number"))["last"] or 0
    finding = Finding(engagement=engagement, number=last + 1, drafted_by=by, origin=wanted.origin, **fields)
    save_checked(finding, taken="Temuan bernomor ini baru saja ditulis orang lain. Simpan sekali lagi.")
    _recommend(finding, wanted)
    pointed = point_at_origin(finding) if wanted.origin else 0
    data = {**told(fields), "recommendations": list(wanted.recommendations)}
    if wanted.origin:
        data |= {"origin": wanted.origin.rule, "places": pointed}
    if paper is not None:
        data |= {"paper": paper.number, "places": point_at_tested(finding, paper)}
    require_theirs(finding)
    record_event(verb="finding.draft", obj=finding, by=by, data=data)
    return finding


@transaction.atomic
def revise_finding(*, finding: Finding, by: User, version: int, **terms: Any) -> Finding:
    """Change a draft; what was put before somebody is recalled first, so that they answer what becomes final."""
    require_permission(by, Permission.AUDIT, "mengubah temuan ini", finding)
    require_team(finding.engagement, by, "mengubah temuannya")
    row = locked_finding(finding)
    if row.state != "draft":
        raise Refusal(
            f"Temuan ini berstatus “{row.state_label}”, jadi isinya tidak dapat diubah.",
            "Tarik kembali dahulu bila belum final; yang bersangkutan lalu menanggapi isi yang baru.",
        )
    if row.version != version:
        raise StalePage("Temuan ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa.")
    wanted = FindingTerms(**terms)
    fields = wanted.fields()
    _require_covered(row.engagement, wanted, fields)
    plain = {name: value for name, value in fields.items() if name in told(fields)}
    changes = {
        name: {end: None if value is None else told({name: value})[name] for end, value in change.items()}
        for name, change in difference(row, plain).items()
    }
    before = list(row.recommendations.values_list("text", flat=True))
    if before != list(wanted.recommendations):
        changes["recommendations"] = {"from": before, "to": list(wanted.recommendations)}
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    save_checked(row, taken="Temuan ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa.")
    require_theirs(row)
    _recommend(row, wanted)
    record_event(verb="finding.revise", obj=row, by=by, data={"changes": changes})
    finding.refresh_from_db()
    return finding


@transaction.atomic
def show_finding(*, finding: Finding, answer_by: date, by: User, version: int) -> Finding:
    """Put a draft before the LKS or the balai, which answers until that day. Refuses one with a part missing."""
    require_team(finding.engagement, by, "menyampaikan temuannya")
    for name, (label, example) in PARTS.items():
        sentence_in(getattr(finding, name), example=example, what=label)
    if not (finding.rule or finding.criteria):
        raise Refusal("Kriteria belum diisi. Pilih aturan dari katalog, atau tulis kriterianya.")
    if not finding.recommendations.exists():
        raise Refusal("Belum ada rekomendasi. Tulis paling sedikit satu.")
    return _ask(finding, "show", answer_by, by=by, version=version)


@transaction.atomic
def ask_finding_again(*, finding: Finding, answer_by: date, reason: str, by: User, version: int) -> Finding:
    """Ask whom it concerns once more, with a reason; what they have answered stands."""
    require_team(finding.engagement, by, "meminta tanggapan lagi")
    return _ask(finding, "ask_again", answer_by, by=by, version=version, reason=reason)


@transaction.atomic
def recall_finding(*, finding: Finding, reason: str, by: User, version: int) -> Finding:
    """Take a finding back to change it, with a reason; whom it was shown to sees it no more until it is shown again."""
    require_team(finding.engagement, by, "menarik temuannya")
    unshown = {f"{step}_{name}": None for step in ("shown", "answered") for name in ("by_id", "at")}
    return transition(finding, "recall", by=by, version=version, reason=reason, changes={**unshown, "answer_by": None})


@transaction.atomic
def drop_finding(*, finding: Finding, reason: str, by: User, version: int) -> Finding:
    """Give up a finding that has not become final, with a reason."""
    require_team(finding.engagement, by, "menghentikan temuannya")
    return transition(finding, "drop", by=by, version=version, reason=reason)


@transaction.atomic
def finalise_finding(*, finding: Finding, report_number: str, received_on: date, by: User, version: int) -> Finding:
    """Make a finding final, by the head of the team or its supervisor; its follow-up runs from the day of receipt.

    Refuses who wrote any of it, one that nobody has answered while there are days left to answer in, and a day of
    receipt that is before the engagement began or still to come. Before it was shown here it may be: what was
    discussed on paper is kept too.
    """
    if by.pk not in {user.pk for user in finalisers(finding)}:
        _refuse_to_finalise(finding, by)
    left = finding.days_to_answer
    if finding.state == "shown" and left is not None and left >= 0 and finding.answer_by:
        raise Refusal(f"Tanggapan masih ditunggu sampai {tanggal(finding.answer_by)}.")
    number = " ".join(report_number.split())
    if not number:
        raise Refusal("Nomor laporan hasil pemeriksaan belum diisi.")
    require_not_future("Tanggal diterima", received_on)
    require_order("hari pertama penugasan", finding.engagement.starts_on, "Tanggal diterima", received_on)
    due_on = received_on + timedelta(days=current_law().on(FOLLOW_UP_DAYS, received_on))
    final = transition(
        finding,
        "finalise",
        by=by,
        version=version,
        changes={"report_number": number, "received_on": received_on},
        data={"report_number": number, "received_on": received_on.isoformat(), "due_on": due_on.isoformat()},
    )
    Recommendation.objects.filter(finding=final).update(due_on=due_on)
    return final


def _ask(finding: Finding, step: str, answer_by: date, *, by: User, version: int, reason: str = "") -> Finding:
    today = finding.office.today
    if not today < answer_by <= today + LONGEST_TO_ANSWER:
        raise Refusal(
            f"{tanggal(answer_by)} tidak dapat menjadi batas tanggapan.",
            f"Pilih hari sesudah hari ini, paling lambat {tanggal(today + LONGEST_TO_ANSWER)}.",
        )
    return transition(
        finding,
        step,
        by=by,
        version=version,
        reason=reason,
        changes={"answer_by": answer_by, "round": finding.round + 1},
        data={"answer_by": answer_by.isoformat()},
    )


def _refuse_to_finalise(finding: Finding, by: User) -> None:
    require_team(finding.engagement, by, "menetapkan temuannya final")
    if has_written(finding, by):
        raise NotAllowed(
            "Temuan ini ditetapkan final oleh orang lain: Anda sendiri ikut menulisnya.", who_finalises(finding)
        )
    raise NotAllowed("Hanya ketua tim atau pengendali teknisnya yang menetapkan temuan final.", who_finalises(finding))


def _require_covered(engagement: Engagement, wanted: FindingTerms, fields: dict[str, Any]) -> None:
    if not covers(engagement, wanted.partner, fields["office"].chain):
        whom = wanted.partner or fields["office"]
        raise Refusal(f"{whom} tidak tercakup penugasan ini. Pilih yang tercakup, atau penugasan lain.")


def _recommend(finding: Finding, wanted: FindingTerms) -> None:
    """Make these its recommendations; while it is drafted nothing hangs on them."""
    finding.recommendations.all().delete()
    Recommendation.objects.bulk_create(
        Recommendation(finding=finding, number=number, text=text)
        for number, text in enumerate(wanted.recommendations, start=1)
    )
