"""The agreement as a letter: what it says, to whom it goes, and that it is the same bytes each time."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from partners.actions import appoint_officer
from partners.letters import agreement_letter, letter_name
from partners.models import Agreement
from tests.cast import Cast
from trail.models import Event


def words(paper: bytes) -> str:
    """The text of a PDF on one line."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=paper, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    return cast.agreement()


def test_the_letter_says_who_what_and_how_much(agreement: Agreement) -> None:
    text = words(agreement_letter(agreement))
    for said in (
        "Balai Karya “Mulya Jaya” Jakarta",
        "Nomor: 001/PKS/BKMJ/04/2021",
        "Kamis, tanggal satu bulan April tahun dua ribu dua puluh satu (1 April 2021)",
        "Panji Contoh",
        "Ratna Contoh",
        "Rp50.000.000 (lima puluh juta rupiah)",
        "Permakanan",
        "tiga puluh juta rupiah",
        "1234500001",
        "180 (seratus delapan puluh) hari",
    ):
        assert said in text, said
    assert "KONSEP" not in text
    assert "Demonstrasi" not in text


def test_the_letter_invents_no_law(agreement: Agreement) -> None:
    text = words(agreement_letter(agreement)).lower()
    assert not [word for word in ("undang-undang", "peraturan", "pmk", "permensos") if word in text]


def test_the_same_record_gives_the_same_bytes(agreement: Agreement) -> None:
    assert agreement_letter(agreement) == agreement_letter(Agreement.objects.get(pk=agreement.pk))


def test_the_letter_carries_its_place_in_the_trail(agreement: Agreement) -> None:
    event = Event.objects.about(agreement).last()
    assert event is not None
    assert event.hash in words(agreement_letter(agreement)).replace(" ", "")


def test_a_later_head_does_not_rewrite_a_signed_agreement(cast: Cast, agreement: Agreement) -> None:
    before = agreement_letter(agreement)
    appoint_officer(partner=agreement.partner, role=Role.PARTNER_HEAD, name="Ketua Baru", by=cast.person("finance"))
    assert agreement_letter(Agreement.objects.get(pk=agreement.pk)) == before


def test_a_draft_says_that_it_binds_nobody(cast: Cast) -> None:
    assert "KONSEP" in words(agreement_letter(cast.draft(cast.partner(complete=False))))


def test_a_demonstration_says_so_on_paper(agreement: Agreement, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    assert "Demonstrasi" in words(agreement_letter(agreement))


def test_the_letter_is_sent_as_a_pdf_with_a_name(
    cast: Cast, sign_in: Callable[[User], Client], agreement: Agreement
) -> None:
    answer = sign_in(cast.treasurer(agreement.partner)).get(reverse("partners:agreement_letter", args=[agreement.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert letter_name(agreement) == "PKS-001-PKS-BKMJ-04-2021.pdf"
    assert letter_name(agreement) in answer["Content-Disposition"]


def test_markup_in_a_name_stays_text_and_loads_nothing(cast: Cast) -> None:
    partner = cast.partner("LKS <img src='http://127.0.0.1:9/x.png'>", complete=False)
    assert "<img" in words(agreement_letter(cast.draft(partner)))
