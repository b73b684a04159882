"""Fills a workbook with LibreOffice Calc, without a window: opens it, writes cells as a user does, saves it.

``fill_with_calc`` is for our own Python. Calc itself is driven by this same file, run by the system's Python, which
has Calc's bindings (package python3-uno).
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

SYSTEM_PYTHON = "/usr/bin/python3"
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8", ".xls": "MS Excel 97"}
_PATIENCE = 120  #: seconds that Calc may take to start

#: What a user does: {"cells": {sheet: {cell: content}}, "merges": {sheet: [range]},
#: "hidden": {new sheet: {cell: content}}}. Content is a number, a text, {"date": "2021-04-20"} or {"formula": "=1/0"}.
Content = dict[str, Any]


def fill_with_calc(template: Path, content: Content, *outs: Path) -> None:
    """Opens ``template`` in Calc, writes ``content`` into it, saves it as each of ``outs`` (.xlsx, .ods, .xls).

    Only unlocked cells can be written, as for a user; anything else raises CalledProcessError.
    """
    with tempfile.TemporaryDirectory(prefix="calc-") as folder:
        content_path = Path(folder, "content.json")
        content_path.write_text(json.dumps(content), encoding="utf-8")
        pipe = f"amanah{secrets.token_hex(6)}"
        office = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                "--nologo",
                f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            command = [SYSTEM_PYTHON, __file__, pipe, str(template.resolve()), str(content_path)]
            subprocess.run([*command, *(str(out.resolve()) for out in outs)], check=True)
            office.wait(timeout=_PATIENCE)
        finally:
            if office.poll() is None:
                office.kill()
                office.wait()


def _connect(pipe: str) -> Any:
    """The desktop of the Calc that listens on ``pipe``; waits until it has started."""
    import uno
    from com.sun.star.connection import NoConnectException

    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(_PATIENCE * 4):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise TimeoutError("Calc did not start")


def _option(name: str, value: Any) -> Any:
    from com.sun.star.beans import PropertyValue

    option = PropertyValue()
    option.Name, option.Value = name, value
    return option


def _write(sheet: Any, cell_name: str, content: Any) -> None:
    cell = sheet.getCellRangeByName(cell_name)
    if isinstance(content, dict) and "date" in content:
        cell.setValue((date.fromisoformat(content["date"]) - date(1899, 12, 30)).days)
    elif isinstance(content, dict):
        cell.setFormula(content["formula"])
    elif isinstance(content, str):
        cell.setString(content)
    else:
        cell.setValue(float(content))
    if content != "" and cell.getFormula() == "":
        raise PermissionError(f"{sheet.Name}!{cell_name} is locked")


def _fill(document: Any, content: Content) -> None:
    for title, cells in content.get("cells", {}).items():
        for name, value in cells.items():
            _write(document.Sheets.getByName(title), name, value)
    for title, ranges in content.get("merges", {}).items():
        sheet = document.Sheets.getByName(title)
        sheet.unprotect("")
        for cells in ranges:
            sheet.getCellRangeByName(cells).merge(True)
        sheet.protect("")
    for title, cells in content.get("hidden", {}).items():
        document.Sheets.insertNewByName(title, document.Sheets.Count)
        sheet = document.Sheets.getByName(title)
        for name, value in cells.items():
            _write(sheet, name, value)
        sheet.IsVisible = False


def _drive(pipe: str, template: str, content_path: str, *outs: str) -> None:
    desktop = _connect(pipe)
    document = desktop.loadComponentFromURL(Path(template).as_uri(), "_blank", 0, (_option("Hidden", True),))
    _fill(document, json.loads(Path(content_path).read_text(encoding="utf-8")))
    document.calculateAll()
    for out in outs:
        document.storeToURL(Path(out).as_uri(), (_option("FilterName", FILTERS[os.path.splitext(out)[1]]),))
    document.close(True)
    desktop.terminate()


if __name__ == "__main__":
    _drive(*sys.argv[1:])
