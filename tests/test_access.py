"""Every address for every role, for other offices and LKS, and for a stranger: one table.

A new address fails ``test_every_address_has_its_row`` until it has a row here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from unittest import mock

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from audits.actions.judgements import settle_amount
from audits.actions.papers import write_paper
from audits.actions.places import link_places
from audits.actions.questions import add_question
from audits.actions.samples import draw_sample
from audits.models import Engagement
from audits.sampling import Method, Plan
from audits.settling import Part
from beneficiaries.actions import end_service, record_follow_up
from grants.actions import add_recipient, record_death
from grants.actions.batches import attach_payment_document, make_batch
from grants.models import BankMatch, Decree, DecreeRecipient, Delivery
from partners.actions import record_document
from partners.models import Termination
from reports.actions import submit_report
from reports.actions.review import accept_report, verify_report
from reports.intake.template import make_workbook
from reports.models import Report
from tests.activities.selling import begun, closed, handed, sold
from tests.audits.engaging import drafted
from tests.audits.finding import drafted as drafted_finding
from tests.audits.finding import final, followed_up
from tests.beforehand import begins_with
from tests.beneficiaries.serving import given, ready, served
from tests.cast import NIK, Cast
from tests.grants.asking import came_back, exception_asked
from tests.grants.bank import LIST, sp2d_line, taken_in
from tests.grants.paper import scan
from tests.imports.sending import death_list, sent
from tests.legal.deciding import confirm
from tests.partners.living import end_asked, extended, lift_asked, trained
from tests.reports.stage import Stage, photo, stage_of

LKS = frozenset({"treasurer", "head"})
FINANCE = frozenset({"finance"})
OFFICE = frozenset({"verifier", "ppk", "ppspm", "finance", "kpa", "office_auditor", "auditor", "inspector"})
READERS = LKS | OFFICE
EVERYBODY = READERS | {"legal", "admin"}
PEOPLE = sorted(EVERYBODY)
#: People of another office or LKS, by what they are there.
OUTSIDERS = {"other_finance": "finance", "other_treasurer": "treasurer", "other_ppk": "ppk"}

#: What somebody types who wants a spreadsheet to run it.
EVIL = '=HYPERLINK("http://jahat.test";"a")'

#: What "may" looks like: the page, a redirect after a POST, or a refusal with reasons. Never 403, 404 or 500.
MAY = {200, 302, 409, 422}


@dataclass(frozen=True)
class Row:
    """Who may; by which method; and on which record of the world, if any."""

    who: frozenset[str]
    method: str = "get"
    on: str = ""  # key of the world's addresses; "" for a page about nobody's record

    @property
    def id(self) -> str:
        return f"{self.method} {self.on}"


def get(who: frozenset[str], on: str = "") -> Row:
    return Row(who, "get", on)


def post(who: frozenset[str], on: str = "") -> Row:
    return Row(who, "post", on)


ADMIN, LEGAL = frozenset({"admin"}), frozenset({"legal"})
VERIFIER, PPK, PPSPM = frozenset({"verifier"}), frozenset({"ppk"}), frozenset({"ppspm"})
TREASURER, AUDITORS = frozenset({"treasurer"}), frozenset({"auditor", "office_auditor", "inspector"})
AUDITOR, INSPECTOR = frozenset({"auditor"}), frozenset({"inspector"})

#: Whom an audit asks, and all who see its findings.
AUDITED = LKS | FINANCE | {"kpa"}
FINDERS = AUDITED | AUDITOR | INSPECTOR

#: Who keeps the register of beneficiaries.
SERVING = VERIFIER | FINANCE

TABLE: dict[str, Row] = {
    "desk:home": get(EVERYBODY),
    "accounts:people": get(ADMIN),
    "accounts:person_new": get(ADMIN),
    "accounts:office": get(ADMIN),
    "accounts:person": get(ADMIN, "person"),
    "accounts:person_close": post(ADMIN, "person"),
    "accounts:person_reopen": post(ADMIN, "person"),
    "accounts:filter_save": post(READERS),
    "accounts:filter_forget": post(READERS, "saved filter"),
    "partners:partners": get(READERS),
    "partners:partner_new": get(FINANCE),
    "partners:partners_export": get(READERS),
    "partners:partner": get(READERS, "partner"),
    "partners:partner_edit": get(FINANCE, "partner"),
    "partners:officer": get(FINANCE, "officer"),
    "partners:document_new": get(FINANCE, "partner"),
    "partners:account": get(FINANCE, "partner"),
    "partners:document": get(FINANCE, "document"),
    "partners:document_file": get(READERS, "document"),
    "partners:agreements": get(READERS),
    "partners:agreement_new": get(FINANCE),
    "partners:agreement": get(READERS, "agreement"),
    "partners:agreement_edit": get(FINANCE, "draft"),
    "partners:agreement_delete": post(FINANCE, "draft"),
    "partners:agreement_step": post(FINANCE | PPK, "draft"),
    "partners:agreement_letter": get(READERS, "agreement"),
    "partners:agreement_terminate": get(FINANCE, "agreement"),
    "partners:termination": get(READERS, "termination"),
    "partners:termination_step": post(FINANCE | PPK, "termination"),
    "partners:termination_paper": get(READERS, "termination"),
    "partners:running_out": get(READERS),
    "partners:lift_new": get(PPK, "partner"),
    "partners:lift": get(READERS, "lift"),
    "partners:lift_step": post(PPK | {"kpa"}, "lift"),
    "partners:addendum_new": get(FINANCE, "agreement"),
    "partners:addendum": get(READERS, "addendum"),
    "partners:addendum_edit": get(FINANCE, "addendum"),
    "partners:addendum_step": post(FINANCE | PPK, "addendum"),
    "partners:addendum_approve": get(PPK, "addendum"),
    "partners:addendum_scan": get(READERS, "signed addendum"),
    "partners:trainings": get(READERS),
    "partners:training_new": get(FINANCE),
    "partners:trainings_export": get(READERS),
    "partners:training_condition": get(PPK | {"kpa"}),
    "partners:training": get(READERS, "training"),
    "partners:training_edit": get(FINANCE, "training"),
    "partners:participant_new": post(FINANCE, "training"),
    "partners:participant_remove": post(FINANCE, "participant"),
    "grants:allocations": get(OFFICE),
    "grants:allocation_new": get(FINANCE),
    "grants:allocations_export": get(OFFICE),
    "grants:allocation_import": get(FINANCE),
    "grants:allocation": get(OFFICE, "allocation"),
    "grants:allocation_revise": get(FINANCE, "allocation"),
    "grants:agreement_money": get(READERS, "agreement"),
    "grants:decree_new": get(PPK, "agreement"),
    "grants:decrees": get(READERS),
    "grants:decree": get(READERS, "decree"),
    "grants:decree_edit": get(PPK, "decree draft"),
    "grants:decree_step": post(PPK | frozenset({"kpa"}), "decree draft"),
    "grants:decree_scan": post(PPK, "decree draft"),
    "grants:decree_changes": get(READERS, "decree draft"),
    "grants:decree_export": get(READERS, "decree"),
    "grants:recipient_new": get(PPK, "decree draft"),
    "grants:recipient_remove": post(PPK, "recipient"),
    "grants:decree_file": get(READERS, "decree"),
    "grants:exceptions": get(OFFICE),
    "grants:exception_new": get(PPK, "instalment"),
    "grants:exception": get(OFFICE, "exception"),
    "grants:exception_step": post(PPK | {"kpa"}, "exception"),
    "grants:disbursement_new": get(FINANCE, "instalment"),
    "grants:disbursements": get(READERS),
    "grants:disbursement": get(READERS, "disbursement"),
    "grants:disbursement_approve": post(PPSPM, "disbursement"),
    "grants:disbursement_reject": post(PPSPM, "disbursement"),
    "grants:disbursement_pay": post(FINANCE, "disbursement"),
    "grants:disbursement_retur": post(FINANCE, "disbursement"),
    "grants:disbursement_repay": post(FINANCE, "disbursement"),
    "grants:retur_paper": get(OFFICE, "retur"),
    "grants:account_change_new": get(FINANCE, "disbursement"),
    "grants:account_change": get(OFFICE, "account change"),
    "grants:account_change_step": post(FINANCE | PPSPM, "account change"),
    "grants:account_change_paper": get(OFFICE, "account change"),
    "grants:disbursement_take_back": post(TREASURER, "disbursement"),
    "grants:disbursement_see_late": post(PPK, "disbursement"),
    "grants:disbursement_cancel": post(PPSPM, "disbursement"),
    "grants:disbursement_receive": post(TREASURER, "disbursement"),
    "grants:disbursement_explain": post(FINANCE, "disbursement"),
    "grants:disbursement_attach": post(FINANCE | PPSPM | TREASURER, "disbursement"),
    "grants:payment_document": get(READERS, "payment document"),
    "grants:batches": get(OFFICE),
    "grants:batch_new": get(FINANCE),
    "grants:batch": get(OFFICE, "batch"),
    "grants:batch_fill": post(FINANCE, "batch"),
    "grants:batch_approve": post(PPSPM, "batch"),
    "grants:batch_print": get(OFFICE, "batch"),
    "grants:clocks": get(READERS),
    "grants:deliveries": get(READERS, "disbursement"),
    "grants:deliveries_start": post(FINANCE, "disbursement"),
    "grants:deliveries_mark": post(FINANCE, "disbursement"),
    "grants:deliveries_return": post(FINANCE, "disbursement"),
    "grants:delivery_correct": post(FINANCE, "delivery"),
    "grants:delivery_proof": get(READERS, "delivery"),
    "grants:bank_files": get(OFFICE),
    "grants:bank_file_new": get(FINANCE),
    "grants:bank_file_read": get(FINANCE, "bank upload"),
    "grants:bank_file": get(OFFICE, "bank file"),
    "grants:bank_file_confirm": post(FINANCE, "bank file"),
    "grants:bank_difference": post(FINANCE, "bank match"),
    "grants:bank_file_download": get(OFFICE, "bank file"),
    "grants:deaths": get(VERIFIER | FINANCE | AUDITORS),
    "grants:death_new": get(FINANCE),
    "grants:death_withdraw": get(FINANCE, "death"),
    "grants:returns": get(READERS),
    "grants:returns_export": get(READERS),
    "grants:returns_print": get(READERS),
    "grants:finding_new": get(FINANCE, "instalment"),
    "grants:finding_paper": get(READERS, "return"),
    "grants:return": get(READERS, "return"),
    "grants:return_deposit": post(TREASURER | FINANCE, "return"),
    "grants:return_confirm": post(FINANCE | PPSPM, "return"),
    "grants:return_refuse": post(FINANCE | PPSPM, "return"),
    "grants:return_withdraw": post(PPK, "return"),
    "grants:return_proof": get(READERS, "return"),
    "beneficiaries:people": get(READERS),
    "beneficiaries:find": get(READERS),
    "beneficiaries:person_new": get(SERVING),
    "beneficiaries:people_export": get(READERS),
    "beneficiaries:person": get(READERS, "beneficiary"),
    "beneficiaries:person_edit": get(SERVING, "beneficiary"),
    "beneficiaries:open": get(SERVING | AUDITORS, "beneficiary"),
    "beneficiaries:person_step": get(SERVING, "beneficiary"),
    "beneficiaries:check_new": get(SERVING, "beneficiary"),
    "beneficiaries:service_new": get(SERVING, "beneficiary"),
    "beneficiaries:visits": get(READERS),
    "beneficiaries:hand_over": get(SERVING, "agreement"),
    "beneficiaries:service": get(READERS, "service"),
    "beneficiaries:assess": get(SERVING, "service"),
    "beneficiaries:confer": get(SERVING, "service"),
    "beneficiaries:companion": get(SERVING, "service"),
    "beneficiaries:service_end": get(SERVING, "service"),
    "beneficiaries:visit_new": get(SERVING, "service"),
    "beneficiaries:service_paper": get(READERS, "service paper"),
    "beneficiaries:visit_file": get(READERS, "visit"),
    "beneficiaries:aid_new": get(SERVING, "service"),
    "beneficiaries:aid_list": get(READERS),
    "beneficiaries:aid_export": get(READERS),
    "beneficiaries:aid": get(READERS, "aid"),
    "beneficiaries:aid_attach": get(SERVING, "aid"),
    "beneficiaries:aid_withdraw": get(SERVING, "aid"),
    "beneficiaries:aid_paper": get(READERS, "aid paper"),
    "beneficiaries:repeats": get(READERS),
    "beneficiaries:repeats_export": get(READERS),
    "activities:months": get(OFFICE),
    "activities:month_new": get(FINANCE),
    "activities:maker_new": get(FINANCE),
    "activities:months_export": get(OFFICE),
    "activities:recap": get(OFFICE),
    "activities:recap_export": get(OFFICE),
    "activities:recap_paper": get(OFFICE),
    "activities:owed": get(OFFICE),
    "activities:owed_export": get(OFFICE),
    "activities:month": get(OFFICE, "sales month"),
    "activities:month_print": get(OFFICE, "sales month"),
    "activities:month_edit": get(FINANCE, "sales draft"),
    "activities:month_close": post(PPK | {"kpa"}, "sales draft"),
    "activities:month_discard": post(FINANCE, "sales draft"),
    "activities:month_correct": get(FINANCE, "sales month"),
    "activities:sale_new": post(FINANCE, "sales draft"),
    "activities:sale_remove": post(FINANCE, "sale"),
    "activities:hand_over": get(FINANCE, "share"),
    "activities:receipt": get(OFFICE, "hand-over"),
    "activities:hand_over_withdraw": get(FINANCE, "hand-over"),
    "activities:served": get(READERS),
    "activities:served_people": get(READERS),
    "activities:served_export": get(READERS),
    "activities:served_paper": get(OFFICE),
    "imports:upload": get(FINANCE, "kind"),
    "imports:upload_for": get(FINANCE, "context"),
    "imports:template": get(FINANCE, "kind"),
    "imports:run": get(FINANCE, "import"),
    "imports:confirm": post(FINANCE, "import"),
    "imports:recheck": post(FINANCE, "import"),
    "imports:cancel": post(FINANCE, "import"),
    "imports:refused": get(FINANCE, "refused rows"),
    "legal:rules": get(EVERYBODY - ADMIN),
    "legal:rule": get(EVERYBODY - ADMIN, "rule"),
    "legal:citations": get(EVERYBODY - ADMIN),
    "legal:cite": get(LEGAL, "citation"),
    "legal:figures": get(EVERYBODY - ADMIN),
    "legal:refigure": get(LEGAL, "parameter"),
    "legal:decisions": get(EVERYBODY - ADMIN),
    "legal:official_text": get(EVERYBODY - ADMIN, "decision"),
    "legal:withdraw": post(LEGAL, "decision"),
    "legal:second": post(LEGAL | {"kpa"}, "decision"),
    "legal:retire": get(LEGAL, "rule"),
    "legal:reinstate": get(LEGAL, "rule"),
    "reports:try_out": get(EVERYBODY - ADMIN),
    "reports:practice_workbook": get(EVERYBODY - ADMIN, "exercise"),
    "reports:reports": get(READERS),
    "reports:report": get(READERS, "report"),
    "reports:workbook": get(READERS, "report"),
    "reports:upload": post(TREASURER, "report"),
    "reports:lines": get(TREASURER, "report"),
    "reports:lines_check": post(TREASURER, "report"),
    "reports:lines_store": post(TREASURER, "report"),
    "reports:lines_draft": post(TREASURER, "report"),
    "reports:lines_copy": post(TREASURER, "report"),
    "reports:lines_drop": post(TREASURER, "report"),
    "reports:revision": get(READERS, "revision"),
    "reports:annotated": get(READERS, "revision"),
    "reports:submitted_workbook": get(READERS, "revision"),
    "reports:evidence": get(READERS, "report"),
    "reports:evidence_upload": post(TREASURER, "report"),
    "reports:evidence_file": get(READERS, "evidence"),
    "reports:evidence_preview": get(READERS, "evidence"),
    "reports:evidence_assign": post(TREASURER, "evidence"),
    "reports:evidence_remove": post(TREASURER, "evidence"),
    "reports:evidence_restore": post(TREASURER, "evidence"),
    "reports:sign": get(LKS, "report"),
    "reports:submit": post(TREASURER, "report"),
    "reports:review": get(OFFICE, "report"),
    "reports:comment": post(VERIFIER | TREASURER, "report"),
    "reports:send_back": post(VERIFIER, "report"),
    "reports:verify": post(VERIFIER, "report"),
    "reports:decline": post(PPK, "report"),
    "reports:accept": post(PPK, "report"),
    "reports:explain": post(TREASURER, "report"),
    "reports:waivers": get(OFFICE),
    "reports:waiver": get(OFFICE, "waiver"),
    "reports:waiver_ask": post(VERIFIER, "report"),
    "reports:waiver_grant": post(PPK, "waiver"),
    "reports:waiver_refuse": post(PPK, "waiver"),
    "reports:waiver_withdraw": post(PPK, "waiver"),
    "reports:waiver_take_back": post(VERIFIER, "waiver"),
    "reports:print": get(READERS, "accepted"),
    "reports:export": get(READERS, "report"),
    "yearend:year_end": get(OFFICE),
    "yearend:records": get(OFFICE),
    "yearend:export": get(OFFICE),
    "yearend:paper": get(OFFICE),
    "audits:money": get(OFFICE),
    "audits:follow": get(OFFICE, "instalment"),
    "audits:start": get(OFFICE, "start of money"),
    "audits:risks": get(AUDITORS),
    "audits:duplicates": get(AUDITORS),
    "audits:duplicates_export": get(AUDITORS),
    "audits:engagements": get(AUDITOR | INSPECTOR),
    "audits:engagement_new": get(AUDITOR),
    "audits:engagement": get(AUDITOR | INSPECTOR, "engagement"),
    "audits:engagement_edit": get(AUDITOR, "engagement draft"),
    "audits:engagement_step": post(AUDITOR | INSPECTOR, "engagement"),
    "audits:engagement_extend": get(INSPECTOR, "engagement"),
    "audits:engagement_team": get(INSPECTOR, "engagement"),
    "audits:engagement_letter": get(AUDITOR | INSPECTOR, "engagement"),
    "audits:samples": get(AUDITOR | INSPECTOR, "engagement"),
    "audits:sample_new": get(AUDITOR, "engagement"),
    "audits:sample": get(AUDITOR | INSPECTOR, "sample"),
    "audits:sample_export": get(AUDITOR | INSPECTOR, "sample"),
    "audits:sample_population": get(AUDITOR | INSPECTOR, "sample"),
    "audits:papers_export": get(AUDITOR | INSPECTOR, "sample"),
    "audits:papers_print": get(AUDITOR | INSPECTOR, "sample"),
    "audits:paper": get(AUDITOR | INSPECTOR, "sample item"),
    "audits:paper_write": get(AUDITOR, "sample item"),
    "audits:paper_step": post(AUDITOR, "sample item"),
    "audits:paper_file": get(AUDITOR | INSPECTOR, "paper file"),
    "audits:paper_file_remove": post(AUDITOR, "paper file"),
    "audits:questions": get(AUDITOR | INSPECTOR, "engagement"),
    "audits:question_drop": post(AUDITOR, "question"),
    "audits:weights": get(AUDITOR | INSPECTOR, "engagement"),
    "audits:findings": get(FINDERS),
    "audits:findings_export": get(FINDERS),
    "audits:finding_new": get(AUDITOR),
    "audits:finding": get(FINDERS, "finding"),
    "audits:finding_edit": get(AUDITOR, "finding draft"),
    "audits:finding_step": post(AUDITOR, "finding"),
    "audits:finding_point": get(AUDITOR, "finding draft"),
    "audits:finding_unpoint": post(AUDITOR, "finding place"),
    "audits:finding_answer": get(AUDITED, "finding"),
    "audits:finding_return": get(FINANCE, "finding"),
    "audits:finding_print": get(FINDERS, "finding"),
    "audits:finding_file": get(FINDERS, "answer file"),
    "audits:recommendations": get(FINDERS),
    "audits:recommendations_export": get(FINDERS),
    "audits:recommendation": get(FINDERS, "recommendation"),
    "audits:follow_up": get(AUDITED, "recommendation"),
    "audits:recommendation_judge": post(AUDITOR, "recommendation"),
    "audits:recommendation_settle": post(AUDITOR, "recommendation"),
    "audits:settlement_withdraw": post(AUDITOR, "settlement"),
    "audits:follow_up_file": get(FINDERS, "follow-up file"),
    "audits:trail": get(OFFICE),
    "audits:history": get(OFFICE, "record of the trail"),
    "audits:chains": get(OFFICE),
    "audits:printed": get(OFFICE),
    "audits:trail_script": get(OFFICE),
    "audits:chain_verify": post(OFFICE, "chain"),
    "audits:chain_export": get(OFFICE, "chain"),
}
#: Open to strangers: they show nothing private.
PUBLIC = {"reports:check", "reports:genuine"}
#: Sign-in and a person's own account, by the account library; tried in tests/accounts.
OF_THE_LIBRARY = ("account_", "mfa_")  #: with account_email_closed, which answers 404 to everybody


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every address of the program, with its room."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry, entry.namespace or space)
        elif isinstance(entry, URLPattern):
            yield f"{space}:{entry.name}" if space else str(entry.name)


def test_every_address_has_its_row() -> None:
    ours = {name for name in names() if not name.startswith(OF_THE_LIBRARY)}
    assert ours == set(TABLE) | PUBLIC


@dataclass
class World:
    """One LKS with a record of each kind, and everybody who might look at it."""

    people: dict[str, User]
    addresses: dict[str, list[object]]  # key of a row's ``on`` → arguments of the address
    stage: Stage


def world_of(cast: Cast) -> World:
    """What ``whole_world`` made before the test began."""
    assert isinstance(cast.beforehand, World)
    return cast.beforehand


def whole_world(cast: Cast) -> World:
    """An accepted first instalment; a proposed second; a second agreement whose report is open; a draft."""
    act = stage_of(cast)
    record_document(
        partner=act.partner,
        kind="akreditasi",
        number="A/1",
        issued_on=date(2020, 1, 1),
        upload=photo(9),
        by=cast.person("finance"),
    )
    document = act.partner.documents.get(kind="akreditasi")
    act.make_ready()
    accepted = act.report
    submit_report(report=accepted, by=act.treasurer, version=accepted.version)
    verify_report(report=accepted, by=cast.person("verifier"), version=accepted.version)
    accept_report(report=accepted, by=cast.person("ppk"), version=accepted.version)
    second = act.agreement.instalments.get(number=2)
    disbursement = cast.proposed(second)
    other = cast.agreement(act.partner, number="002/PKS/BKMJ/04/2021")
    cast.paid(other.instalments.get(number=1))
    act.report = Report.objects.get(instalment__agreement=other)
    act.upload()
    act.attach_all()
    act.explain()
    evidence = act.report.evidence.first()
    assert evidence is not None
    draft = cast.draft(act.partner, number="003/PKS/BKMJ/04/2021")
    death = record_death(nik=NIK, died_on=date(2021, 5, 1), source="Akta 1/KM/2021", by=cast.person("finance"))
    taken = sent("kematian", death_list(NIK), by=cast.person("finance"))
    not_taken = sent("kematian", death_list("327106", source=EVIL), by=cast.person("finance"))
    bank_file = taken_in(LIST + sp2d_line(disbursement, "210131301999999"), by=cast.person("finance"))
    bank_match = BankMatch.objects.create(
        bank_file=bank_file,
        line=bank_file.lines.get(),
        disbursement=disbursement,
        differences=[],
        confirmed_by=cast.person("finance"),
    )
    reached = DecreeRecipient.objects.create(
        decree=disbursement.decree, place=99, nik="3271061708900003", name="Penerima Contoh", amount=1
    )
    delivery = Delivery.objects.create(disbursement=disbursement, recipient=reached, amount=1)
    paper = attach_payment_document(
        disbursement=disbursement, kind="spp", upload=scan("spp.png"), by=cast.person("finance")
    )
    retur, account_change = came_back(disbursement, paper.file, by=cast.person("finance"))
    batch = make_batch(title="Termin 2", by=cast.person("finance"))
    auditor = cast.person("auditor")
    sample = draw_sample(
        engagement=Engagement.objects.get(state="active"),
        source="penyaluran",
        plan=Plan(Method.RANDOM, "benih", size=1),
        purpose="Keberadaan penyaluran",
        by=auditor,
    )
    working_paper = write_paper(item=sample.items.get(), by=auditor, version=None, uploads=[scan("kuitansi.png")])
    question = add_question(engagement=sample.engagement, text="Apakah dananya sampai kepada penerima?", by=auditor)
    aid = given(cast, ready(cast, partner=act.partner), photo=scan("foto.png"))
    ended = end_service(
        service=served(cast, aid.person, partner=act.partner),
        ended_on=date(2021, 9, 1),
        ended_for="tujuan",
        reason="Sudah mandiri bersama keluarganya.",
        by=cast.person("finance"),
        version=0,
    )
    visit = record_follow_up(
        service=ended,
        visited_on=date(2021, 10, 1),
        visited_by="Peksos",
        result="Baik.",
        upload=scan("kunjungan.png"),
        by=cast.person("finance"),
    )
    signed = extended(cast, act.agreement, until=date(2022, 1, 31), approve=True)
    addendum = extended(cast, act.agreement, until=date(2022, 2, 28))
    participant = trained(cast, act.partner)
    lift = lift_asked(cast, act.partner)
    termination = end_asked(cast, act.agreement)
    # An LKS sees what is decided; its agreement stays in force for the other addresses.
    Termination.objects.filter(pk=termination.pk).update(state="approved", approved_by=cast.person("ppk"))
    exception = exception_asked(cast, other.instalments.get(number=2))
    people = {key: cast.person(key) for key in PEOPLE if key not in LKS}
    people |= {"treasurer": act.treasurer, "head": act.head}
    stranger_lks = cast.partner("LKS Lain", registration_number="TD/002/2020")
    people |= {
        "other_finance": cast.person("other_finance"),
        "other_ppk": cast.person("other_ppk"),
        "other_treasurer": cast.treasurer(stranger_lks),
    }
    month = closed(cast)
    hand_over = handed(cast, month.shares.get(), amount=1)
    sales_draft = sold(cast, begun(cast, month=date(2021, 7, 1)))
    decree: Decree = act.agreement.decrees.in_force().get()
    further = cast.drafted_decree(act.agreement, number="11/SK/BKMJ/04/2021", names_people=True)
    recipient = add_recipient(decree=further, by=cast.person("ppk"), nik="3271061708900002", name="A", amount=1_000)
    return World(
        people,
        {
            "": [],
            "person": [cast.person("kpa").pk],
            "kind": ["kematian"],
            "context": ["kematian", 1],
            "import": [taken.key],
            "refused rows": [not_taken.key, "xlsx"],
            "partner": [act.partner.pk],
            "officer": [act.partner.pk, "bendahara"],
            "document": [document.pk],
            "agreement": [act.agreement.pk],
            "addendum": [addendum.pk],
            "signed addendum": [signed.pk],
            "lift": [lift.pk],
            "termination": [termination.pk],
            "exception": [exception.pk],
            "retur": [disbursement.pk, retur.pk],
            "account change": [account_change.pk],
            "training": [participant.training_id],
            "participant": [participant.pk],
            "draft": [draft.pk],
            "allocation": [disbursement.allocation_id],
            "decree": [decree.pk],
            "decree draft": [further.pk],
            "recipient": [recipient.pk],
            "instalment": [second.pk],
            "disbursement": [disbursement.pk],
            "death": [death.pk],
            "payment document": [paper.pk],
            "batch": [batch.pk],
            "delivery": [delivery.pk],
            "bank file": [bank_file.pk],
            "bank match": [bank_match.pk],
            "bank upload": [bank_file.file.key, "sp2d"],
            "beneficiary": [aid.person_id],
            "service": [aid.service_id],
            "service paper": [aid.service_id, "asesmen"],
            "visit": [visit.pk],
            "aid": [aid.pk],
            "aid paper": [aid.pk, "photo"],
            "sales month": [month.pk],
            "sales draft": [sales_draft.pk],
            "sale": [sales_draft.lines.get().pk],
            "share": [month.shares.get().pk],
            "hand-over": [hand_over.pk],
            "return": [accepted.instalment.returns.get().pk],
            "report": [act.report.pk],
            "accepted": [accepted.pk],
            "revision": [act.report.pk, 1],
            "evidence": [evidence.pk],
            "waiver": [cast.waiver(act.report).pk],
            "chain": [act.partner.chain],
            "start of money": ["laporan", act.report.pk],
            "record of the trail": ["reports.report", act.report.pk],
            "rule": ["MTR-01"],
            "citation": ["MTR-01.1"],
            "parameter": ["METERAI"],
            "decision": [confirm(cast).pk],
            "exercise": ["kosong"],
            "saved filter": [1],
            "engagement": [Engagement.objects.get(state="active").pk],
            "sample": [sample.pk],
            "sample item": [sample.items.get().pk],
            "paper file": [working_paper.files.get().pk],
            "question": [question.pk],
            **findings_of(cast, accepted),
            "engagement draft": [drafted(cast.person("auditor")).pk],
        },
        act,
    )


def findings_of(cast: Cast, report: Report) -> dict[str, list[object]]:
    """A draft, and a finding that has become final, with all that may hang on it."""
    found = final(cast, report.partner, asks_office=True)
    answer, first = found.answers.get(side="lks"), found.recommendations.get(number=1)
    given = followed_up(cast, first)
    auditor = cast.person("auditor")
    settled = settle_amount(
        recommendation=first,
        part=Part.JUSTIFIED,
        amount=1,
        reason="Alasannya dapat diterima.",
        by=auditor,
        version=found.version,
    )
    draft = drafted_finding(cast, report.partner)
    link_places(finding=draft, report=report, by=auditor)
    return {
        "finding": [found.pk],
        "finding draft": [draft.pk],
        "finding place": [draft.places.get().pk],
        "answer file": [answer.pk, answer.files.get().pk],
        "recommendation": [first.pk],
        "settlement": [settled.pk],
        "follow-up file": [given.pk, given.files.get().pk],
    }


#: Records whose page a permitted reader may still not find, for there is nothing there (yet): no 200, but no 500.
NOT_THERE = {
    "imports:upload_for",
    "grants:return_proof",
    "grants:finding_paper",
    "grants:delivery_proof",
    "accounts:filter_save",
    "accounts:filter_forget",
}
#: An LKS sees an agreement only once it has been proposed.
UNSEEN_BY_LKS = {"draft", "decree draft"}
#: What belongs to no office and no LKS, and so is foreign to nobody.
OF_NOBODY = {"kind", "exercise", "rule", "citation", "parameter", "decision"}
#: What is sent there is judged and forgotten, or asks to be shown something; an auditor may do so too.
KEEPS_NOTHING = {"reports:try_out", "beneficiaries:find", "beneficiaries:open"}


def expected(name: str, row: Row, person: str) -> set[int]:
    """The statuses that are right for this person."""
    part = OUTSIDERS.get(person, person)
    if part not in row.who:
        # A PPK imports recipients, so the room is open, but another kind of table is not there for them.
        return {403, 404} if name.startswith("imports:") and part == "ppk" else {403}
    if name in NOT_THERE:
        return {404, 302}
    if row.on and row.on not in OF_NOBODY and (person in OUTSIDERS or (row.on in UNSEEN_BY_LKS and part in LKS)):
        return {404}
    return MAY


def ask(client: Client, row: Row, address: str) -> int:
    """The status of the answer; whatever it did is undone, so that each person meets the same world."""
    with transaction.atomic():
        answer = client.get(address) if row.method == "get" else client.post(address, {"version": "0"})
        transaction.set_rollback(True)
    return answer.status_code


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a refusal looks like, or a print, is seen elsewhere; here they are asked for thousands of times."""
    monkeypatch.setattr("desk.errors.render", lambda request, template, status: HttpResponse(status=status))
    monkeypatch.setattr("vault.paper.HTML.render", lambda html, **options: mock.Mock(write_pdf=lambda **_: b"%PDF"))
    monkeypatch.setattr("reports.views.report.make_workbook", cache(make_workbook))


@begins_with(whole_world)
def test_every_role_gets_what_the_table_says(
    cast: Cast, sign_in: Callable[[User], Client], client: Client, quick: None
) -> None:
    """Who may is the same whatever the database: on PostgreSQL each page is opened by one who may."""
    world = world_of(cast)
    wrong = []
    browsers = {person: sign_in(user) for person, user in world.people.items()}
    for name, row in TABLE.items():
        address = reverse(name, args=world.addresses[row.on])
        for person in browsers if connection.vendor == "sqlite" else [min(row.who)]:
            status = ask(browsers[person], row, address)
            if status not in expected(name, row, person):
                wrong.append(f"{person} {row.method} {name}: {status}, not {sorted(expected(name, row, person))}")
        if client.get(address).status_code != 302 or client.post(address).status_code not in {302, 405}:
            wrong.append(f"a stranger gets into {name}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_what_is_public_opens_to_strangers_and_says_where_one_can_sign_in(client: Client) -> None:
    assert client.get(reverse("reports:check")).status_code == 200
    assert client.get(reverse("reports:genuine", args=["TIDAKADA"])).status_code == 404
    assert client.get("/").headers["Location"].startswith("/akun/login/")
