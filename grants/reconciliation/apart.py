"""Reading an outside file in a process of its own: asked for here, done here, on two sides.

What breaks a reader befalls a child with little memory and little time; whoever asked gets a sentence.
"""

from __future__ import annotations

import io
from typing import Any

from grants.reconciliation.csv_grid import read_csv
from grants.reconciliation.grid import Refused
from grants.reconciliation.mapping import ColumnMap
from grants.reconciliation.records import FileKind
from grants.reconciliation.table import Table, read_table
from grants.reconciliation.xlsx_grid import read_xlsx
from vault.apart import READING, Answer, Busy, Fell, Task, work_apart
from vault.wire import Garbled, heard, said

READ = Task("grants.reconciliation.apart:read", READING)

TOO_MUCH = (
    "Berkas ini terlalu besar atau rusak, sehingga tidak selesai dibaca.",
    "Hapus lembar dan baris yang tidak diperlukan, simpan kembali, lalu unggah lagi.",
)
BUSY = ("Sistem sedang memeriksa banyak berkas.", "Tunggu satu menit, lalu coba lagi. Tidak ada yang disimpan.")


def read_apart(content: bytes, *, is_xlsx: bool, kind: FileKind, column_map: ColumnMap | None = None) -> Table:
    """What the file says, in a child of its own. Raises Refused with a sentence and what to do."""
    columns = column_map.as_data() if column_map else None
    try:
        value = work_apart(READ, content, {"is_xlsx": is_xlsx, "kind": kind.value, "columns": columns}).value
        if isinstance(value, dict) and "refused" in value:
            sentence, remedy = heard(tuple[str, ...], value["refused"])
            raise Refused(sentence, remedy)
        table = heard(Table, value)
    except Busy as problem:
        raise Refused(*BUSY) from problem
    except (Fell, Garbled) as problem:
        raise Refused(*TOO_MUCH) from problem
    assert isinstance(table, Table)
    return table


def read(content: bytes, options: dict[str, Any]) -> Answer:
    """In the child."""
    columns, kind = options["columns"], FileKind(options["kind"])
    try:
        grid = read_xlsx(io.BytesIO(content)) if options["is_xlsx"] else read_csv(content)
        table = read_table(grid, kind=kind, column_map=ColumnMap.from_data(columns) if columns else None)
    except Refused as refused:
        told = (refused.problem.sentence, refused.problem.remedy)
        return Answer({"refused": said(tuple[str, ...], told)})
    return Answer(said(Table, table))
