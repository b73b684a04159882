"""What auditors and inspectors do write stays in the audit room: each action with data that it takes, each form sent.

Each write is watched by its SQL. Beside the room's own tables only the trail grows, and the vault by what is attached.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission, Role
from audits.actions import (
    ask_engagement,
    change_team,
    close_engagement,
    draft_engagement,
    extend_engagement,
    grant_engagement,
    refuse_engagement,
    revise_engagement,
    send_back_engagement,
    withdraw_engagement,
)
from audits.actions import findings as of_findings
from audits.actions import papers as of_papers
from audits.actions.answers import answer_finding, record_follow_up
from audits.actions.finding_returns import open_finding_return
from audits.actions.judgements import judge_recommendation, settle_amount, withdraw_settlement
from audits.actions.places import link_places, unlink_place
from audits.actions.questions import add_question, drop_question
from audits.actions.samples import draw_sample
from audits.actions.weights import set_weights
from audits.checklist import questions_of
from audits.finding_terms import terms_of as terms_of_finding
from audits.models import Engagement, Finding, FindingPlace, Recommendation, SampleItem, Settlement
from audits.sampling import Method, Plan
from audits.settling import Part
from audits.signals import INDICATORS
from audits.terms import terms_of as terms_of_engagement
from reports.models import Report
from tests.audits.engaging import look_anew
from tests.audits.finding import supervisor
from tests.audits.test_reads_only import outside, watched
from tests.beforehand import begins_with
from tests.cast import Cast
from tests.grants.paper import scan
from tests.structure.test_layout import actions
from tests.test_access import AUDITOR, INSPECTOR, TABLE, World, quick, whole_world, world_of
from trail.refusal import NotAllowed

__all__ = ["quick"]

SignIn = Callable[[User], Client]
WHY = "Ruang lingkupnya dijelaskan lebih rinci menurut surat tugas."
#: What those do whom an audit asks; nobody of the audit does.
OF_THE_AUDITED = {"answer_finding", "record_follow_up", "open_finding_return"}
#: A search whose words stand in no address, a chain that is verified or taken home, a printed head held against it.
READ_BY_POST = {"audits:money", "audits:chain_verify", "audits:chain_export", "audits:printed"}
WEIGHTS = {indicator.key: 1 for indicator in INDICATORS}


def strange(tables: set[str]) -> set[str]:
    """Tables that are neither the room's own, nor the trail, nor where an attached file lies."""
    return {table for table in outside(tables) if not table.startswith("vault_")}


def engagement_terms(by: User) -> dict[str, Any]:
    assert by.office is not None
    today = by.office.today
    return {
        "title": "Audit ruang sendiri",
        "objective": "Menguji penyaluran dan pertanggungjawaban bantuan.",
        "starts_on": today - timedelta(days=10),
        "ends_on": today + timedelta(days=200),
        "leader": by,
        "letter_number": "ST-2/IJ/2021",
        "letter_date": today - timedelta(days=11),
    }


def finding_terms(report: Report) -> dict[str, Any]:
    return {
        "title": "Belanja tanpa kuitansi",
        "partner": report.partner,
        "asks_partner": True,
        "condition": "Belanja K-002 tidak didukung kuitansi penerima.",
        "rule": "BKU-08",
        "cause": "Bendahara tidak meminta kuitansi pada saat membayar.",
        "effect": "Pengeluaran tidak dapat diyakini kebenarannya.",
        "amount": 3_000_000,
    }


def every_question(item: SampleItem) -> dict[str, tuple[str, str]]:
    return {one.key: ("ya", "") for one in questions_of(item.sample.engagement, item.sample.source)}


class Takes:
    """Takes actions as somebody, with data that they take, and keeps what each wrote to."""

    def __init__(self) -> None:
        self.done: set[str] = set()
        self.astray: dict[str, set[str]] = {}

    def __call__(self, action: Callable[..., Any], by: User, *, at: Any = None, **given: Any) -> Any:
        """``at``: the record whose version the page had shown."""
        if at is not None:
            at.refresh_from_db()
            given["version"] = at.version
        with watched() as tables:
            found = action(**given, by=by)
        self.done.add(action.__name__)
        if strange(tables):
            self.astray[action.__name__] = strange(tables)
        return found


