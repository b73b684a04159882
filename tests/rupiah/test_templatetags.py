"""The filters that templates use."""

import pytest

from rupiah.templatetags.rupiah import angka, rupiah, terbilang


def test_filters_show_an_amount_in_figures_and_in_words() -> None:
    assert rupiah(1_250_000) == "Rp1.250.000"
    assert terbilang(1_001_000) == "satu juta seribu rupiah"
    assert angka(16_000) == "16.000"
    assert rupiah(0) == "Rp0"


@pytest.mark.parametrize("blank", [None, ""])
def test_a_blank_stays_blank(blank: None) -> None:
    assert (rupiah(blank), terbilang(blank), angka(blank)) == ("", "", "")
