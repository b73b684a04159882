"""Numbers of SPP and SPM: each once in an office's year."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from grants.actions import approve_disbursement, propose_disbursement, reject_disbursement
from grants.models import Disbursement
from tests.grants.conftest import SPM, SPP, Stage
from trail.refusal import Refusal


def propose(stage: Stage, agreement, number: str) -> Disbursement:
    return propose_disbursement(
        instalment=agreement.instalments.get(number=1),
        allocation=stage.cast.allocation(),
        decree=agreement.decrees.in_force().first() or stage.cast.decree(agreement),
        spp_number=number,
        spp_date=SPP,
        by=stage.finance,
    )


def test_a_number_is_given_once_in_an_offices_year(stage: Stage):
    first, other = stage.proposed(), stage.cast.agreement(stage.partner, number="002/PKS")
    with pytest.raises(
        Refusal, match=f"Nomor SPP {first.spp_number.lower()} sudah dipakai Penyaluran Termin 1 .*tahun 2021"
    ):
        propose(stage, other, f" {first.spp_number.lower()} ")
    second = propose(stage, other, "2/SPP")
    with pytest.raises(IntegrityError), transaction.atomic():
        Disbursement.objects.filter(pk=second.pk).update(spp_number=first.spp_number)
    reject_disbursement(disbursement=second, reason="Lampiran SPP belum lengkap.", by=stage.ppspm, version=0)
    second = propose(stage, other, "2/SPP")  # mended, it comes again under its number
    given = {"spm_number": "1/SPM", "spm_date": SPM, "by": stage.ppspm}
    approve_disbursement(disbursement=first, version=0, **given)
    with pytest.raises(Refusal, match="Nomor SPM 1/spm sudah dipakai Penyaluran Termin 1"):
        approve_disbursement(disbursement=second, version=0, **{**given, "spm_number": "1/spm"})
    assert approve_disbursement(disbursement=second, version=0, **{**given, "spm_number": "2/SPM"}).spm_year == 2021
