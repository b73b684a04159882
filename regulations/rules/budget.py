"""Money is spent on what the agreement's budget (RAB) allows, and no more than it allows."""

from __future__ import annotations

from collections.abc import Iterator

from regulations.cashbook import code_key, expenses_without
from regulations.catalogue import Examples, Subject, rule
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.sheets import BUDGET, CASH_BOOK
from regulations.suggestions import Suggestions
from rupiah.format import format_rupiah


@rule(
    id="RAB-01",
    title="Kode RAB dikenal",
    fault="Kode RAB tidak dikenal",
    obligation="Kode RAB di buku kas ada dalam RAB perjanjian.",
    remedy="Pilih kode dari lembar RAB.",
    severity=Severity.ERROR,
    citation=social_assistance("penggunaan dana sesuai rencana anggaran biaya"),
    subject=Subject.BUDGET,
    examples=Examples(
        passes="Kode K.02, dan K.02 ada dalam RAB.",
        fails="Kode K.O2 (dengan huruf O), yang tidak ada dalam RAB.",
        border="Kode ditulis “k.02” dengan huruf kecil: tetap dikenali sebagai K.02.",
    ),
)
def budget_code_is_known(facts: ReportFacts) -> Iterator[Finding]:
    known = {code_key(line.code): line.code for line in facts.agreement.budget_lines}
    meant = Suggestions(known)
    for entry in facts.entries:
        if not entry.budget_code or (key := code_key(entry.budget_code)) in known:
            continue
        yield budget_code_is_known.found(
            where=Where(CASH_BOOK, entry.row, "budget_code"),
            message="Kode RAB ini tidak ada dalam perjanjian.",
            found=entry.budget_code,
            expected=f"salah satu kode di lembar RAB{meant(key)}",
        )


@rule(
    id="RAB-02",
    title="Tiap pengeluaran berkode RAB",
    fault="Pengeluaran belum berkode RAB",
    obligation="Tiap pengeluaran dibebankan pada satu baris RAB.",
    remedy="Pilih kode RAB yang sesuai dengan belanja ini.",
    severity=Severity.ERROR,
    citation=social_assistance("penggunaan dana sesuai rencana anggaran biaya"),
    subject=Subject.BUDGET,
    examples=Examples(
        passes="Pengeluaran Rp4.500.000 dengan kode K.01.",
        fails="Pengeluaran Rp4.500.000 tanpa kode.",
        border="Penerimaan dari SP2D tanpa kode: kode hanya wajib untuk pengeluaran.",
    ),
)
def every_expense_has_a_budget_code(facts: ReportFacts) -> Iterator[Finding]:
    for entry in expenses_without(facts, "budget_code"):
        yield every_expense_has_a_budget_code.found(
            where=Where(CASH_BOOK, entry.row, "budget_code"),
            message="Pengeluaran ini belum berkode RAB.",
            found="kosong",
            expected="salah satu kode di lembar RAB",
        )


@rule(
    id="RAB-03",
    title="Baris RAB tidak terlampaui",
    fault="Baris RAB terlampaui",
    obligation="Pemakaian tiap baris RAB, termasuk dalam laporan terdahulu, tidak melebihi jumlahnya dalam perjanjian.",
    remedy="Periksa jumlah dan kode belanja ini. Bila memang lebih, minta adendum perjanjian kepada balai.",
    severity=Severity.ERROR,
    citation=social_assistance("penggunaan dana sesuai rencana anggaran biaya"),
    subject=Subject.BUDGET,
    waivable=False,
    examples=Examples(
        passes="RAB K.01 Rp18.000.000, dipakai Rp9.000.000.",
        fails="RAB K.01 Rp18.000.000, dipakai dahulu Rp10.000.000 dan sekarang Rp8.000.001.",
        border="RAB K.01 Rp18.000.000, dipakai tepat Rp18.000.000.",
    ),
)
def no_budget_line_is_overspent(facts: ReportFacts) -> Iterator[Finding]:
    lines = {code_key(line.code): line for line in facts.agreement.budget_lines}
    used = {key: line.spent_before for key, line in lines.items()}
    first_over: dict[str, int] = {}
    for entry in facts.entries:
        if not entry.paid or not entry.budget_code or (key := code_key(entry.budget_code)) not in lines:
            continue
        used[key] += entry.paid
        if used[key] > lines[key].amount:
            first_over.setdefault(key, entry.row)
    for key, row in first_over.items():
        line = lines[key]
        over = used[key] - line.amount
        # Crossed on the way, but back within it at the end: a correction has mended it.
        if over <= 0:
            continue
        before = (
            f", {format_rupiah(line.spent_before)} di antaranya dalam laporan terdahulu" if line.spent_before else ""
        )
        yield no_budget_line_is_overspent.found(
            where=Where(CASH_BOOK, row, "paid"),
            message=f"Sejak baris ini belanja {line.code} ({line.description}) melampaui RAB {format_rupiah(over)}.",
            found=f"{format_rupiah(used[key])} terpakai{before}",
            expected=f"paling banyak {format_rupiah(line.amount)} menurut RAB {line.code}",
        )


# Only the last report can tell: before it, what is not used yet may still be.
@rule(
    id="RAB-04",
    title="Tiap baris RAB dipakai",
    fault="Baris RAB tidak pernah dipakai",
    obligation="Kegiatan yang disepakati dalam RAB dilaksanakan; yang tidak dilaksanakan tampak pada laporan terakhir.",
    remedy="Tidak perlu diubah bila kegiatannya memang tidak dilaksanakan. Periksa kode RAB belanja lain bila keliru.",
    severity=Severity.NOTE,
    citation=social_assistance("penggunaan dana sesuai rencana anggaran biaya"),
    subject=Subject.BUDGET,
    examples=Examples(
        passes="Termin terakhir, dan tiap baris RAB pernah dipakai.",
        fails="Termin terakhir, dan K.03 belum pernah dipakai.",
        border="Termin pertama dari dua, dan K.03 belum dipakai: masih dapat dipakai.",
    ),
)
def every_budget_line_is_used(facts: ReportFacts) -> Iterator[Finding]:
    if not facts.entries or facts.instalment.number != len(facts.agreement.instalment_amounts):
        return
    used = {code_key(line.code) for line in facts.agreement.budget_lines if line.spent_before}
    for entry in facts.entries:
        if "budget_code" in entry.unreadable:
            return
        if entry.paid and entry.budget_code:
            used.add(code_key(entry.budget_code))
    for line in facts.agreement.budget_lines:
        if line.amount and code_key(line.code) not in used:
            yield every_budget_line_is_used.found(
                where=Where(BUDGET, None, "code"),
                message=f"RAB {line.code} ({line.description}) tidak pernah dipakai sampai termin terakhir.",
                found="Rp0 terpakai",
                expected=f"sampai {format_rupiah(line.amount)} menurut RAB {line.code}",
            )
