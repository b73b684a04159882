"""Addenda: a copy changed, compared, approved by another, merged whole or not at all; what is paid or used stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accounts.actions import give_roles
from accounts.roles import Role
from partners.actions import (
    InstalmentInput,
    approve_addendum,
    draft_addendum,
    drop_addendum,
    propose_addendum,
    record_budget_use,
    revise_addendum,
    revise_extension,
    send_back_addendum,
)
from partners.comparison import compare
from partners.merging import addendum_terms, merge_missing
from partners.models import Addendum, Agreement, Amendment, Instalment
from partners.terms import Terms, terms_of
from regulations.cashbook import code_key
from tests.cast import Cast
from tests.grants.paper import scan
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage

BECAUSE = "Dua anak asuh bertambah sejak Juli."


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    """Rp50.000.000 in two instalments, of which the first is requested."""
    agreement = cast.agreement()
    Instalment.objects.filter(agreement=agreement, number=1).update(requested=True)
    return agreement


@pytest.fixture
def addendum(cast: Cast, agreement: Agreement) -> Addendum:
    return draft_addendum(agreement=agreement, by=cast.person("finance"), kind="isi", because=BECAUSE)


def given(terms: Terms, **changes: Any) -> dict[str, Any]:
    """What the form sends: these terms, changed."""
    return {
        "because": BECAUSE,
        "value": terms.value,
        "ends_on": terms.ends_on,
        "budget_lines": terms.budget,
        "instalments": terms.instalments,
        **changes,
    }


def dearer(terms: Terms, by: int = 1_000_000) -> dict[str, Any]:
    """The first line and the second instalment grow by as much as the value."""
    first, *others = terms.budget
    line = replace(first, volume=1, unit_price=first.amount + by)
    one, two = terms.instalments
    return given(
        terms,
        value=terms.value + by,
        budget_lines=[line, *others],
        instalments=[one, replace(two, amount=two.amount + by)],
    )


def revised(cast: Cast, addendum: Addendum, **values: Any) -> Addendum:
    return revise_addendum(addendum=addendum, by=cast.person("finance"), version=addendum.version, **values)


def proposed(cast: Cast, addendum: Addendum) -> Addendum:
    return propose_addendum(addendum=addendum, by=cast.person("finance"), version=addendum.version)


def approved(cast: Cast, addendum: Addendum, **changes: Any) -> Addendum:
    paper = {"number": "ADD-1/2021", "signed_on": date(2021, 7, 1), "upload": scan("adendum.png"), **changes}
    return approve_addendum(addendum=addendum, by=cast.person("ppk"), version=addendum.version, **paper)


def test_a_draft_is_the_agreement_as_it_is_and_changes_nothing_yet(agreement: Agreement, addendum: Addendum) -> None:
    assert addendum_terms(addendum) == terms_of(agreement)
    assert merge_missing(addendum) == [
        "Adendum ini belum mengubah apa pun. Ubah nilai, RAB, termin, atau masa berlakunya dahulu."
    ]


def test_at_approval_value_rab_and_instalments_become_what_the_addendum_says(
    cast: Cast, agreement: Agreement, addendum: Addendum
) -> None:
    before = terms_of(agreement)
    kept = {line.code: line.pk for line in agreement.budget_lines.all()}
    revised(cast, addendum, **dearer(before))
    approved(cast, proposed(cast, addendum))
    agreement.refresh_from_db()
    after = terms_of(agreement)
    assert agreement.value == after.budget_total == after.instalment_total == before.value + 1_000_000
    assert {line.code: line.pk for line in agreement.budget_lines.all()} == kept
    amendment = Amendment.objects.get(addendum=addendum)
    assert (amendment.before, amendment.after) == (before.data, after.data)
    assert (amendment.value_before, amendment.value_after) == (before.value, after.value)
    assert addendum.state == "approved"
    assert addendum.scan is not None
    told = Event.objects.about(agreement).last()
    assert told is not None and told.verb == "agreement.amend"
    assert told.data["value"] == [before.value, after.value]


def test_lines_and_instalments_come_and_go(cast: Cast, agreement: Agreement, addendum: Addendum) -> None:
    terms = terms_of(agreement)
    *lines, last = terms.budget
    new = replace(last, code="9.9", description="Sewa alat")
    third = InstalmentInput(3, 5_000_000, date(2021, 10, 1))
    one, two = terms.instalments
    parts = [one, replace(two, amount=two.amount - third.amount), third]
    revised(cast, addendum, **given(terms, budget_lines=[*lines, new], instalments=parts))
    pairs = compare(terms, addendum_terms(addendum))
    assert {pair.either.code: pair.state for pair in pairs.lines if pair.state != "Tetap"} == {
        last.code: "Dihapus",
        "9.9": "Baru",
    }
    assert sum(pair.difference for pair in pairs.lines) == pairs.difference == 0
    approved(cast, proposed(cast, addendum))
    assert agreement.budget_lines.filter(code="9.9").exists()
    assert not agreement.budget_lines.filter(code=last.code).exists()
    assert agreement.instalments.get(number=3).amount == 5_000_000


def test_sums_that_do_not_tie_are_not_proposed(cast: Cast, agreement: Agreement, addendum: Addendum) -> None:
    revised(cast, addendum, **given(terms_of(agreement), value=51_000_000))
    with pytest.raises(Refusal) as refusal:
        proposed(cast, addendum)
    assert len(refusal.value.sentences) == 2
    assert "Jumlah RAB Rp50.000.000 tidak sama dengan nilai perjanjian Rp51.000.000: kurang Rp1.000.000" in str(
        refusal.value
    )


def test_what_is_requested_stays_even_if_it_was_requested_after_the_proposal(
    cast: Cast, agreement: Agreement, addendum: Addendum
) -> None:
    revised(cast, addendum, **dearer(terms_of(agreement)))
    proposed(cast, addendum)
    agreement.instalments.filter(number=2).update(requested=True)
    with pytest.raises(Refusal, match="Termin 2 sudah diajukan atau dibayar sebesar Rp20.000.000"):
        approved(cast, addendum)
    agreement.refresh_from_db()
    assert agreement.value == 50_000_000
    assert not Amendment.objects.exists()


def test_a_line_keeps_what_accepted_reports_used_of_it(cast: Cast, agreement: Agreement, addendum: Addendum) -> None:
    terms = terms_of(agreement)
    first, *others = terms.budget
    record_budget_use(agreement=agreement, used={code_key(first.code): first.amount})
    less = replace(first, volume=1, unit_price=first.amount - 1)
    one, two = terms.instalments
    parts = [one, replace(two, amount=two.amount - 1)]
    revised(cast, addendum, **given(terms, value=terms.value - 1, budget_lines=[less, *others], instalments=parts))
    assert [f"Baris RAB {first.code} sudah dipakai" in sentence for sentence in merge_missing(addendum)] == [True]
    revised(cast, addendum, **given(terms, budget_lines=[replace(first, code="X.1"), *others]))
    assert "tidak dapat dihapus" in merge_missing(addendum)[0]


def test_a_line_that_reports_have_overrun_stays_as_it_is_but_shrinks_no_further(
    cast: Cast, agreement: Agreement, addendum: Addendum
) -> None:
    terms = terms_of(agreement)
    first, *others = terms.budget
    record_budget_use(agreement=agreement, used={code_key(first.code): first.amount + 5})
    one, two = terms.instalments

    def with_first(amount: int) -> list[str]:
        changed = amount - first.amount
        revised(
            cast,
            addendum,
            **given(
                terms,
                value=terms.value + changed,
                ends_on=terms.ends_on + timedelta(days=1),
                budget_lines=[replace(first, volume=1, unit_price=amount), *others],
                instalments=[one, replace(two, amount=two.amount + changed)],
            ),
        )
        return merge_missing(addendum)

    assert with_first(first.amount) == with_first(first.amount + 1) == []
    (refused,) = with_first(first.amount - 1)
    assert "sudah dipakai" in refused


def test_an_instalment_outside_of_the_new_time_is_told(cast: Cast, agreement: Agreement, addendum: Addendum) -> None:
    revised(cast, addendum, **given(terms_of(agreement), ends_on=date(2021, 8, 14)))
    assert merge_missing(addendum) == [
        "Termin 2 direncanakan 15 Agustus 2021, di luar masa berlaku 1 April 2021 sampai 14 Agustus 2021. "
        "Perbaiki rencananya."
    ]


def test_an_extension_changes_the_end_and_nothing_else(cast: Cast, agreement: Agreement) -> None:
    finance = cast.person("finance")
    addendum = draft_addendum(agreement=agreement, by=finance, kind="perpanjangan", because=BECAUSE)
    with pytest.raises(Refusal, match="hanya mengubah akhir"):
        revised(cast, addendum, **dearer(terms_of(agreement)))
    revise_extension(addendum=addendum, by=finance, version=0, because=BECAUSE, ends_on=date(2021, 12, 1))
    assert "sebelum akhir semula" in merge_missing(addendum)[0]
    revise_extension(addendum=addendum, by=finance, version=1, because=BECAUSE, ends_on=date(2022, 3, 31))
    before = terms_of(agreement)
    approved(cast, proposed(cast, addendum))
    agreement.refresh_from_db()
    assert terms_of(agreement) == replace(before, ends_on=date(2022, 3, 31))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": " "}, "Nomor adendum belum diisi"),
        ({"upload": None}, "Pindaian naskah"),
        ({"signed_on": date(2021, 3, 31)}, "mendahului tanggal tanda tangan PKS"),
        ({"signed_on": date(2022, 1, 1)}, "sesudah perjanjian berakhir"),
        ({"signed_on": date(2099, 1, 1)}, "belum terjadi"),
    ],
)
def test_a_paper_that_cannot_be_is_refused(
    cast: Cast, agreement: Agreement, addendum: Addendum, changes: dict[str, Any], sentence: str
) -> None:
    revised(cast, addendum, **dearer(terms_of(agreement)))
    proposed(cast, addendum)
    with pytest.raises(Refusal, match=sentence):
        approved(cast, addendum, **changes)
    agreement.refresh_from_db()
    assert agreement.value == 50_000_000


def test_who_wrote_it_does_not_approve_it(cast: Cast, agreement: Agreement, addendum: Addendum) -> None:
    give_roles(user=cast.person("ppk"), roles=[Role.FINANCE, Role.PPK], by=None)
    revise_addendum(addendum=addendum, by=cast.person("ppk"), version=0, **dearer(terms_of(agreement)))
    proposed(cast, addendum)
    with pytest.raises(NotAllowed, match="ikut menyusunnya"):
        approved(cast, addendum)


def test_approving_twice_merges_once(cast: Cast, agreement: Agreement, addendum: Addendum) -> None:
    revised(cast, addendum, **dearer(terms_of(agreement)))
    version = proposed(cast, addendum).version
    approved(cast, addendum)
    with pytest.raises(StalePage):
        approve_addendum(
            addendum=addendum,
            by=cast.person("ppk"),
            version=version,
            number="ADD-1/2021",
            signed_on=date(2021, 7, 1),
            upload=scan(),
        )
    agreement.refresh_from_db()
    assert agreement.value == 51_000_000
    assert Event.objects.filter(verb="agreement.amend").count() == 1


def test_a_stale_draft_page_changes_nothing(cast: Cast, agreement: Agreement, addendum: Addendum) -> None:
    terms = terms_of(agreement)
    revised(cast, addendum, **dearer(terms))
    with pytest.raises(StalePage):
        revise_addendum(addendum=addendum, by=cast.person("finance"), version=0, **dearer(terms, by=2_000_000))
    addendum.refresh_from_db()
    assert addendum.value == 51_000_000


def test_one_addendum_at_a_time_and_a_dropped_one_makes_room(
    cast: Cast, agreement: Agreement, addendum: Addendum
) -> None:
    finance = cast.person("finance")
    with pytest.raises(Refusal, match="belum selesai"):
        draft_addendum(agreement=agreement, by=finance, kind="isi", because=BECAUSE)
    drop_addendum(addendum=addendum, by=finance, version=0, reason="LKS memilih rencana semula.")
    again = draft_addendum(agreement=agreement, by=finance, kind="isi", because=BECAUSE)
    assert again.ordinal == 1


def test_only_an_agreement_in_force_is_changed(cast: Cast) -> None:
    draft = cast.draft(cast.partner())
    with pytest.raises(Refusal, match="berstatus “Konsep”"):
        draft_addendum(agreement=draft, by=cast.person("finance"), kind="isi", because=BECAUSE)


def test_the_ppk_sends_it_back_with_a_reason(cast: Cast, agreement: Agreement, addendum: Addendum) -> None:
    revised(cast, addendum, **dearer(terms_of(agreement)))
    proposed(cast, addendum)
    send_back_addendum(
        addendum=addendum, by=cast.person("ppk"), version=addendum.version, reason="Harga pembanding belum ada."
    )
    assert addendum.state == "draft"


def test_the_database_keeps_what_was_before_and_after(cast: Cast, agreement: Agreement, addendum: Addendum) -> None:
    revised(cast, addendum, **dearer(terms_of(agreement)))
    approved(cast, proposed(cast, addendum))
    with pytest.raises(DatabaseError), transaction.atomic():
        Amendment._base_manager.update(value_before=1)


def test_an_end_before_the_agreement_begins_is_refused_when_it_is_saved(
    cast: Cast, agreement: Agreement, addendum: Addendum
) -> None:
    before = agreement.starts_on - timedelta(days=1)
    with pytest.raises(Refusal, match="tanggal mulai PKS"):
        revised(cast, addendum, **given(addendum_terms(addendum), ends_on=before))
    addendum.refresh_from_db()
    assert addendum.ends_on == agreement.ends_on
