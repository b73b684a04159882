"""A retur in a file of a bank: it reopens just the payment that it is about, whole, on its day, and only once."""

from __future__ import annotations

from datetime import date

import pytest

from grants.actions import record_retur, repay_disbursement
from grants.actions.bank_matches import confirm_matches
from grants.bank_matching import match_file
from grants.models import BankFile, BankMatch, Disbursement, Retur
from grants.reconciliation.records import FileKind
from tests.grants.bank import LIST, REPLY, sp2d_line, taken_in
from tests.grants.conftest import SP2D, Stage
from tests.grants.paper import scan
from trail.refusal import Refusal, StalePage

BACK = date(2021, 4, 13)
AGAIN = "210131300000099"
UNDATED = "Nomor SP2D;Jumlah;No Rekening;Status;Keterangan\n"


def reply(stage: Stage, *lines: str, headings: str = REPLY) -> BankFile:
    return taken_in(headings + "".join(lines), by=stage.finance, kind=FileKind.BANK_REPLY)


def retur_line(payment: Disbursement, *, number: str | None = None, day: str = "13/04/2021", amount: int = 0) -> str:
    said = payment.sp2d_number if number is None else number
    return f"{said};{day};{amount or payment.amount};{payment.bank_account.number};Retur;Rekening tutup\n"


def confirmed(stage: Stage, bank_file: BankFile, payment: Disbursement, **more) -> Disbursement:
    confirm_matches(bank_file=bank_file, chosen={2: payment.pk}, by=stage.finance, **more)
    payment.refresh_from_db()
    return payment


@pytest.fixture
def paid(stage: Stage) -> Disbursement:
    return stage.paid()


@pytest.fixture
def repaid(stage: Stage, paid: Disbursement) -> Disbursement:
    """Refused by the bank and paid again on the same day: the hardest to tell apart."""
    by = stage.finance
    record_retur(
        disbursement=paid,
        returned_on=BACK,
        bank_reason="Rekening tutup",
        upload=scan(),
        by=by,
        version=paid.version,
    )
    return repay_disbursement(disbursement=paid, sp2d_number=AGAIN, sp2d_date=BACK, by=by, version=paid.version)


@pytest.mark.parametrize(
    ("line", "says"),
    [({"amount": 29_000_000}, "Rp29.000.000"), ({"number": "210131300000098"}, "210131300000098")],
)
def test_a_retur_of_another_amount_or_number_is_refused_with_words(stage, paid, line, says):
    bank_file = reply(stage, retur_line(paid, **line))
    with pytest.raises(Refusal, match=says):
        confirmed(stage, bank_file, paid)
    assert Disbursement.objects.get().state == "paid"
    assert not Retur.objects.exists()
    assert not BankMatch.objects.exists()


@pytest.mark.parametrize("day", ["", "13/04/2021"])
def test_an_old_retur_is_held_against_the_history_and_never_against_the_good_repayment(stage, paid, repaid, day):
    old = Retur.objects.get().sp2d_number
    bank_file = reply(stage, retur_line(repaid, number=old, day=day))
    matching = match_file(bank_file)
    (known,) = matching.recorded
    assert (known.line.row, known.retur.sp2d_number) == (2, old)
    assert known.sentence.startswith(f"Baris 2: SP2D {old} sudah tercatat diretur 13 April 2021")
    assert (matching.result.matched, matching.result.near) == ((), ())
    with pytest.raises(StalePage):
        confirmed(stage, bank_file, repaid)
    repaid.refresh_from_db()
    assert (repaid.state, repaid.sp2d_number) == ("paid", AGAIN)


def test_an_old_retur_without_its_number_is_known_by_account_amount_and_day(stage, repaid):
    assert len(match_file(reply(stage, retur_line(repaid, number=""))).recorded) == 1


def test_a_bank_that_says_delivered_of_a_retur_is_contradicted(stage, repaid):
    old = Retur.objects.get().sp2d_number
    line = retur_line(repaid, number=old).replace("Retur;Rekening tutup", "Sukses;")
    (known,) = match_file(reply(stage, line)).recorded
    assert known.differs
    assert "berkas ini menyebutnya tersalur" in known.sentence


def test_a_list_that_still_names_the_failed_sp2d_leaves_the_repayment_to_its_own_line(stage, repaid):
    old = Retur.objects.get().sp2d_number
    content = LIST + sp2d_line(repaid, old) + sp2d_line(repaid, AGAIN, day="13/04/2021")
    matching = match_file(taken_in(content, by=stage.finance))
    assert [known.line.row for known in matching.recorded] == [2]
    assert [pair.reported.row for pair in matching.result.matched] == [3]


@pytest.mark.parametrize("headings", [REPLY, UNDATED])
def test_the_day_of_a_retur_is_asked_for_and_never_invented(stage, paid, headings):
    line = retur_line(paid, day="")
    bank_file = reply(stage, line if headings == REPLY else line.replace(";;", ";", 1), headings=headings)
    with pytest.raises(Refusal, match="tanggal retur"):
        confirmed(stage, bank_file, paid)
    with pytest.raises(Refusal, match="mendahului tanggal SP2D"):
        confirmed(stage, bank_file, paid, days={2: date(2021, 4, 1)})
    assert confirmed(stage, bank_file, paid, days={2: BACK}).state == "returned"
    assert Retur.objects.get().returned_on == BACK != SP2D


def test_a_day_that_the_file_tells_is_not_overwritten(stage, paid):
    bank_file = reply(stage, retur_line(paid))
    confirmed(stage, bank_file, paid, days={2: date(2021, 4, 20)})
    assert Retur.objects.get().returned_on == BACK


def test_a_retur_of_a_payment_that_waits_for_its_sp2d_is_refused_with_words(stage, paid):
    record_retur(
        disbursement=paid,
        returned_on=BACK,
        bank_reason="Rekening tutup",
        upload=scan(),
        by=stage.finance,
        version=paid.version,
    )
    bank_file = reply(stage, retur_line(paid, number="", day="14/04/2021"))
    with pytest.raises(Refusal, match="menunggu SP2D"):
        confirmed(stage, bank_file, paid)