@begins_with(whole_world)
def test_every_action_of_an_audit_writes_in_its_own_room_alone(cast: Cast) -> None:
    world, take = world_of(cast), Takes()
    auditor, inspector, second = cast.person("auditor"), cast.person("inspector"), supervisor(cast)
    running = Engagement.objects.get(state="active")
    of_an_engagement(take, auditor, inspector)
    look_anew(auditor, inspector, second)
    of_papers_and_weights(take, running, auditor, second)
    of_a_finding(take, cast, running, world)
    assert not take.astray

    ours = {
        node.name
        for module, node in actions()
        if module.parts[0] == "audits"
        and "by"
        in inspect.signature(getattr(import_module(".".join(module.with_suffix("").parts)), node.name)).parameters
    }
    assert take.done == ours - OF_THE_AUDITED


def of_an_engagement(take: Takes, auditor: User, inspector: User) -> None:
    def drafted() -> Engagement:
        made: Engagement = take(draft_engagement, auditor, upload=scan("st.png"), **engagement_terms(auditor))
        return made

    one = drafted()
    take(revise_engagement, auditor, at=one, engagement=one, **terms_of_engagement(one) | {"title": "Audit lain"})
    take(ask_engagement, auditor, at=one, engagement=one)
    take(send_back_engagement, inspector, at=one, engagement=one, reason=WHY)
    take(ask_engagement, auditor, at=one, engagement=one)
    take(grant_engagement, inspector, at=one, engagement=one)
    until = one.ends_on + timedelta(days=20)
    take(extend_engagement, inspector, at=one, engagement=one, until=until, reason=WHY)
    team = {"leader": auditor, "supervisor": None, "members": []}
    other = User.objects.filter(office=auditor.office).exclude(pk__in=(auditor.pk, inspector.pk)).latest("pk")
    take(change_team, inspector, at=one, engagement=one, reason=WHY, **team | {"supervisor": other})
    take(close_engagement, inspector, at=one, engagement=one)
    refused = drafted()
    take(ask_engagement, auditor, at=refused, engagement=refused)
    take(refuse_engagement, inspector, at=refused, engagement=refused, reason=WHY)
    given_up = drafted()
    take(withdraw_engagement, auditor, at=given_up, engagement=given_up)


def of_papers_and_weights(take: Takes, running: Engagement, auditor: User, second: User) -> None:
    question = take(add_question, auditor, engagement=running, text="Apakah tanda tangannya asli semua?")
    take(drop_question, auditor, question=question)
    take(set_weights, auditor, engagement=running, weights=WEIGHTS, reason=WHY, after=None)
    plan = Plan(Method.RANDOM, "benih lain", size=1)
    sample = take(draw_sample, auditor, engagement=running, source="penyaluran", plan=plan, purpose="Keberadaan")
    item = sample.items.get()
    uploads = [scan("kuitansi.png")]
    given: dict[str, Any] = {"item": item, "result": "sesuai", "answers": every_question(item), "uploads": uploads}
    paper = take(of_papers.write_paper, auditor, version=None, **given)
    take(of_papers.remove_paper_file, auditor, at=paper, file=paper.files.get())
    take(of_papers.submit_paper, auditor, at=paper, paper=paper)
    take(of_papers.return_paper, second, at=paper, paper=paper, reason=WHY)
    take(of_papers.submit_paper, auditor, at=paper, paper=paper)
    take(of_papers.review_paper, second, at=paper, paper=paper)
    take(of_papers.reopen_paper, second, at=paper, paper=paper, reason=WHY)


