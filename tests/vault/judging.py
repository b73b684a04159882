"""Short ways to have a file judged."""

from __future__ import annotations

import io

import pytest

from vault.judge import Limits, judge
from vault.kinds import WORKBOOKS, Kind
from vault.refused import Refused

SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes, name: str = "lpj.xlsx", accept: frozenset[Kind] = WORKBOOKS) -> Refused:
    with pytest.raises(Refused) as caught:
        judge(io.BytesIO(content), name=name, accept=accept, limits=Limits())
    return caught.value


def let_in(content: bytes, name: str = "lpj.xlsx", accept: frozenset[Kind] = WORKBOOKS) -> Kind:
    return judge(io.BytesIO(content), name=name, accept=accept, limits=Limits())
