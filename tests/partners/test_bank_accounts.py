"""The account that the treasury pays to: who set it, and why it is right where that is not plain."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from partners.actions import set_bank_account
from partners.same_account import bears_the_name, elsewhere, named
from tests.cast import Cast
from tests.partners.test_import import FULL, fates, problems, review, take_in
from tests.seen import seen
from trail.models import Event
from trail.refusal import Refusal

SHARED = "Rekening bersama yayasan induk menurut surat pernyataan."


def test_names_are_compared_without_capitals_blanks_and_punctuation() -> None:
    assert bears_the_name("YAYASAN  AL-HIKMAH", "Yayasan Al Hikmah")
    assert not bears_the_name("Budi Santosa", "Yayasan Al Hikmah")


def test_who_set_an_account_is_kept_and_a_doubtful_one_wants_a_reason(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    by = cast.person("finance")
    sakura, resik = cast.partner(), cast.partner("LKS Resik", registration_number="TD/002")
    assert sakura.account is not None and (sakura.account.set_by, sakura.account.set_lately) == (by, True)
    dashed = f"{sakura.account.number[:4]}-{sakura.account.number[4:]}"
    given = {"partner": resik, "bank": "Bank Lain", "number": dashed, "holder": "LKS Resik", "by": by}
    with pytest.raises(Refusal, match="sudah dipakai LKS Sakura"):
        set_bank_account(**given)
    with pytest.raises(Refusal, match="atas nama Budi, bukan LKS Resik"):
        set_bank_account(**{**given, "number": "777-888", "holder": "Budi"})
    with pytest.raises(Refusal, match="terlalu singkat"):
        set_bank_account(**given, reason="sama")
    account = set_bank_account(**given, reason=SHARED)
    assert Event.objects.about(resik).last().data["reason"] == SHARED  # type: ignore[union-attr]
    assert list(elsewhere(account.number, besides=sakura)) == [account]
    # Of another office only that there is one.
    assert named([account], cast.person("other_finance")) == "LKS di kantor lain"
    browser = sign_in(by)
    for one, other in ((sakura, "LKS Resik"), (resik, "LKS Sakura")):
        assert f"Nomor ini juga dipakai {other}" in seen(browser.get(one.get_absolute_url()))
    assert SHARED in seen(browser.get(resik.get_absolute_url()))
    assert "juga dipakai" not in seen(sign_in(cast.treasurer(resik)).get(resik.get_absolute_url()))


def test_an_import_asks_for_the_same_reason(cast: Cast) -> None:
    cast.partner()
    used = {**FULL, "Nomor rekening": "1234500001"}
    assert "dipakai LKS lain juga" in str(problems(review(cast, used)))
    person = {**FULL, "Rekening atas nama": "Rini Contoh"}
    assert "bukan atas nama LKS" in str(problems(review(cast, person)))
    assert fates(review(cast, {**used, "Alasan rekening": SHARED})) == ["baru"]
    take_in(cast, {**used, "Alasan rekening": SHARED})
    assert Event.objects.filter(verb="partner.account").last().data["reason"] == SHARED  # type: ignore[union-attr]
