from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from grants.actions import record_decree
from grants.models import Decree
from tests.grants.paper import scan
from trail.models import Event
from trail.refusal import NotAllowed, Refusal

DECREE = {
    "number": "10/SK/2021",
    "decided_on": date(2021, 4, 5),
    "set_by_name": "Panji Contoh",
    "approved_by_name": "Kartika Contoh",
}


def test_a_decree_is_kept_with_its_scan_and_leaves_an_event(stage):
    decree = record_decree(agreement=stage.agreement, by=stage.finance, upload=scan("sk.png"), **DECREE)
    assert decree.file.original_name == "sk.png"
    event = Event.objects.about(decree).get()
    assert (event.verb, event.data["file"]) == ("decree.record", decree.file.sha256)


def test_a_decree_may_lack_its_scan(stage):
    assert record_decree(agreement=stage.agreement, by=stage.finance, **DECREE).file is None


def test_an_agreement_has_each_number_once(stage):
    record_decree(agreement=stage.agreement, by=stage.finance, **DECREE)
    with pytest.raises(Refusal, match="sudah tercatat"):
        record_decree(agreement=stage.agreement, by=stage.finance, **{**DECREE, "number": " 10/SK/2021 "})


def test_a_decree_is_not_of_tomorrow(stage):
    today = timezone.localdate()
    record_decree(agreement=stage.agreement, by=stage.finance, **{**DECREE, "decided_on": today})
    with pytest.raises(Refusal, match="belum terjadi"):
        record_decree(
            agreement=stage.agreement,
            by=stage.finance,
            **{**DECREE, "number": "11", "decided_on": today + timedelta(days=1)},
        )


def test_a_draft_has_no_decree_yet(cast):
    draft = cast.draft(cast.partner())
    with pytest.raises(Refusal, match="tidak sedang berlaku"):
        record_decree(agreement=draft, by=cast.person("finance"), **DECREE)


def test_a_file_that_the_vault_refuses_is_a_sentence_and_leaves_no_decree(stage):
    fake = SimpleUploadedFile("sk.pdf", b"bukan pdf sama sekali")
    with pytest.raises(Refusal, match=r"SK penerima “sk\.pdf”"):
        record_decree(agreement=stage.agreement, by=stage.finance, upload=fake, **DECREE)
    assert not Decree.objects.exists()


@pytest.mark.parametrize("who", ["ppk", "ppspm", "kpa", "verifier", "auditor", "other_finance"])
def test_only_the_offices_finance_records_a_decree(stage, who):
    with pytest.raises(NotAllowed):
        record_decree(agreement=stage.agreement, by=stage.cast.person(who), **DECREE)
