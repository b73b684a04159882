"""Payments against lines: one to one, the strongest first, nothing lost, nothing twice, and ties left to a person."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grants.reconciliation.compare import Strength
from grants.reconciliation.headings import Field
from grants.reconciliation.match import Result, reconcile
from grants.reconciliation.records import Expected, Reported, Status
from grants.reconciliation.sentences import (
    agreement,
    contradiction_told,
    differences,
    duplicate_told,
    tie_told,
    unproven,
)
from tests.grants.reconciliation.files import DAY, PAID, line, payment, payments


def near_one(**changed: object) -> tuple[Strength, set[Field], list[str]]:
    """Strength, what differs and what is told, where the line of the first payment was changed so."""
    result = reconcile([payment(0)], [line(0, **changed)])
    (pair,) = result.near
    assert result.matched == ()
    return pair.strength, set(pair.differ), [*differences(pair), *unproven(pair)]


def test_what_agrees_in_number_amount_date_and_account_matches() -> None:
    result = reconcile(payments(), [line(key) for key in (2, 0, 1)])
    assert [pair.expected.key for pair in result.matched] == [0, 1, 2]
    assert agreement(result.matched[0]) == "Cocok: nomor SP2D, jumlah, tanggal, rekening, nama."


@pytest.mark.parametrize(
    "changed",
    [
        {"account": ""},
        {"day": None},
        {"number": ""},
        {"name": "LKS CONTOH, Nol"},
        {"name": "", "account": "", "day": None},
    ],
)
def test_what_a_file_does_not_say_is_no_difference(changed: dict[str, object]) -> None:
    assert len(reconcile([payment(0)], [line(0, **changed)]).matched) == 1


@pytest.mark.parametrize(
    ("changed", "strength", "differ", "words"),
    [
        ({"amount": 1_250_001}, Strength.NUMBER, {Field.AMOUNT}, "lebih Rp1."),
        ({"amount": 1_249_999}, Strength.NUMBER, {Field.AMOUNT}, "kurang Rp1."),
        ({"day": DAY + timedelta(days=2)}, Strength.NUMBER, {Field.DATE}, "2 hari sesudahnya."),
        ({"account": "5555566666"}, Strength.NUMBER, {Field.ACCOUNT}, "•••• 7890, dilaporkan •••• 6666."),
        ({"account": "1234567809"}, Strength.NUMBER, {Field.ACCOUNT}, "dua angka bersebelahan tertukar"),
        ({"account": "", "name": "Orang Lain"}, Strength.NUMBER, {Field.NAME}, "Nama ditulis berbeda"),
        ({"number": "210331301000181"}, Strength.SLIP_AND_AMOUNT, {Field.NUMBER}, "satu angka berbeda"),
        ({"number": "210331301000110"}, Strength.SLIP_AND_AMOUNT, {Field.NUMBER}, "tertukar"),
        ({"number": "00210331301000101"}, Strength.SLIP_AND_AMOUNT, {Field.NUMBER}, "nol di depan"),
        ({"number": "21033130100010"}, Strength.SLIP_AND_AMOUNT, {Field.NUMBER}, "satu angka hilang"),
        ({"number": "999999999999999"}, Strength.ACCOUNT_AND_AMOUNT, {Field.NUMBER}, "Nomor SP2D berbeda: tercatat"),
        ({"number": "", "day": None}, Strength.ACCOUNT_AND_AMOUNT, set(), "tidak menyebut nomor SP2D dan tanggal"),
        (
            {"number": "210331301000111", "amount": 5},
            Strength.SLIP_AND_ACCOUNT,
            {Field.NUMBER, Field.AMOUNT},
            "kurang Rp1.249.995.",
        ),
        ({"number": "", "amount": 5}, Strength.ACCOUNT_AND_DATE, {Field.AMOUNT}, "dilaporkan Rp5"),
        ({"number": "", "account": "1234567899"}, Strength.ACCOUNT_SLIP, {Field.ACCOUNT}, "satu angka berbeda"),
        ({"number": "", "account": ""}, Strength.AMOUNT_AND_DATE, set(), "nomor SP2D dan rekening"),
    ],
)
def test_what_nearly_agrees_is_near_and_says_why(
    changed: dict[str, object], strength: Strength, differ: set[Field], words: str
) -> None:
    found, differing, told = near_one(**changed)
    assert (found, differing) == (strength, differ)
    assert words in " ".join(told)
    assert "1234567890" not in " ".join(told)


def test_the_number_of_the_spm_links_too() -> None:
    ours = payment(0, number="", order_number="00012/650123/2021", account="", name="")
    theirs = line(0, order_number="00012/650123/2021", account="", name="", day=DAY + timedelta(days=1))
    (pair,) = reconcile([ours], [theirs]).near
    assert pair.strength is Strength.ORDER_NUMBER


def test_a_payment_without_sp2d_yet_matches_by_the_number_of_its_spm() -> None:
    ours = payment(0, number="", order_number="00012/650123/2021", day=None)
    assert len(reconcile([ours], [line(0, order_number="00012/650123/2021")]).matched) == 1
    (near,) = reconcile([ours], [line(0, order_number="00012/650123/2021", amount=5)]).near
    assert near.strength is Strength.ORDER_NUMBER


def test_what_agrees_in_nothing_that_tells_is_left_on_both_sides() -> None:
    result = reconcile([payment(0)], [line(1)])
    assert (result.missing, result.unexpected) == ((payment(0),), (line(1),))


def test_an_amount_and_a_day_alone_do_not_link_what_names_another_number_and_account() -> None:
    result = reconcile([payment(0)], [line(0, number="999999999999999", account="5555566666", name="Orang Lain")])
    assert (result.near, len(result.unexpected)) == ((), 1)


@pytest.mark.parametrize(("days", "matches"), [(-1, False), (0, True), (3, True), (4, False)])
def test_a_bank_may_credit_so_many_days_later_and_never_before(days: int, matches: bool) -> None:
    result = reconcile([payment(0)], [line(0, day=DAY + timedelta(days=days))], days_after=3)
    assert (len(result.matched) == 1) is matches
    unnumbered = reconcile([payment(0)], [line(0, number="", day=DAY + timedelta(days=days))], days_after=3)
    assert (len(unnumbered.matched) == 1) is matches


def test_the_stronger_pair_wins_whoever_comes_first() -> None:
    """A line with the number of the second payment by a slip is still the first's, whose number it says."""
    near = payment(0, key=1, number="210331301000102", account="", name="")
    exact = payment(0, key=2, account="", name="")
    result = reconcile([near, exact], [line(0, account="", name="")])
    assert [pair.expected.key for pair in result.matched] == [2]
    assert [each.key for each in result.missing] == [1]


