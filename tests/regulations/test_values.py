"""Every figure of the law can be shown, written into a form, and read back; what cannot be read is said in words."""

from __future__ import annotations

import pytest

from regulations.parameters import ACCOUNT_OF_FORM, ASSISTANCE_ACCOUNTS, STAMP_DUTY, Parameter, all_parameters
from regulations.values import (
    Kind,
    Names,
    NotAValue,
    Pairs,
    Rupiah,
    StampDuty,
    StampTier,
    Text,
    Tiers,
    WholeNumber,
    kind_of,
)


@pytest.mark.parametrize("parameter", all_parameters(), ids=lambda parameter: parameter.id)
def test_what_a_parameter_holds_comes_back_from_the_form_as_it_was(parameter: Parameter[object]) -> None:
    kind = parameter.written
    assert kind.hint.endswith(".")
    for dated in parameter.history:
        assert kind.parse(kind.write(dated.value)) == dated.value
        assert kind.show(dated.value)
        assert len(kind.write(dated.value).splitlines()) <= kind.lines


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (WholeNumber("hari"), "30", 30),
        (WholeNumber("hari"), " 1.000 hari ", 1_000),
        (WholeNumber("hari", at_least=1), "1", 1),
        (Rupiah(), "Rp5.000.000", 5_000_000),
        (Text(), "  dua   kata ", "dua kata"),
        (Text(digits=True, longest=2), "57", "57"),
        (Names(), "b\n\n a ", frozenset({"a", "b"})),
        (Pairs(("uang", "barang")), "Barang = 2\nuang=1", {"uang": "1", "barang": "2"}),
        (
            Tiers(),
            "250.000=3.000\n1.000.001 = 6.000",
            StampDuty((StampTier(1_000_001, 6_000), StampTier(250_000, 3_000))),
        ),
    ],
)
def test_a_value_is_read_as_people_write_it(kind: Kind, text: str, value: object) -> None:
    assert kind.parse(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        (WholeNumber("hari"), "sebulan", "“sebulan” tidak terbaca sebagai angka bulat"),
        (WholeNumber("hari"), "-1", "kurang dari nol"),
        (WholeNumber("hari", at_least=1), "0", "Tulis angka dari 1 sampai"),
        (WholeNumber("hari", at_most=365), "366", "sampai 365"),
        (WholeNumber("hari"), "", "kosong"),
        (Rupiah(), "1,5", "tidak masuk akal|sen|tidak terbaca"),
        (Text(), "  ", "kosong"),
        (Text(longest=3), "lima", "Paling banyak 3"),
        (Text(digits=True), "5a", "Tulis angkanya saja"),
        (Text(digits=True), "٥", "Tulis angkanya saja"),
        (Names(), "\n ", "kosong"),
        (Pairs(("uang", "barang")), "uang = 1", "“barang” belum diberi nilai"),
        (Pairs(("uang",)), "uang = 1\nemas = 2", "“emas” tidak dikenal"),
        (Pairs(("uang",)), "uang = 1\nUang = 2", "“uang” ditulis dua kali"),
        (Pairs(("uang",)), "uang 1", "Baris “uang 1” tidak terbaca"),
        (Tiers(), "5.000.001", "tidak terbaca"),
        (Tiers(), "5.000.001 = 0", "tidak boleh nol"),
        (Tiers(), "5 = 1\n5 = 2", "dua kali"),
        (Tiers(), "", "kosong"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(kind: Kind, text: str, sentence: str) -> None:
    with pytest.raises(NotAValue, match=sentence) as refused:
        kind.parse(text)
    assert all(said.endswith(".") for said in refused.value.sentences)


def test_the_kind_is_told_by_the_value_and_an_unknown_one_is_the_programmers_to_name() -> None:
    assert [
        type(kind_of(value)) for value in (30, "57", {"a": "1"}, frozenset({"a"}), STAMP_DUTY.history[0].value)
    ] == [
        WholeNumber,
        Text,
        Pairs,
        Names,
        Tiers,
    ]
    with pytest.raises(TypeError, match="give the parameter its kind"):
        kind_of(1.5)


def test_a_figure_is_shown_as_a_reader_would_say_it() -> None:
    assert STAMP_DUTY.written.show(STAMP_DUTY.history[0].value) == "mulai Rp5.000.001: Rp10.000"
    assert ASSISTANCE_ACCOUNTS.written.show("57") == "57"
    assert ACCOUNT_OF_FORM.written.show({"uang": "1", "barang": "2", "jasa": "3"}) == "uang: 1; barang: 2; jasa: 3"
    assert WholeNumber("hari").show(1_000) == "1.000 hari"


@pytest.mark.parametrize(
    ("kind", "example"),
    [(WholeNumber("hari"), "14"), (WholeNumber("tahun", at_most=12), "12"), (Rupiah(), "5.000.000")],
)
def test_the_example_is_of_the_kind_of_figure(kind: Kind, example: str) -> None:
    assert f"misalnya {example}." in kind.hint
    for text in ("", "banyak"):
        with pytest.raises(NotAValue, match=f"misalnya {example}"):
            kind.parse(text)
