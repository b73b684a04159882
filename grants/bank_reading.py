"""Reading a stored list of SP2D or a reply of a bank."""

from __future__ import annotations

from grants.reconciliation.apart import read_apart
from grants.reconciliation.grid import Refused
from grants.reconciliation.mapping import ColumnMap
from grants.reconciliation.records import FileKind
from grants.reconciliation.table import Table
from trail.refusal import Refusal
from vault.kinds import Kind
from vault.models import StoredFile


def read_bank_file(stored: StoredFile, *, kind: FileKind, column_map: ColumnMap | None = None) -> Table:
    """What the file says, by ``column_map`` or by what its headings suggest.

    Raises Refusal where it is no table with headings; what cannot be read in a table is among its problems.
    """
    with stored.open() as file:
        content = file.read()
    try:
        return read_apart(content, is_xlsx=stored.kind == Kind.XLSX, kind=kind, column_map=column_map)
    except Refused as refused:
        raise Refusal(refused.problem.sentence, refused.problem.remedy) from refused