@pytest.mark.parametrize("day", [DAY, DAY + timedelta(days=90)])
def test_numbers_given_out_one_after_another_are_no_slip_where_payees_differ(day: date) -> None:
    other = line(0, number="210331301000102", account="5555566666", name="Lain", day=day)
    assert reconcile([payment(0)], [other]).near == ()
    neighbour = line(0, number="210331301000102", account="1234567891", name="Lain", day=day)
    assert len(reconcile([payment(0)], [neighbour]).near) == (day == DAY)


def test_equals_are_shown_and_not_decided() -> None:
    alike = [payment(0, key=1, number=""), payment(0, key=2, number="")]
    result = reconcile(alike, [line(0, number="")])
    (tie,) = result.ties
    assert ([each.key for each in tie.expected], [each.row for each in tie.reported]) == ([1, 2], [2])
    assert (result.matched, result.near, result.missing, result.unexpected) == ((), (), (), ())
    assert "tidak diputuskan" in tie_told(tie) and "1234567890" not in tie_told(tie)


def test_a_tie_is_not_settled_by_something_weaker() -> None:
    """Both payments carry the amount and account; that the day is nearer to one of them tells nothing on the third."""
    alike = [payment(0, key=1, number=""), payment(0, key=2, number=""), payment(0, key=3, number="", account="")]
    result = reconcile(alike, [line(0, number="", name="")])
    assert [each.key for each in result.ties[0].expected] == [1, 2]
    assert [each.key for each in result.missing] == [3]


def test_lines_that_say_the_same_payment_twice_and_lines_that_contradict_each_other() -> None:
    lines = [line(0), line(0, row=9), line(1, row=10), line(1, row=11, status=Status.RETUR), line(2, row=12)]
    result = reconcile(payments(), [*lines, line(2, row=13, amount=5)])
    assert [duplicate.line.row for duplicate in result.duplicates] == [9]
    assert [[each.row for each in group] for group in result.contradictions] == [[10, 11], [12, 13]]
    assert [pair.expected.key for pair in result.matched] == [0]
    assert result.theirs.set_aside == (5, PAID[0][1] + 2 * PAID[1][1] + PAID[2][1] + 5)
    assert duplicate_told(result.duplicates[0]).startswith("Baris 9 SP2D 210331301000101 Rp1.250.000 mengulang baris 2")
    assert "baris 11: Rp30.000.000, Retur" in contradiction_told(result.contradictions[0])


def test_a_retur_is_matched_as_any_line_and_keeps_its_status() -> None:
    (pair,) = reconcile([payment(0)], [line(0, status=Status.RETUR, reason="Rekening tutup")]).matched
    assert (pair.reported.status, pair.reported.reason) == (Status.RETUR, "Rekening tutup")


@pytest.mark.parametrize("side", ["payments", "lines"])
def test_keys_and_rows_must_be_unique(side: str) -> None:
    twice = 2 if side == "payments" else 1
    with pytest.raises(ValueError, match="unique"):
        reconcile([payment(0)] * twice, [line(0)] * (3 - twice))


def test_slips_are_found_among_thousands_in_time() -> None:
    """Work grows with the number of lines, also where everybody gets the same amount on the same day."""
    chance = random.Random(5)
    known = [
        Expected(key, f"2103313{key * 37:08d}", "", 600_000, DAY, f"{key * 7919:010d}", "") for key in range(4_000)
    ]
    lines = [
        Reported(each.key + 2, each.number, "", each.amount, DAY, each.account, "", Status.DELIVERED, "")
        for each in known
    ]
    lines[77] = replace(lines[77], amount=600_001)
    lines[78] = replace(lines[78], number=lines[78].number[:-2] + lines[78].number[:-3:-1])
    chance.shuffle(lines)
    result = reconcile(known, lines)
    assert len(result.matched) >= 3_998
    assert {pair.expected.key for pair in result.near} <= {77, 78}


