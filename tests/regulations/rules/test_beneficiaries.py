"""The list of beneficiaries names each person rightly, and each kind of aid once."""

from dataclasses import replace
from datetime import date

import pytest

from regulations.facts import ReportFacts
from regulations.findings import Where
from tests.regulations.builders import (
    FIRST_ROW,
    NIK_OF_A_MAN,
    NIK_OF_A_WOMAN,
    beneficiary,
    clean_facts,
    clean_instalment,
    with_beneficiary,
)
from tests.regulations.examples import CASES
from tests.regulations.judging import findings_of, ids


@pytest.mark.parametrize(
    "nik",
    [
        "3204110101000001",  # first day
        "3204113112990001",  # last day
        "3204114101000001",  # first day, a woman
        "3204117112999999",  # last day, a woman
        "3204112902010001",  # 29 February: the century, and so the leap year, is not in it
    ],
)
def test_a_nik_that_may_exist_passes(nik: str) -> None:
    assert ids(with_beneficiary(0, nik=nik)) == []


@pytest.mark.parametrize(
    ("nik", "found"),
    [
        ("320411170890001", "15 angka"),
        ("32041117089000011", "17 angka"),
        ("32041117089O0001", "tanda selain angka"),
        ("3204 1117 0890 0001", "tanda selain angka"),
        ("٣٢٠٤١١١٧٠٨٩٠٠٠٠١", "tanda selain angka"),
        ("9901011708900001", "kode provinsi 99 (angka ke-1 dan ke-2)"),
        ("3204110008900001", "tanggal lahir 00 (angka ke-7 dan ke-8)"),
        ("3204113208900001", "tanggal lahir 32 (angka ke-7 dan ke-8)"),
        ("3204114008900001", "tanggal lahir 40 (angka ke-7 dan ke-8)"),
        ("3204117208900001", "tanggal lahir 72 (angka ke-7 dan ke-8)"),
        ("3204118108900001", "tanggal lahir 81 (angka ke-7 dan ke-8)"),
        ("3204113104900001", "tanggal lahir 31 (angka ke-7 dan ke-8)"),
        ("3204111700900001", "bulan lahir 00 (angka ke-9 dan ke-10)"),
        ("3204111713900001", "bulan lahir 13 (angka ke-9 dan ke-10)"),
        ("3204111708900000", "nomor urut 0000 (empat angka terakhir)"),
    ],
)
def test_a_nik_that_cannot_exist_is_refused_and_told_why(nik: str, found: str) -> None:
    (finding,) = findings_of("PM-01", with_beneficiary(0, nik=nik))
    assert finding.where == Where("PM", FIRST_ROW, "nik")
    assert finding.found == found


def test_a_nik_in_a_number_cell_is_told_to_have_lost_its_last_digits_and_nothing_else() -> None:
    facts = with_beneficiary(0, nik="3204111708900000", nik_was_number=True)
    (finding,) = findings_of("PM-02", facts)
    assert "angka-angka terakhirnya hilang" in finding.message
    assert ids(facts) == ["PM-02"]


def test_numbers_that_lost_their_last_digits_are_not_taken_for_one_person() -> None:
    cut_off = "3204111708900000"
    rows = (FIRST_ROW, FIRST_ROW + 1)
    facts = clean_facts(beneficiaries=tuple(beneficiary(row, cut_off, nik_was_number=True) for row in rows))
    assert ids(facts) == ["PM-02", "PM-02"]


def _twice(**changes: str | None) -> ReportFacts:
    return clean_facts(
        beneficiaries=(
            beneficiary(FIRST_ROW, NIK_OF_A_MAN),
            beneficiary(FIRST_ROW + 1, NIK_OF_A_WOMAN),
            beneficiary(FIRST_ROW + 2, NIK_OF_A_MAN, **changes),
        )
    )


def test_the_same_aid_to_the_same_person_twice_names_the_first_row() -> None:
    (finding,) = findings_of("PM-03", _twice())
    assert finding.where == Where("PM", FIRST_ROW + 2, "nik")
    assert finding.message == "Orang ini sudah tercatat di baris 7 untuk bantuan yang sama."
    assert ids(_twice()) == ["PM-03"]


