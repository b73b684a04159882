"""What an LKS's documents are worth on a day: which are valid, run out soon, have run out, or are missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from partners.models import Partner, PartnerDocument
from partners.readiness import required_documents

#: So long before the end a renewal should be under way.
SOON = timedelta(days=60)
#: So long before the end a document is on the list of those that run out.
LISTED = timedelta(days=90)


class Standing(StrEnum):
    VALID = "valid"
    SOON = "soon"
    EXPIRED = "expired"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class DocumentStanding:
    """A kind of document at an LKS: the one that holds longest, and what it is worth."""

    kind: PartnerDocument.Kind
    document: PartnerDocument | None
    standing: Standing
    required: bool
    days_left: int | None = None

    @property
    def needs_care(self) -> bool:
        return self.standing in {Standing.SOON, Standing.EXPIRED} or (
            self.standing is Standing.MISSING and self.required
        )


def standing_of(document: PartnerDocument, on: date) -> Standing:
    if document.valid_until is None or document.valid_until >= on + SOON:
        return Standing.VALID
    return Standing.SOON if document.valid_until >= on else Standing.EXPIRED


def document_standings(partner: Partner, on: date) -> list[DocumentStanding]:
    """One entry for each kind that the LKS has or must have; reads the documents once."""
    required = required_documents(partner)
    documents = list(partner.documents.all())
    standings = []
    for kind in PartnerDocument.Kind:
        own = [document for document in documents if document.kind == kind]
        if own:
            best = max(own, key=lambda document: document.valid_until or date.max)
            left = (best.valid_until - on).days if best.valid_until else None
            standings.append(DocumentStanding(kind, best, standing_of(best, on), kind in required, left))
        elif kind in required:
            standings.append(DocumentStanding(kind, None, Standing.MISSING, required=True))
    return standings
