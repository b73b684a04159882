"""Who is served, by whom and how, what they were given, and what was given twice."""

from beneficiaries.models.aid import Aid, AidQuerySet, Repeat
from beneficiaries.models.person import OfPersonQuerySet, Person, PersonQuerySet
from beneficiaries.models.serving import FollowUp, ProgrammeCheck, Service, ServiceQuerySet

__all__ = [
    "Aid",
    "AidQuerySet",
    "FollowUp",
    "OfPersonQuerySet",
    "Person",
    "PersonQuerySet",
    "ProgrammeCheck",
    "Repeat",
    "Service",
    "ServiceQuerySet",
]
