"""What happens to an agreement and an LKS after the signing, brought on stage by the users' own actions."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from partners.actions import (
    approve_addendum,
    ask_for_lift,
    draft_addendum,
    propose_addendum,
    record_participant,
    record_training,
    revise_extension,
    set_training_condition,
)
from partners.actions.terminations import approve_termination, ask_for_termination
from partners.models import Addendum, Agreement, Partner, SanctionLift, Termination, TrainingParticipant
from tests.cast import Cast
from tests.grants.paper import scan


def extended(cast: Cast, agreement: Agreement, *, until: date, approve: bool = False) -> Addendum:
    """An extension that has been proposed; ``approve`` with its signed paper."""
    finance = cast.person("finance")
    addendum = draft_addendum(
        agreement=agreement, by=finance, kind="perpanjangan", because="Kegiatan mundur karena banjir."
    )
    revise_extension(addendum=addendum, by=finance, version=0, because=addendum.because, ends_on=until)
    propose_addendum(addendum=addendum, by=finance, version=addendum.version)
    if approve:
        approve_addendum(
            addendum=addendum,
            by=cast.person("ppk"),
            version=addendum.version,
            number=f"ADD-{addendum.ordinal}/2021",
            signed_on=date(2021, 7, 1),
            upload=scan("adendum.png"),
        )
    return addendum


def trained(
    cast: Cast, partner: Partner, *, on: date = date(2021, 4, 1), presence: str = "hadir"
) -> TrainingParticipant:
    """Somebody of the LKS on the list of a training that ended on that day."""
    finance = cast.person("finance")
    training = record_training(
        by=finance,
        title="Bimtek pengelolaan bantuan",
        subject="Buku kas umum dan bukti",
        starts_on=on - timedelta(days=2),
        ends_on=on,
        mode="keduanya",
        place="Aula balai",
    )
    return record_participant(
        training=training, by=finance, partner=partner, name="Budi Contoh", position="Bendahara", presence=presence
    )


def lift_asked(cast: Cast, partner: Partner) -> SanctionLift:
    """A lift that the PPK asked for because the office now wants a training that the LKS has not had lately."""
    set_training_condition(by=cast.person("kpa"), within_years=1)
    return ask_for_lift(
        partner=partner,
        by=cast.person("ppk"),
        because="LKS satu-satunya di kabupaten ini.",
        valid_until=timezone.localdate() + timedelta(days=30),
    )


def end_asked(cast: Cast, agreement: Agreement, *, on: date = date(2021, 7, 1)) -> Termination:
    """Finance staff ask that the agreement end early."""
    agreement.refresh_from_db()
    return ask_for_termination(
        agreement=agreement,
        by=cast.person("finance"),
        version=agreement.version,
        reason="LKS berhenti melayani sejak Juni.",
        terminated_on=on,
        upload=scan("teguran.png"),
    )


def ended(cast: Cast, agreement: Agreement, *, on: date = date(2021, 7, 1)) -> Termination:
    """The agreement is over: asked for by finance staff, approved by the PPK."""
    asked = end_asked(cast, agreement, on=on)
    approve_termination(termination=asked, by=cast.person("ppk"), version=asked.version)
    agreement.refresh_from_db()
    return asked
