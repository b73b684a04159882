"""Agreements: drafted by one, approved by another, only when everything ties; one effect for one decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from accounts.actions import give_roles
from accounts.roles import Role
from partners.actions import (
    BudgetLineInput,
    InstalmentInput,
    activate_agreement,
    close_agreement,
    discard_draft,
    draft_agreement,
    propose_agreement,
    revise_agreement,
    send_back_agreement,
)
from partners.models import Agreement, BankAccount, Officer, Partner, PartnerDocument
from partners.readiness import readiness
from tests.cast import ENDS, SIGNED, Cast
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage

TODAY = date(2021, 6, 1)
LINE = BudgetLineInput(code="A.1", description="Permakanan", volume=10, unit="paket", unit_price=100_000)
PART = InstalmentInput(number=1, amount=1_000_000, planned_on=date(2021, 5, 1))


def contents(**changes: Any) -> dict[str, Any]:
    """What the draft form sends; an agreement of Rp1.000.000 that ties."""
    return {
        "number": "007/PKS/2021",
        "title": "Dukungan keluarga",
        "signed_on": SIGNED,
        "starts_on": SIGNED,
        "ends_on": ENDS,
        "purpose": "rehabilitasi",
        "form": "uang",
        "approach": "keluarga",
        "components": ["keluarga"],
        "scope": "",
        "value": 1_000_000,
        "report_within_days": 60,
        "budget_lines": [LINE],
        "instalments": [PART],
        **changes,
    }


@pytest.fixture
def draft(cast: Cast) -> Agreement:
    return draft_agreement(partner=cast.partner(), by=cast.person("finance"), **contents())


def proposed(cast: Cast, agreement: Agreement) -> Agreement:
    return propose_agreement(agreement=agreement, by=cast.person("finance"), version=agreement.version)


def verbs(agreement: Agreement) -> list[str]:
    return list(Event.objects.about(agreement).values_list("verb", flat=True))


def test_a_complete_agreement_is_ready(draft: Agreement) -> None:
    assert readiness(draft, TODAY) == []


def test_the_journey_of_an_agreement_leaves_one_event_a_step(cast: Cast, draft: Agreement) -> None:
    proposed(cast, draft)
    activate_agreement(agreement=draft, by=cast.person("ppk"), version=draft.version)
    close_agreement(agreement=draft, by=cast.person("ppk"), version=draft.version, reason="Semua termin selesai.")
    assert draft.state == "closed"
    assert draft.approved_by == cast.person("ppk")
    assert verbs(draft) == ["agreement.draft", "agreement.propose", "agreement.activate", "agreement.close"]


def _no_deed(partner: Partner) -> None:
    PartnerDocument.objects.filter(partner=partner, kind="akta").delete()


def _registration_expired(partner: Partner) -> None:
    PartnerDocument.objects.filter(partner=partner, kind="tanda_daftar").update(valid_until=date(2021, 5, 31))


def _registration_later(partner: Partner) -> None:
    PartnerDocument.objects.filter(partner=partner, kind="tanda_daftar").update(issued_on=date(2021, 4, 2))


def _no_officer(role: Role) -> Callable[[Partner], None]:
    def strike(partner: Partner) -> None:
        Officer.objects.filter(partner=partner, role=role.value).update(active=False)

    return strike


def _no_account(partner: Partner) -> None:
    BankAccount.objects.filter(partner=partner).update(active=False)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_no_deed, "Akta pendirian LKS belum dicatat"),
        (_registration_expired, "Tanda daftar LKS tidak berlaku hari ini (1 Juni 2021)"),
        (_registration_later, "Tanda daftar LKS tidak berlaku pada tanggal tanda tangan (1 April 2021)"),
        (_no_officer(Role.PARTNER_HEAD), "belum mempunyai ketua"),
        (_no_officer(Role.TREASURER), "belum mempunyai bendahara"),
        (_no_account, "belum mempunyai rekening bank"),
    ],
)
def test_what_the_partner_lacks_is_said_in_one_sentence(
    draft: Agreement, spoil: Callable[[Partner], None], sentence: str
) -> None:
    spoil(draft.partner)
    found = readiness(Agreement.objects.get(pk=draft.pk), TODAY)
    assert len(found) == 1
    assert sentence in found[0]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"budget_lines": []}, "Belum ada baris RAB"),
        ({"instalments": []}, "Belum ada termin"),
        ({"budget_lines": [replace(LINE, volume=9)]}, "Jumlah RAB Rp900.000 tidak sama"),
        ({"instalments": [replace(PART, amount=1_000_001)]}, "lebih Rp1."),
        ({"instalments": [replace(PART, planned_on=date(2022, 1, 1))]}, "Termin 1 direncanakan 1 Januari 2022"),
        ({"signed_on": date(2021, 6, 2)}, "belum tiba"),
    ],
)
def test_what_the_agreement_lacks_is_said_in_one_sentence(cast: Cast, changes: dict[str, Any], sentence: str) -> None:
    agreement = draft_agreement(partner=cast.partner(), by=cast.person("finance"), **contents(**changes))
    found = readiness(agreement, TODAY)
    assert len(found) == 1
    assert sentence in found[0]


def test_a_signature_after_the_end_is_refused(cast: Cast) -> None:
    late = contents(signed_on=date(2022, 1, 1))
    agreement = draft_agreement(partner=cast.partner(), by=cast.person("finance"), **late)
    assert any("sesudah masa berlakunya berakhir" in sentence for sentence in readiness(agreement, date(2022, 2, 1)))


def test_a_document_that_ends_on_the_day_itself_is_still_valid(draft: Agreement) -> None:
    PartnerDocument.objects.filter(kind="tanda_daftar").update(valid_until=TODAY)
    assert readiness(draft, TODAY) == []


def test_a_renewed_document_covers_the_days_that_the_old_one_does_not(draft: Agreement) -> None:
    PartnerDocument.objects.filter(kind="tanda_daftar").update(valid_until=date(2021, 5, 1))
    PartnerDocument.objects.create(
        partner=draft.partner, kind="tanda_daftar", number="TD/2/2021", issued_on=date(2021, 5, 2)
    )
    assert readiness(draft, TODAY) == []


def test_an_lks_without_legal_personality_needs_no_deed(draft: Agreement) -> None:
    Partner.objects.update(legal_form=Partner.LegalForm.NONE)
    _no_deed(draft.partner)
    assert readiness(Agreement.objects.get(pk=draft.pk), TODAY) == []


def test_all_reasons_come_at_once(cast: Cast, draft: Agreement) -> None:
    proposed(cast, draft)
    _no_deed(draft.partner)
    _no_account(draft.partner)
    with pytest.raises(Refusal) as refusal:
        activate_agreement(agreement=draft, by=cast.person("ppk"), version=draft.version)
    assert len(refusal.value.sentences) == 2
    draft.refresh_from_db()
    assert draft.state == "proposed"


def test_a_draft_whose_sums_do_not_tie_cannot_be_proposed(cast: Cast) -> None:
    agreement = draft_agreement(partner=cast.partner(), by=cast.person("finance"), **contents(value=999_999))
    with pytest.raises(Refusal, match="tidak sama dengan nilai perjanjian"):
        proposed(cast, agreement)
    assert agreement.state == "draft"


def test_its_author_cannot_approve_it(cast: Cast, draft: Agreement) -> None:
    give_roles(user=cast.person("finance"), roles=[Role.FINANCE, Role.PPK], by=None)
    proposed(cast, draft)
    with pytest.raises(NotAllowed, match="orang lain"):
        activate_agreement(agreement=draft, by=cast.person("finance"), version=draft.version)
    draft.refresh_from_db()
    assert draft.state == "proposed"


def test_who_revised_it_cannot_approve_it_either(cast: Cast, draft: Agreement) -> None:
    give_roles(user=cast.person("ppk"), roles=[Role.FINANCE, Role.PPK], by=None)
    revise_agreement(agreement=draft, by=cast.person("ppk"), version=0, **contents(title="Judul lain"))
    proposed(cast, draft)
    with pytest.raises(NotAllowed, match="ikut menyusunnya"):
        activate_agreement(agreement=draft, by=cast.person("ppk"), version=draft.version)


def test_finance_staff_cannot_approve(cast: Cast, draft: Agreement) -> None:
    proposed(cast, draft)
    with pytest.raises(NotAllowed):
        activate_agreement(agreement=draft, by=cast.person("finance"), version=draft.version)


def test_approving_twice_has_one_effect(cast: Cast, draft: Agreement) -> None:
    proposed(cast, draft)
    version = draft.version
    activate_agreement(agreement=draft, by=cast.person("ppk"), version=version)
    with pytest.raises(StalePage):
        activate_agreement(agreement=draft, by=cast.person("ppk"), version=version)
    assert verbs(draft).count("agreement.activate") == 1


def test_sending_back_needs_a_reason_and_returns_the_draft_to_its_author(cast: Cast, draft: Agreement) -> None:
    proposed(cast, draft)
    with pytest.raises(Refusal, match="Alasan masih kosong"):
        send_back_agreement(agreement=draft, by=cast.person("ppk"), version=draft.version, reason=" ")
    send_back_agreement(agreement=draft, by=cast.person("ppk"), version=draft.version, reason="Termin terlalu besar.")
    assert draft.state == "draft"


def test_a_revision_from_a_stale_page_changes_nothing(cast: Cast, draft: Agreement) -> None:
    by = cast.person("finance")
    revise_agreement(agreement=draft, by=by, version=0, **contents(title="Yang pertama"))
    with pytest.raises(StalePage):
        revise_agreement(agreement=draft, by=by, version=0, **contents(title="Yang kedua"))
    draft.refresh_from_db()
    assert draft.title == "Yang pertama"
    assert draft.version == 1


def test_a_proposed_agreement_cannot_be_revised(cast: Cast, draft: Agreement) -> None:
    proposed(cast, draft)
    with pytest.raises(StalePage):
        revise_agreement(agreement=draft, by=cast.person("finance"), version=draft.version, **contents())


def test_a_revision_tells_the_trail_what_changed_from_and_to(cast: Cast, draft: Agreement) -> None:
    new_line = replace(LINE, volume=20)
    revise_agreement(
        agreement=draft,
        by=cast.person("finance"),
        version=0,
        **contents(value=2_000_000, budget_lines=[new_line]),
    )
    changes = Event.objects.about(draft).last().data["changes"]  # type: ignore[union-attr]
    assert changes["value"] == {"from": 1_000_000, "to": 2_000_000}
    assert changes["budget"]["to"][0]["volume"] == 20
    assert "title" not in changes
    assert draft.budget_total() == 2_000_000


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_on": date(2021, 3, 31)}, "mendahului tanggal mulai"),
        ({"budget_lines": [LINE, LINE]}, "Kode RAB A.1"),
        ({"budget_lines": [replace(LINE, volume=0)]}, "lebih dari nol"),
        ({"instalments": [replace(PART, number=2)]}, "berurutan"),
        ({"instalments": [replace(PART, amount=0)]}, "lebih dari nol"),
        ({"components": ["sulap"]}, "tidak dikenal"),
        ({"value": 10**16}, "terlalu besar"),
        ({"purpose": "lain"}, "Tujuan bantuan"),
    ],
)
def test_what_not_even_a_draft_can_hold_is_refused(cast: Cast, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        draft_agreement(partner=cast.partner(), by=cast.person("finance"), **contents(**changes))
    assert not Agreement.objects.exists()


def test_an_agreement_number_is_used_once_for_a_partner(cast: Cast, draft: Agreement) -> None:
    with pytest.raises(Refusal, match="sudah dipakai"):
        draft_agreement(partner=draft.partner, by=cast.person("finance"), **contents())
    assert Agreement.objects.count() == 1


def test_only_the_office_itself_drafts_for_its_partners(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        draft_agreement(partner=cast.partner(), by=cast.person("other_finance"), **contents())


def test_a_draft_never_proposed_can_be_discarded_and_leaves_its_trace(cast: Cast, draft: Agreement) -> None:
    key = draft.pk
    discard_draft(agreement=draft, by=cast.person("finance"), version=0)
    assert not Agreement.objects.exists()
    event = Event.objects.get(verb="agreement.discard")
    assert event.object_id == str(key)
    assert event.data["value"] == 1_000_000


def test_a_draft_that_was_proposed_stays(cast: Cast, draft: Agreement) -> None:
    proposed(cast, draft)
    send_back_agreement(
        agreement=draft, by=cast.person("ppk"), version=draft.version, reason="Perbaiki jumlah termin dua."
    )
    with pytest.raises(Refusal, match="tidak dapat dihapus"):
        discard_draft(agreement=draft, by=cast.person("finance"), version=draft.version)
    assert Agreement.objects.filter(pk=draft.pk, version=draft.version).exists()


def test_a_deadline_of_more_than_a_year_is_refused_by_the_action_and_the_database(draft: Agreement, cast: Cast) -> None:
    with pytest.raises(Refusal, match="Paling lama 366 hari"):
        revise_agreement(
            agreement=draft, by=cast.person("finance"), version=draft.version, **contents(report_within_days=367)
        )
    with pytest.raises(IntegrityError, match="agreement_report_within_a_year"):
        Agreement.objects.filter(pk=draft.pk).update(report_within_days=367)


@pytest.mark.parametrize("year", [1, 1999, 2101, 9999])
def test_an_agreement_of_an_impossible_year_is_refused(draft: Agreement, cast: Cast, year: int) -> None:
    day = date(year, 6, 1)
    for wrong in (
        {"signed_on": day},
        {"starts_on": day, "ends_on": day},
        {"instalments": [replace(PART, planned_on=day)]},
    ):
        with pytest.raises(Refusal, match="Tahunnya harus antara 2000 dan 2100"):
            revise_agreement(agreement=draft, by=cast.person("finance"), version=draft.version, **contents(**wrong))
