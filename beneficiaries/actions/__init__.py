"""Writes about those who are served: one function for each intention of a person."""

from beneficiaries.actions.aid import (
    ALIVE,
    DiedElsewhere,
    GivenBefore,
    WantsReason,
    attach_aid_paper,
    give_aid,
    withdraw_aid,
)
from beneficiaries.actions.checks import record_check
from beneficiaries.actions.people import (
    deactivate_person,
    open_personal_data,
    reactivate_person,
    record_person,
    revise_person,
)
from beneficiaries.actions.registers import GivenAid, NewPerson, record_people, write_down_aid
from beneficiaries.actions.serving import (
    begin_service,
    end_service,
    record_assessment,
    record_conference,
    record_follow_up,
    revise_companion,
)

__all__ = [
    "ALIVE",
    "DiedElsewhere",
    "GivenAid",
    "GivenBefore",
    "NewPerson",
    "WantsReason",
    "attach_aid_paper",
    "begin_service",
    "deactivate_person",
    "end_service",
    "give_aid",
    "open_personal_data",
    "reactivate_person",
    "record_assessment",
    "record_check",
    "record_conference",
    "record_follow_up",
    "record_people",
    "record_person",
    "revise_companion",
    "revise_person",
    "withdraw_aid",
    "write_down_aid",
]
