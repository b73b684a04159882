"""What a finding says, as it was typed or as it stands; and what may be chosen for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import Office
from audits.models import Finding
from legal.law import current_law
from partners.models import Partner
from regulations.catalogue import rules_in_force
from reports.models import JudgedFinding
from rupiah.format import format_rupiah
from trail.refusal import Refusal

#: So many recommendations one finding may have, and so many letters each of them.
MOST_RECOMMENDATIONS = 10
LONGEST_RECOMMENDATION = 1000


@dataclass(frozen=True, slots=True)
class FindingTerms:
    """All that a draft says but what it points at. ``rule`` is an id of the catalogue of regulations, or "".

    ``office`` is told by the LKS where one is named. ``amount`` in rupiah; 0 for what is about no money.
    """

    title: str
    office: Office | None = None
    partner: Partner | None = None
    asks_partner: bool = False
    asks_office: bool = False
    condition: str = ""
    rule: str = ""
    criteria: str = ""
    cause: str = ""
    effect: str = ""
    amount: int = 0
    recommendations: Sequence[str] = ()
    origin: JudgedFinding | None = None

    def fields(self) -> dict[str, Any]:
        """What stands in columns of the finding itself; Refusal where it cannot stand there."""
        office = self.partner.office if self.partner else self.office
        if not self.title.strip():
            raise Refusal("Judul temuan belum diisi.")
        if office is None or office.kind != Office.Kind.BALAI:
            raise Refusal("Pilih LKS atau balai yang bersangkutan.")
        if not (self.asks_partner or self.asks_office):
            raise Refusal("Pilih siapa yang dimintai tanggapan: LKS, balai, atau keduanya.")
        if self.asks_partner and self.partner is None:
            raise Refusal("Pilih LKS-nya, karena temuan ini ditanyakan kepada LKS.")
        if self.amount < 0:
            raise Refusal(f"Nilai temuan tidak dapat {format_rupiah(self.amount)}. Isi 0 bila bukan soal uang.")
        if len(self.recommendations) > MOST_RECOMMENDATIONS:
            raise Refusal(f"Paling banyak {MOST_RECOMMENDATIONS} rekomendasi dalam satu temuan. Gabungkan yang serupa.")
        if any(len(text) > LONGEST_RECOMMENDATION for text in self.recommendations):
            raise Refusal("Satu rekomendasi paling panjang 1.000 huruf. Ringkas, atau pecah menjadi beberapa baris.")
        texts = ("condition", "criteria", "cause", "effect")
        return {
            "title": " ".join(self.title.split()),
            "office": office,
            "partner": self.partner,
            "asks_partner": self.asks_partner,
            "asks_office": self.asks_office,
            "rule": self.rule,
            **citation_of(self.rule, office.today),
            **{name: getattr(self, name).strip() for name in texts},
            "amount": self.amount,
            "still_open": self.amount,
        }


def told(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields as the trail keeps them: records by their names."""
    return {
        name: value if value is None or isinstance(value, str | int) else str(value)
        for name, value in fields.items()
        if name not in {"still_open", "citation_confirmed"}
    }


def terms_of(finding: Finding) -> dict[str, Any]:
    """What a finding says now, by the names that a form and ``FindingTerms`` know."""
    names = ("title", "office", "partner", "asks_partner", "asks_office", "condition", "rule", "criteria")
    return {
        **{name: getattr(finding, name) for name in (*names, "cause", "effect", "amount")},
        "recommendations": list(finding.recommendations.values_list("text", flat=True)),
    }


def rules_to_choose(on: date) -> list[tuple[str, str]]:
    """The rules that may be named as criteria, each with its source and whether that is confirmed."""
    return [(rule.id, f"{rule.id} {rule.title} · {rule.citation}") for rule in rules_in_force(on, current_law())]


def citation_of(rule_id: str, on: date) -> dict[str, Any]:
    """The source of a rule as it stands on that day; Refusal for a rule that is not in force."""
    if not rule_id:
        return {"citation": "", "citation_confirmed": False}
    chosen = next((rule for rule in rules_in_force(on, current_law()) if rule.id == rule_id), None)
    if chosen is None:
        raise Refusal(f"Aturan {rule_id} tidak berlaku lagi. Pilih aturan lain, atau tulis kriterianya.")
    return {"citation": chosen.citation.place, "citation_confirmed": chosen.citation.confirmed}


def lines_in(text: str) -> list[str]:
    """One recommendation a line, blanks and empty lines left out."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
