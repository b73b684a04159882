"""Models → the facts that rules read."""

from __future__ import annotations

from collections.abc import Mapping

from partners.models import Agreement, Partner
from regulations.cashbook import code_key
from regulations.facts import AgreementFacts, BudgetLineFacts, DocumentFacts


def agreement_facts(agreement: Agreement, *, spent: Mapping[str, int] | None = None) -> AgreementFacts:
    """The agreement with its RAB, its instalments and the papers of its LKS, in three queries.

    ``spent``: rupiah that accepted reports have used, by the key of the RAB code.
    """
    used = spent or {}
    return AgreementFacts(
        number=agreement.number,
        partner_name=agreement.partner.name,
        starts_on=agreement.starts_on,
        # One that was ended before its time does not bind any longer than that.
        ends_on=agreement.terminated_on or agreement.ends_on,
        value=agreement.value,
        purpose=agreement.purpose,
        form=agreement.form,
        budget_lines=tuple(
            BudgetLineFacts(
                code=line.code,
                description=line.description,
                volume=line.volume,
                unit=line.unit,
                unit_price=line.unit_price,
                amount=line.amount,
                spent_before=used.get(code_key(line.code), 0),
            )
            for line in agreement.budget_lines.all()
        ),
        signed_on=agreement.signed_on,
        instalment_amounts=tuple(instalment.amount for instalment in agreement.instalments.all()),
        documents=document_facts(agreement.partner),
        components=tuple(agreement.components),
    )


def document_facts(partner: Partner) -> tuple[DocumentFacts, ...]:
    """All papers of the LKS that stand in its file, those that have run out among them."""
    return tuple(
        DocumentFacts(document.kind, document.number, document.issued_on, document.valid_until)
        for document in partner.documents.all()
    )