def of_a_finding(take: Takes, cast: Cast, running: Engagement, world: World) -> None:
    """From a draft to settled money, with what the audited do in between; and what of that no auditor does."""
    auditor, inspector, second = cast.person("auditor"), cast.person("inspector"), supervisor(cast)
    report = Report.objects.get(pk=world.addresses["accepted"][0])
    treasurer, today = world.people["treasurer"], report.office.today
    wanted = {**finding_terms(report), "recommendations": ["Serahkan kuitansinya, atau setor nilainya."]}
    one: Finding = take(of_findings.draft_finding, auditor, engagement=running, **wanted)
    take(
        of_findings.revise_finding, auditor, at=one, finding=one, **terms_of_finding(one) | {"title": "Tanpa kuitansi"}
    )
    take(link_places, auditor, finding=one, report=report)
    take(unlink_place, auditor, place=FindingPlace.objects.filter(finding=one).latest("pk"))
    soon = today + timedelta(days=14)
    take(of_findings.show_finding, auditor, at=one, finding=one, answer_by=soon)
    take(of_findings.recall_finding, auditor, at=one, finding=one, reason=WHY)
    take(of_findings.show_finding, auditor, at=one, finding=one, answer_by=soon)
    answer = {"finding": one, "stance": "sebagian", "text": "Kuitansinya terselip dan kini kami lampirkan."}
    not_theirs(answer_finding, auditor, inspector, second, **answer, version=one.version)
    answer_finding(**answer, by=treasurer, version=one.version)
    take(of_findings.ask_finding_again, auditor, at=one, finding=one, answer_by=soon, reason=WHY)
    answer_finding(**answer, by=treasurer, version=one.version)
    final = {"finding": one, "report_number": "LHP-8/IJ/2021", "received_on": today}
    take(of_findings.finalise_finding, second, at=one, **final)

    # The money's return to the treasury is the balai's to open, of all people its finance staff's.
    holders = {role for role in Role if Permission.OPEN_FINDING in role.definition.permissions}
    assert holders == {Role.FINANCE}
    owed: dict[str, Any] = {"finding": one, "instalment": report.instalment, "amount": 1_000_000}
    not_theirs(open_finding_return, auditor, inspector, second, **owed)
    with watched() as tables:
        open_finding_return(**owed, by=cast.person("finance"))
    assert "grants_treasuryreturn" in strange(tables) and all(table.startswith("grants_") for table in strange(tables))

    first: Recommendation = one.recommendations.get()
    done = {"recommendation": first, "text": "Kuitansi asli terlampir di sini.", "uploads": [scan("bukti.png")]}
    not_theirs(record_follow_up, auditor, inspector, second, **done, version=first.version)
    record_follow_up(**done, by=treasurer, version=first.version)
    one.refresh_from_db()
    judged = {"recommendation": first, "finding_version": one.version, "verdict": "await_more", "reason": WHY}
    take(judge_recommendation, auditor, at=first, **judged)
    part = {"part": Part.JUSTIFIED, "amount": 1, "reason": WHY}
    settled: Settlement = take(settle_amount, auditor, at=one, recommendation=first, **part)
    take(withdraw_settlement, auditor, at=one, settlement=settled, reason=WHY)
    dropped = take(of_findings.draft_finding, auditor, engagement=running, **wanted)
    take(of_findings.drop_finding, auditor, at=dropped, finding=dropped, reason=WHY)


def not_theirs(action: Callable[..., Any], *people: User, **given: Any) -> None:
    for by in people:
        with watched() as tables, pytest.raises(NotAllowed):
            action(**given, by=by)
        assert not strange(tables), action.__name__


