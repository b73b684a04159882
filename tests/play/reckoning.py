"""Each figure of a year told once more, from its definition, out of the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property

from tests.play.ledger import Ledger
from tests.play.records import DEAD, PAID, Agreement, Decree, Line, Owed, Payment

SEVERAL = "beberapa"
#: Of these money the payment is the whole, until its report is accepted.
PART_OF_ITS_PAYMENT = ("tak_tersalur", "temuan")
#: figure → group → rupiah
Figures = dict[str, dict[str, int]]


class Reckoning:
    """The ledger as it stands now: to be thrown away with the next step."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def figures(self, year: int, by: str, office: int | None = None) -> Figures:
        """Every figure by group, with ``saldo-awal`` and ``saldo-akhir``; ``office`` None for all of them.

        Grouped by LKS, region and cluster a budget line stands under "": it belongs to none of them.
        """
        sums: Figures = defaultdict(lambda: defaultdict(int))
        for key, group, amount in self._movements(year, self._grouping(by), office):
            sums[key][group] += amount
        for _, group, amount in self._open(year - 1, self._grouping(by), office):
            sums["saldo-awal"][group] += amount
        for key, group, amount in self._open(year, self._grouping(by), office):
            sums[key][group] += amount
            sums["saldo-akhir"][group] += amount
        return sums

    def ahead(self, year: int, office: int | None) -> int:
        """What is back at the end of the year of payments whose report is not accepted then, less the same of the year
        before: by so much opening and movements differ from the end."""
        return self._back_before_its_report(year, office) - self._back_before_its_report(year - 1, office)

    def _back_before_its_report(self, year: int, office: int | None) -> int:
        return sum(
            owed.amount
            for owed in self.ledger.returns.values()
            if owed.kind in PART_OF_ITS_PAYMENT
            and self._is_back(owed, year)
            and not self._accepted(owed.instalment, year)
            and self._is_of(owed.instalment, office)
        )

    # What belongs to a year

    def _movements(
        self, year: int, group: Callable[[object], str], office: int | None
    ) -> Iterator[tuple[str, str, int]]:
        ledger = self.ledger
        for line in ledger.lines.values():
            if line.year == year and office in (None, line.office):
                yield "alokasi", group(line), line.amount
        for payment in ledger.payments.values():
            if not self._is_of(payment.instalment, office):
                continue
            if payment.state not in DEAD and ledger.lines[payment.line].year == year:
                yield "terpakai", group(payment), payment.amount
            if payment.state in PAID and payment.paid_on is not None and payment.paid_on.year == year:
                yield "disalurkan", group(payment), payment.amount
        for decree in ledger.decrees.values():
            whose = ledger.partners[ledger.agreements[decree.agreement].partner].office
            if decree.state == "approved" and decree.decided_on.year == year and office in (None, whose):
                yield "ditetapkan", group(decree), ledger.decreed(decree)
        for owed in ledger.returns.values():
            if not self._is_of(owed.instalment, office) or owed.state == "withdrawn":
                continue
            if self._added_in(owed) == year:
                yield "tambahan", group(owed), owed.amount
            if owed.state == "confirmed" and owed.confirmed_on is not None and owed.confirmed_on.year == year:
                yield "dikembalikan", group(owed), owed.amount
        for instalment, report in ledger.reports.items():
            accepted = report.accepted_on is not None and report.accepted_on.year == year
            if accepted and self._is_of(instalment, office):
                yield "dipertanggungjawabkan", group(instalment), report.spent

    def _added_in(self, owed: Owed) -> int | None:
        """The year in which it is owed beside what was paid; None for what never is, or not yet."""
        report = self.ledger.reports.get(owed.instalment)
        if owed.kind == "bunga":
            return owed.opened_on.year
        if owed.kind == "temuan" and report is not None and report.accepted_on is not None:
            return max(owed.opened_on, report.accepted_on).year
        return None

    def _open(self, year: int, group: Callable[[object], str], office: int | None) -> Iterator[tuple[str, str, int]]:
        """What is open when the year ends."""
        for payment in self.ledger.payments.values():
            paid = payment.state in PAID and payment.paid_on is not None and payment.paid_on.year <= year
            if paid and not self._accepted(payment.instalment, year) and self._is_of(payment.instalment, office):
                yield "belum-dilaporkan", group(payment), payment.amount
        for owed in self.ledger.returns.values():
            stands = owed.state != "withdrawn" and owed.opened_on.year <= year and not self._is_back(owed, year)
            waits = owed.kind in PART_OF_ITS_PAYMENT and not self._accepted(owed.instalment, year)
            if stands and not waits and self._is_of(owed.instalment, office):
                yield "belum-kembali", group(owed), owed.amount

    def _is_of(self, instalment: int, office: int | None) -> bool:
        return office is None or self.ledger.office_of(instalment) == office

    def _accepted(self, instalment: int, year: int) -> bool:
        report = self.ledger.reports.get(instalment)
        return report is not None and report.accepted_on is not None and report.accepted_on.year <= year

    def _is_back(self, owed: Owed, year: int) -> bool:
        return owed.state == "confirmed" and owed.confirmed_on is not None and owed.confirmed_on.year <= year

    # Groups, as the pages name them in an address

    def _grouping(self, by: str) -> Callable[[object], str]:
        def of(record: object) -> str:
            if isinstance(record, Line):
                return {"akun": record.account, "program": record.program, "kantor": str(record.office)}.get(by, "")
            if by in ("akun", "program"):
                return self._charged(record, {"akun": "account", "program": "program"}[by])
            if by == "klaster":
                decree = self._decree(record)
                return "" if decree is None else self._clusters[id(decree)]
            partner = self._agreement(record).partner
            home = self.ledger.partners[partner]
            return {
                "lks": str(partner),
                "kabupaten": home.regency,
                "provinsi": home.province,
                "kantor": str(home.office),
            }[by]

        return of

    def _agreement(self, record: object) -> Agreement:
        if isinstance(record, Decree):
            return self.ledger.agreements[record.agreement]
        return self.ledger.agreements[self.ledger.instalments[_instalment(record)].agreement]

    def _charged(self, record: object, name: str) -> str:
        """Of the budget line that the record is charged to, this field."""
        if isinstance(record, Payment):
            return str(getattr(self.ledger.lines[record.line], name))
        if isinstance(record, Decree):
            return _one({getattr(self.ledger.lines[line], name) for line in self._lines_of_decrees[id(record)]})
        living = self.ledger.living(_instalment(record))
        return "" if living is None else str(getattr(self.ledger.lines[self.ledger.payments[living].line], name))

    def _decree(self, record: object) -> Decree | None:
        if isinstance(record, Decree):
            return record
        if isinstance(record, Payment):
            return self.ledger.decrees[record.decree]
        living = self.ledger.living(_instalment(record))
        return None if living is None else self.ledger.decrees[self.ledger.payments[living].decree]

    @cached_property
    def _lines_of_decrees(self) -> dict[int, set[int]]:
        lines: dict[int, set[int]] = {id(decree): set() for decree in self.ledger.decrees.values()}
        for payment in self.ledger.payments.values():
            if payment.state not in DEAD:
                lines[id(self.ledger.decrees[payment.decree])].add(payment.line)
        return lines

    @cached_property
    def _clusters(self) -> dict[int, str]:
        found = {}
        for decree in self.ledger.decrees.values():
            office = self.ledger.partners[self.ledger.agreements[decree.agreement].partner].office
            known = (self.ledger.clusters.get((office, nik)) for nik in decree.people or ())
            found[id(decree)] = _one({cluster for cluster in known if cluster is not None})
        return found


def _instalment(record: object) -> int:
    return record if isinstance(record, int) else record.instalment  # type: ignore[attr-defined]


def _one(of: set[str]) -> str:
    """The one that there is; SEVERAL, or "" for none."""
    return SEVERAL if len(of) > 1 else next(iter(of), "")
