"""What an accepted report says was given grows the register; what offices entered is seen by the reports of others."""

from __future__ import annotations

from datetime import timedelta

from beneficiaries.models import Aid, Person
from regulations.facts import BeneficiaryFacts
from reports.elsewhere import elsewhere_facts
from tests.beneficiaries.serving import GIVEN, NIK, given, ready, served
from tests.cast import NIK as HERS
from trail.models import Event
from vault.private import keyed_index


def test_acceptance_writes_the_beneficiaries_down_before_the_print_is_fixed(cast):
    report = cast.accepted()
    aid = Aid.objects.get()
    agreement = report.instalment.agreement
    assert (aid.source, aid.source_record, aid.agreement, aid.value) == ("laporan", report.pk, agreement, 350_000)
    assert aid.person.nik_index == keyed_index(f"{HERS[:-4]}0001") and aid.person.office == report.office
    # Taken one after another, so that the head of the chain on the print covers it.
    verbs = list(Event.objects.order_by("-pk").values_list("verb", flat=True)[:2])
    assert verbs == ["report.print", "aid.write_down"]
    assert list(Person.objects.visible_to(cast.treasurer(agreement.partner))) == [aid.person]


def test_aid_that_an_office_entered_is_found_in_another_report_but_not_in_that_of_its_own_agreement(cast):
    agreement = cast.agreement()
    mine = given(cast, ready(cast, served(cast, partner=agreement.partner)))
    row = BeneficiaryFacts(
        row=5,
        nik=NIK,
        name="Asep",
        cluster="disabilitas",
        component="aksesibilitas",
        form="barang",
        value=1,
        received_on=GIVEN + timedelta(days=3),
        assessed_on=None,
        conferred_on=None,
        handover_number=None,
    )
    instalment = agreement.instalments.get(number=1)
    (seen,) = elsewhere_facts(instalment, beneficiaries=[row]).aid.values()
    assert (seen.where, seen.on) == (f"catatan bantuan {mine.office.name}", GIVEN)
    Aid.objects.update(agreement=agreement)
    assert not elsewhere_facts(instalment, beneficiaries=[row]).aid