def test_another_name_does_not_make_another_person() -> None:
    assert ids(_twice(name="Orang Lain")) == ["PM-03"]


@pytest.mark.parametrize("changes", [{"component": "terapi"}, {"form": "uang"}])
def test_another_aid_to_the_same_person_is_only_noted(changes: dict[str, str | None]) -> None:
    assert ids(_twice(**changes)) == ["PM-04"]


def test_a_beneficiary_without_nik_wants_explaining() -> None:
    (finding,) = findings_of("PM-05", with_beneficiary(1, nik=None))
    assert finding.where == Where("PM", FIRST_ROW + 1, "nik")
    assert finding.severity.value == "warning"
    assert ids(with_beneficiary(1, nik=None, unreadable=frozenset({"nik"}))) == []


@pytest.mark.parametrize("rule_id", ["PM-01", "PM-02", "PM-03", "PM-04", "PM-05"])
def test_no_finding_repeats_a_nik_for_findings_are_kept_and_printed(rule_id: str) -> None:
    facts = CASES[rule_id].failing
    for finding in findings_of(rule_id, facts):
        said = " ".join((finding.message, finding.found, finding.expected, finding.remedy))
        assert not any(person.nik and person.nik in said for person in facts.beneficiaries)


def test_money_spent_without_any_beneficiary_wants_explaining() -> None:
    (finding,) = findings_of("PM-06", clean_facts(beneficiaries=()))
    assert finding.where == Where("PM", None, "nik")
    assert finding.severity.value == "warning"
    assert finding.message == "Daftar penerima manfaat masih kosong, padahal dana sudah dibelanjakan."
    assert ids(clean_facts(beneficiaries=())) == ["PM-06"]


def test_a_list_that_could_not_be_read_is_not_said_to_be_empty() -> None:
    assert ids(clean_facts(beneficiaries=(), unreadable_tables=frozenset({"PM"}))) == []


@pytest.mark.parametrize("day", [date(2021, 4, 1), date(2021, 12, 31), None])
def test_aid_may_be_received_from_the_first_to_the_last_day_of_the_agreement(day: date | None) -> None:
    assert findings_of("PM-07", with_beneficiary(0, received_on=day)) == []


@pytest.mark.parametrize(
    ("day", "when"),
    [(date(2021, 3, 31), "sebelum perjanjian mulai"), (date(2022, 1, 1), "sesudah perjanjian berakhir")],
)
def test_aid_received_outside_the_agreement_is_named_with_the_side_it_lies_on(day: date, when: str) -> None:
    (finding,) = findings_of("PM-07", with_beneficiary(1, received_on=day))
    assert finding.where == Where("PM", FIRST_ROW + 1, "received_on")
    assert when in finding.message
    assert finding.expected == "1 April 2021 sampai 31 Desember 2021, masa perjanjian PKS-01/CONTOH/2021"


def test_aid_worth_more_than_the_money_is_said_once_where_it_goes_beyond() -> None:
    facts = clean_facts(
        beneficiaries=tuple(
            beneficiary(FIRST_ROW + place, f"320411{place + 1:02}08900001", value=30_000_000) for place in range(4)
        )
    )
    (finding,) = findings_of("PM-08", facts)
    assert finding.where == Where("PM", FIRST_ROW + 2, "value")
    assert finding.severity.value == "warning"
    assert finding.found == "Rp120.000.000 dari 4 baris"
    assert finding.expected == "paling banyak Rp60.000.000, dana termin ini menurut SP2D ditambah saldo awal"
    assert ids(facts) == ["PM-08"]


def test_the_opening_balance_may_be_handed_over_too() -> None:
    assert findings_of("PM-08", replace(with_beneficiary(0, value=58_650_001), opening_expected=1)) == []


def test_aid_is_not_held_against_money_that_nobody_paid_out_yet() -> None:
    assert findings_of("PM-08", clean_facts(instalment=clean_instalment(disbursements=()))) == []
