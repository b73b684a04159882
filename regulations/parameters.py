"""Figures that the law changes from time to time, each with the dates between which it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from regulations.citation import Citation
from regulations.instruments import CHART_OF_ACCOUNTS, SOCIAL_ASSISTANCE, STAMP_DUTY_LAW

Value = TypeVar("Value")


class NoValue(LookupError):
    """The parameter has no value on that date."""


@dataclass(frozen=True, slots=True)
class Dated(Generic[Value]):
    """A value and its period, both days inclusive; None is open-ended."""

    value: Value
    citation: Citation
    since: date | None = None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Parameter(Generic[Value]):
    """A figure of the law with its history. ``id`` is stable and never used for another; ``title`` is Indonesian."""

    id: str
    title: str
    history: tuple[Dated[Value], ...]

    def dated(self, day: date) -> Dated[Value]:
        """The value in force on ``day`` with its period and source; raises NoValue when there is none."""
        for dated in self.history:
            if dated.holds_on(day):
                return dated
        raise NoValue(f"{self.title}: {day.isoformat()}")

    def on(self, day: date) -> Value:
        """The value in force on ``day``; raises NoValue when there is none."""
        return self.dated(day).value


@dataclass(frozen=True, slots=True)
class StampTier:
    """From this amount upwards a receipt bears a stamp of ``duty`` rupiah."""

    at_least: int
    duty: int


@dataclass(frozen=True, slots=True)
class StampDuty:
    """What stamp a document that states receipt of money bears; tiers from the highest amount down."""

    tiers: tuple[StampTier, ...]

    def duty_for(self, amount: int) -> int:
        """Nominal of the stamp in rupiah; 0 when none is due."""
        for tier in self.tiers:
            if amount >= tier.at_least:
                return tier.duty
        return 0


# Confirmed: that since 1 January 2021 a receipt for more than Rp5,000,000 bears a Rp10,000 stamp, under this law. Not
# confirmed: in which article it stands; and everything about the earlier tariff, whose instrument nobody has named.
STAMP_DUTY = Parameter(
    "METERAI",
    "Bea meterai",
    (
        Dated(
            StampDuty((StampTier(5_000_001, 10_000),)),
            Citation(STAMP_DUTY_LAW, "bea meterai atas tanda terima uang", confirmed=True),
            since=date(2021, 1, 1),
        ),
        Dated(
            StampDuty((StampTier(1_000_001, 6_000), StampTier(250_000, 3_000))),
            Citation("Tarif bea meterai sebelum UU 10/2020", "bea meterai atas tanda terima uang"),
            until=date(2020, 12, 31),
        ),
    ),
)

# Confirmed: that social assistance is account group 57.
ASSISTANCE_ACCOUNTS = Parameter(
    "AKUN-BANSOS",
    "Kelompok akun belanja bantuan sosial",
    (
        Dated(
            "57", Citation(CHART_OF_ACCOUNTS, "belanja bantuan sosial dibukukan pada kelompok akun 57", confirmed=True)
        ),
    ),
)

_PURPOSES: Mapping[str, str] = {
    "rehabilitasi": "571",
    "jaminan": "572",
    "pemberdayaan": "573",
    "perlindungan": "574",
    "kemiskinan": "575",
    "bencana": "576",
}
ACCOUNT_OF_PURPOSE = Parameter(
    "AKUN-TUJUAN",
    "Akun menurut tujuan bantuan",
    (Dated(_PURPOSES, Citation(CHART_OF_ACCOUNTS, "tiga angka pertama akun menurut tujuan bantuan sosial")),),
)

_FORMS: Mapping[str, str] = {"uang": "1", "barang": "2", "jasa": "3"}
ACCOUNT_OF_FORM = Parameter(
    "AKUN-BENTUK",
    "Akun menurut bentuk bantuan",
    (Dated(_FORMS, Citation(CHART_OF_ACCOUNTS, "angka keenam akun menurut bentuk bantuan sosial")),),
)

NTPN_LENGTH = Parameter(
    "NTPN-PANJANG", "Panjang NTPN", (Dated(16, Citation(SOCIAL_ASSISTANCE, "bukti penyetoran ke kas negara (NTPN)")),)
)