def test_a_crowd_without_numbers_is_left_to_a_person() -> None:
    known = [Expected(key, "", "", 600_000, DAY, "", "") for key in range(100)]
    lines = [Reported(row, "", "", 600_000, DAY, "", "", Status.DELIVERED, "") for row in range(100)]
    result = reconcile(known, lines)
    assert (len(result.missing), len(result.unexpected)) == (100, 100)


def test_one_number_for_a_crowd_still_matches_by_account() -> None:
    known = [Expected(key, "1" * 15, "", 600_000, DAY, f"{key:010d}", "") for key in range(100)]
    lines = [
        Reported(each.key, each.number, "", each.amount, DAY, each.account, "", Status.DELIVERED, "") for each in known
    ]
    assert len(reconcile(known, lines).matched) == 100
    bare = [replace(lines[0], account=""), *lines[1:]]
    assert len(reconcile(known, bare).matched) == 0


# Properties, over a small world in which numbers, accounts, amounts and days often meet.

NUMBERS = st.sampled_from(["", "123456", "123465", "123457", "0123456", "23456", "999999"])
ACCOUNTS = st.sampled_from(["", "1111122222", "1111122223", "5555566666"])
AMOUNTS = st.sampled_from([600_000, 600_001, 1_250_000])
DAYS = st.sampled_from([None, DAY, DAY + timedelta(days=1), DAY + timedelta(days=9)])
NAMES = st.sampled_from(["", "LKS Sakura", "L.K.S. SAKURA", "Lain"])
KNOWN = st.lists(st.builds(Expected, st.just(0), NUMBERS, st.just(""), AMOUNTS, DAYS, ACCOUNTS, NAMES), max_size=7)
LINES = st.lists(
    st.builds(
        Reported, st.just(0), NUMBERS, st.just(""), AMOUNTS, DAYS, ACCOUNTS, NAMES, st.sampled_from(Status), st.just("")
    ),
    max_size=7,
)


def numbered(known: list[Expected], lines: list[Reported]) -> tuple[list[Expected], list[Reported]]:
    return (
        [replace(each, key=key) for key, each in enumerate(known)],
        [replace(each, row=row) for row, each in enumerate(lines)],
    )


def keys_of(result: Result) -> Counter[int]:
    pairs = [pair.expected.key for pair in (*result.matched, *result.near)]
    return Counter(
        [*pairs, *(each.key for tie in result.ties for each in tie.expected), *(m.key for m in result.missing)]
    )


def rows_of(result: Result) -> Counter[int]:
    pairs = [pair.reported.row for pair in (*result.matched, *result.near)]
    aside = [duplicate.line.row for duplicate in result.duplicates]
    aside += [each.row for group in result.contradictions for each in group]
    tied = [each.row for tie in result.ties for each in tie.reported]
    return Counter([*pairs, *aside, *tied, *(each.row for each in result.unexpected)])


@settings(max_examples=150, deadline=None)
@given(KNOWN, LINES, st.sampled_from([0, 3]), st.randoms(use_true_random=False))
def test_nothing_is_lost_nothing_twice_and_the_order_of_rows_decides_nothing(
    known: list[Expected], lines: list[Reported], days_after: int, chance: random.Random
) -> None:
    known, lines = numbered(known, lines)
    result = reconcile(known, lines, days_after=days_after)
    assert keys_of(result) == Counter(range(len(known)))
    assert rows_of(result) == Counter(range(len(lines)))
    assert result.ours.whole == (len(known), sum(each.amount for each in known))
    assert result.theirs.whole == (len(lines), sum(each.amount for each in lines))
    chance.shuffle(known)
    chance.shuffle(lines)
    assert reconcile(known, lines, days_after=days_after) == result


@settings(max_examples=150, deadline=None)
@given(KNOWN, LINES)
def test_a_match_never_differs_and_a_near_one_always_says_why(known: list[Expected], lines: list[Reported]) -> None:
    result = reconcile(*numbered(known, lines))
    for pair in result.matched:
        assert pair.amount_difference == 0
        assert pair.differ <= {Field.NAME}
        assert pair.agree & {Field.NUMBER, Field.ORDER_NUMBER, Field.ACCOUNT}
    for pair in result.near:
        assert differences(pair) or unproven(pair)


@settings(max_examples=150, deadline=None)
@given(KNOWN, LINES)
def test_no_pair_that_was_taken_stands_below_a_stronger_one_with_two_free_ends(
    known: list[Expected], lines: list[Reported]
) -> None:
    """What is left on both sides has nothing that links it: otherwise it would be a pair or a tie."""
    result = reconcile(*numbered(known, lines))
    for ours in result.missing:
        for theirs in result.unexpected:
            again = reconcile([ours], [theirs])
            assert not (again.matched or again.near)