@begins_with(whole_world)
def test_every_form_of_the_audit_room_sent_as_it_wants_writes_in_that_room_alone(
    cast: Cast, sign_in: SignIn, quick: None
) -> None:
    """One form after another: what one has changed the next shows."""
    world, sent, wrong = world_of(cast), set(), []
    browsers = {key: sign_in(world.people[key]) for key in ("auditor", "inspector")}

    def send(name: str, typed: dict[str, Any], *, who: str = "auditor", on: list[object] | None = None) -> None:
        address = reverse(f"audits:{name}", args=world.addresses[TABLE[f"audits:{name}"].on] if on is None else on)
        with watched() as tables:
            status = browsers[who].post(address, typed).status_code
        sent.add(f"audits:{name}")
        if status != 302 or strange(tables):
            wrong.append(f"{who} posts to {name}: {status} writes {strange(tables)}")

    engagement = Engagement.objects.get(pk=world.addresses["engagement"][0])
    send("question_drop", {})
    send("questions", {"text": "Apakah tanda tangannya asli semua?", "source": ""})
    bobot = {f"bobot-{key}": str(weight) for key, weight in WEIGHTS.items()}
    send("weights", bobot | {"reason": WHY, "after": ""})
    drawn = {"purpose": "Keberadaan", "source": "penyaluran", "method": "acak", "seed": "benih-2", "size": "1"}
    more = {"confidence": "95", "strata": "nilai", "minimum": "1", "tarik": ""}
    send("sample_new", drawn | more)
    item = SampleItem.objects.get(pk=world.addresses["sample item"][0])
    send("paper_file_remove", {"version": item.paper.version})
    given = {f"jawab-{key}": answer for key, (answer, _) in every_question(item).items()}
    send("paper_write", given | {"version": item.paper.version, "result": "sesuai", "audited": "", "note": ""})
    item.paper.refresh_from_db()
    send("paper_step", {"step": "submit", "version": item.paper.version})

    report = Report.objects.get(pk=world.addresses["accepted"][0])
    typed = finding_terms(report) | {"partner": report.partner_id, "asks_partner": "on", "recommendations": "Setor."}
    send("finding_new", typed | {"engagement": engagement.pk})
    draft = Finding.objects.get(pk=world.addresses["finding draft"][0])
    send("finding_unpoint", {})
    send("finding_point", {"report": report.pk})
    draft.refresh_from_db()
    send("finding_edit", typed | {"version": draft.version, "recommendations": "Setor nilainya ke kas negara."})
    draft.refresh_from_db()
    show = {"step": "show", "version": draft.version, "answer_by": report.office.today + timedelta(days=7)}
    send("finding_step", show, on=[draft.pk])
    final, first = (
        model.objects.get(pk=world.addresses[on][0])  # type: ignore[attr-defined]
        for model, on in ((Finding, "finding"), (Recommendation, "recommendation"))
    )
    send("settlement_withdraw", {"version": final.version, "reason": WHY})
    final.refresh_from_db()
    send("recommendation_settle", {"version": final.version, "part": "justified", "amount": "1", "reason": WHY})
    final.refresh_from_db()
    judged = {"version": first.version, "finding_version": final.version, "verdict": "await_more", "reason": WHY}
    send("recommendation_judge", judged)

    terms = engagement_terms(cast.person("auditor"))
    asked = terms | {"leader": terms["leader"].pk, "years": "2021"}
    send("engagement_new", asked | {"upload": scan("st.png")})
    mine = Engagement.objects.get(pk=world.addresses["engagement draft"][0])
    send("engagement_edit", asked | {"version": mine.version})
    mine.refresh_from_db()
    send("engagement_step", {"step": "ask", "version": mine.version}, on=[mine.pk])
    mine.refresh_from_db()
    send("engagement_step", {"step": "grant", "version": mine.version}, who="inspector", on=[mine.pk])
    until = {"until": engagement.ends_on + timedelta(days=5), "reason": WHY, "version": engagement.version}
    send("engagement_extend", until, who="inspector")
    engagement.refresh_from_db()
    team = {"leader": terms["leader"].pk, "reason": WHY, "version": engagement.version}
    send("engagement_team", team, who="inspector")
    assert not wrong, "\n".join(wrong)

    # All that they may post to is sent above, but for what only reads.
    for name, row in TABLE.items():
        if name.startswith("audits:") and {*AUDITOR, *INSPECTOR} & set(row.who) and name not in sent | READ_BY_POST:
            status = browsers["auditor"].post(reverse(name, args=world.addresses[row.on])).status_code
            assert status == 405, f"{name}: {status}"
