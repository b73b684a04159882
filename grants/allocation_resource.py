"""Import of budget lines: a row of a DIPA's file becomes a line, or a revision of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from import_export.results import RowResult

from accounts.models import User
from grants.actions.allocations import below_use
from grants.actions.dipa_documents import take_lines
from grants.allocation_columns import ALLOCATIONS
from grants.budget_codes import PARTS, CodeReader, ReadRow, Row, row_of_parts
from grants.facts import assistance_group
from grants.models import Allocation, DipaDocument
from imports.resources import ROW_NUMBER, UNREADABLE, FlatResource
from legal.law import current_law
from partners.saving import field_sentences
from rupiah.format import format_rupiah
from rupiah.parse import parse_rupiah

#: What a row is, where it is no budget line, in words.
_NO_LINE = {
    Row.LEVEL: "Jumlah suatu tingkat kode: baris di bawahnya yang diambil.",
    Row.TOTAL: "Baris jumlah.",
    Row.DETAIL: "Rincian baris akun di atasnya.",
    Row.NOTHING: "Tanpa kode dan tanpa pagu.",
}
_READ = "terbaca"  #: where a row of the dataset keeps what its code was read as


@dataclass(slots=True)
class FlatLine:
    """A budget line on one row; ``kept`` is the recorded line with its use."""

    read: ReadRow = field(default_factory=lambda: ReadRow(Row.NOTHING))
    year: int | None = None
    description: str = ""
    amount: int | None = None
    kept: Allocation | None = None
    why_left_out: str = ""
    #: What the row would record or change: attribute, what was, what will be.
    changes: list[tuple[str, Any, Any]] = field(default_factory=list, compare=False)

    def __str__(self) -> str:
        return str(self.read.code) if self.read.code else self.description or "–"


class AllocationResource(FlatResource):
    """Knows a line by its whole code within one office and year, which is read once. A recorded line keeps what the
    file does not say; sums and details of the export are left out, each with its reason.

    Writes through the actions, a part of the file at a time.
    """

    table = ALLOCATIONS

    class Meta(FlatResource.Meta):
        import_id_fields = ("code",)
        fields = import_order = tuple(ALLOCATIONS.attributes)

    def __init__(self, *, by: User, document: DipaDocument) -> None:
        super().__init__()
        self.by, self.document = by, document
        lines = Allocation.objects.visible_to(by).filter(office=document.office_id, year=document.year).with_use()
        self._kept = {line.code.key: line for line in lines}
        self._group = assistance_group(document.year, current_law()) if document.assistance_only else ""
        self._reader = CodeReader()
        self._rows_by_key: dict[tuple[str, ...], int] = {}
        self._new: list[dict[str, Any]] = []
        self._changed: dict[int, dict[str, Any]] = {}

    # A row

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        row[_READ] = self._read(row)

    def _read(self, row: dict[str, Any]) -> ReadRow:
        description, has_amount = row["description"] or "", bool(row["amount"])
        if row["code"]:
            return self._reader.read(row["code"], description, has_amount=has_amount)
        parts = {name: row[name] or "" for name in PARTS}
        if any(parts.values()):
            return row_of_parts(parts, description, has_amount=has_amount)
        return self._reader.read("", description, has_amount=has_amount)

    def get_instance(self, instance_loader: Any, row: dict[str, Any]) -> FlatLine | None:
        code = row[_READ].code
        kept = self._kept.get(code.key) if code else None
        return FlatLine(read=row[_READ], description=kept.description, kept=kept) if kept else None

    def init_instance(self, row: dict[str, Any] | None = None) -> FlatLine:
        return FlatLine(read=row[_READ]) if row else FlatLine()

    def normal(self, attribute: str, value: str | date) -> Any:
        text = str(value)
        if attribute == "amount":
            return int(text) if text.isdecimal() and len(text) <= 15 else parse_rupiah(text)
        if attribute == "year":
            if not text.isdecimal():
                raise ValueError(f"“{text}” bukan tahun. Tulis misalnya {self.document.year}.")
            return int(text)
        return value

    def import_field(self, field: Any, instance: FlatLine, row: dict[str, Any], **kwargs: Any) -> None:
        # A part of the code stands in ``read`` already; a cell of it that could not be read is still said.
        if field.attribute in ("year", "description", "amount") or field.attribute in row[UNREADABLE]:
            super().import_field(field, instance, row, **kwargs)

    def name_of(self, row: dict[str, Any]) -> str:
        code = row.get("code") or ".".join(row[name] for name in PARTS if row.get(name))
        return code or row["description"] or "–"

    def skip_row(self, instance: FlatLine, original: FlatLine, row: dict[str, Any], errors: Any = None) -> bool:
        instance.why_left_out = self._why_left_out(instance)
        if instance.why_left_out:
            return True
        instance.changes = _differences(instance)
        code = instance.read.code
        twice = code is not None and code.key in self._rows_by_key
        return instance.kept is not None and not instance.changes and not errors and not twice

    def _why_left_out(self, instance: FlatLine) -> str:
        code, kept = instance.read.code, instance.kept
        if code is None:
            return _NO_LINE.get(instance.read.kind, "")
        if kept is None and self._group and not code.account.startswith(self._group):
            return f"Akun {code.account} bukan kelompok {self._group}; hanya kelompok itu yang diminta."
        return "Pagunya nol, dan baris ini belum tercatat." if kept is None and instance.amount == 0 else ""

    def left_out(self, instance: FlatLine) -> str:
        return instance.why_left_out

    def faults_of(self, instance: FlatLine, unreadable: frozenset[str]) -> dict[str, list[str]]:
        faults: dict[str, list[str]] = {}
        code, kept = instance.read.code, instance.kept
        if instance.read.wrong:
            faults["code"] = [instance.read.wrong]
        if instance.year not in (None, self.document.year):
            faults["year"] = [
                f"Baris ini untuk tahun {instance.year}, sedangkan DIPA yang dipilih {self.document.year}."
            ]
        if "amount" not in unreadable:
            faults |= _wrong_amount(instance)
        if code is not None:
            twice = self._rows_by_key.get(code.key)
            if twice is not None:
                told = f"Kode ini sudah ada pada baris {twice} berkas ini. Gabungkan keduanya menjadi satu baris."
                faults.setdefault("code", []).append(told)
            line = Allocation(**code.parts, description=instance.description)
            faults |= field_sentences(line, ["description"] if kept else [*PARTS, "description"])
        return {name: sentences for name, sentences in faults.items() if name not in unreadable}

    def after_import_row(self, row: dict[str, Any], row_result: RowResult, **kwargs: Any) -> None:
        code = row[_READ].code
        if code is not None:
            self._rows_by_key.setdefault(code.key, row[ROW_NUMBER])

    def absent(self) -> list[str]:
        return [
            f"{line.budget_code} · {line.description} · {format_rupiah(line.amount)}"
            for key, line in self._kept.items()
            if key not in self._rows_by_key
        ]

    # Writing

    def write(self, instance: FlatLine) -> None:
        fields = {"description": instance.description, "amount": instance.amount}
        if instance.kept is not None:
            self._changed[instance.kept.pk] = fields
        elif instance.read.code is not None:
            self._new.append(instance.read.code.parts | fields)

    def write_rest(self) -> None:
        new, changed = self._new, self._changed
        self._new, self._changed = [], {}
        if new or changed:
            take_lines(document=self.document, new=new, changed=changed, by=self.by)


def _wrong_amount(instance: FlatLine) -> dict[str, list[str]]:
    amount, kept = instance.amount, instance.kept
    if amount is None:
        return {"amount": ["Pagu wajib diisi."]}
    if amount < 0:
        return {"amount": ["Pagu tidak boleh kurang dari nol."]}
    return {"amount": [below_use(kept.used)]} if kept is not None and amount < kept.used else {}


def _differences(instance: FlatLine) -> list[tuple[str, Any, Any]]:
    kept, amount = instance.kept, instance.amount
    shown = None if amount is None else format_rupiah(amount)
    if kept is None:
        return [("description", None, instance.description), ("amount", None, shown)]
    changes: list[tuple[str, Any, Any]] = []
    if instance.description != kept.description:
        changes.append(("description", kept.description, instance.description))
    if amount != kept.amount:
        changes.append(("amount", format_rupiah(kept.amount), shown))
    return changes
