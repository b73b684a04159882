"""A state changes in one way: seen version, allowed step, permission, another person, a reason, one event."""

from __future__ import annotations

import pytest

from partners.models import Agreement
from tests.cast import Cast
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage
from trail.state import StateWrittenByHand
from trail.transition import transition

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast: Cast) -> Agreement:
    return cast.draft(cast.partner())


def events(agreement: Agreement) -> int:
    return Event.objects.about(agreement).count()


def test_a_step_writes_state_version_and_one_event(cast: Cast, draft: Agreement) -> None:
    before = events(draft)
    transition(draft, "propose", by=cast.person("finance"), version=0)
    assert (draft.state, draft.version, events(draft)) == ("proposed", 1, before + 1)
    event = Event.objects.about(draft).last()
    assert event is not None
    assert (event.verb, event.data["from"], event.data["to"]) == ("agreement.propose", "draft", "proposed")


def test_a_stale_page_changes_nothing(cast: Cast, draft: Agreement) -> None:
    stale = Agreement.objects.get(pk=draft.pk)
    transition(draft, "propose", by=cast.person("finance"), version=0)
    before = events(draft)
    with pytest.raises(StalePage, match="sudah berubah"):
        transition(stale, "propose", by=cast.person("finance"), version=0)
    draft.refresh_from_db()
    assert (draft.version, events(draft)) == (1, before)


def test_a_step_that_does_not_start_here_is_refused(cast: Cast, draft: Agreement) -> None:
    with pytest.raises(StalePage):
        transition(draft, "activate", by=cast.person("ppk"), version=0)


def test_who_may_not_may_not(cast: Cast, draft: Agreement) -> None:
    for person in ("verifier", "auditor", "other_finance"):
        with pytest.raises(NotAllowed):
            transition(draft, "propose", by=cast.person(person), version=0)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_the_author_is_not_the_approver(cast: Cast, draft: Agreement) -> None:
    transition(draft, "propose", by=cast.person("finance"), version=0)
    Agreement.objects.filter(pk=draft.pk).update(drafted_by=cast.person("ppk"))
    with pytest.raises(NotAllowed, match="orang lain"):
        transition(draft, "activate", by=cast.person("ppk"), version=1)


def test_a_step_that_needs_a_reason_gets_none_without(cast: Cast, draft: Agreement) -> None:
    transition(draft, "propose", by=cast.person("finance"), version=0)
    with pytest.raises(Refusal, match="Alasan masih kosong"):
        transition(draft, "send_back", by=cast.person("ppk"), version=1, reason="  ")
    transition(draft, "send_back", by=cast.person("ppk"), version=1, reason="Nilai perjanjian ini keliru.")
    event = Event.objects.about(draft).last()
    assert event is not None and event.data["reason"] == "Nilai perjanjian ini keliru."


def test_a_state_written_by_hand_is_refused(draft: Agreement) -> None:
    draft.state = "active"
    with pytest.raises(StateWrittenByHand):
        draft.save()
    new = Agreement(state="active")
    with pytest.raises(StateWrittenByHand):
        new.save()
