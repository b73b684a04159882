"""Figures that the law changes from time to time, each with the dates between which it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from regulations.citation import Citation
from regulations.instruments import (
    ATENSI,
    CHART_OF_ACCOUNTS,
    CHILDREN,
    ELDERLY,
    SOCIAL_ASSISTANCE,
    STAMP_DUTY_LAW,
    STATE_AUDIT,
)
from regulations.values import Kind, Pairs, StampDuty, StampTier, Text, WholeNumber, kind_of

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
    decision: int | None = None  #: number of the legal officer's decision that set it; None: the code's own

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Parameter(Generic[Value]):
    """A figure of the law with its history, newest first. ``id`` is stable and never used for another; ``title`` is
    Indonesian. ``kind`` says how a value is read and written where its type alone does not say enough."""

    id: str
    title: str
    history: tuple[Dated[Value], ...]
    kind: Kind | None = None

    @property
    def written(self) -> Kind:
        """How its values are shown, written and read."""
        return self.kind or kind_of(self.history[0].value)

    def key_of(self, dated: Dated[Value]) -> str:
        """By what the citation of a figure is called: the parameter's id and the figure's first day."""
        return f"{self.id}.{dated.since.isoformat() if dated.since else 'awal'}"

    def dated(self, day: date) -> Dated[Value]:
        """The value in force on ``day`` with its period and source; raises NoValue when there is none."""
        for dated in self.history:
            if dated.holds_on(day):
                return dated
        raise NoValue(f"{self.title}: {day.isoformat()}")

    def on(self, day: date) -> Value:
        """The value in force on ``day``; raises NoValue when there is none."""
        return self.dated(day).value


def all_parameters() -> list[Parameter[Any]]:
    """Every parameter of this module, by id; a parameter that stands elsewhere cannot be amended."""
    found = {value.id: value for value in globals().values() if isinstance(value, Parameter)}
    return [found[key] for key in sorted(found)]


def get_parameter(parameter_id: str) -> Parameter[Any]:
    """The parameter of this id; raises KeyError for an unknown one."""
    return {parameter.id: parameter for parameter in all_parameters()}[parameter_id]


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
    kind=Text(digits=True, longest=6),
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
    kind=Pairs(tuple(_PURPOSES), Text(digits=True, longest=6)),
)

_FORMS: Mapping[str, str] = {"uang": "1", "barang": "2", "jasa": "3"}
ACCOUNT_OF_FORM = Parameter(
    "AKUN-BENTUK",
    "Akun menurut bentuk bantuan",
    (Dated(_FORMS, Citation(CHART_OF_ACCOUNTS, "angka keenam akun menurut bentuk bantuan sosial")),),
    kind=Pairs(tuple(_FORMS), Text(digits=True, longest=1)),
)

NTPN_LENGTH = Parameter(
    "NTPN-PANJANG",
    "Panjang NTPN",
    (Dated(16, Citation(SOCIAL_ASSISTANCE, "bukti penyetoran ke kas negara (NTPN)")),),
    kind=WholeNumber("huruf dan angka", at_least=1, at_most=100),
)

# General knowledge of the field, read in no official text: a legal officer can correct each of them.
SP2D_LENGTH = Parameter(
    "SP2D-PANJANG",
    "Panjang nomor SP2D",
    (Dated(15, Citation(SOCIAL_ASSISTANCE, "nomor surat perintah pencairan dana")),),
    kind=WholeNumber("angka", at_least=1, at_most=30),
)

CHANNEL_DAYS = Parameter(
    "SALUR-HARI",
    "Hari kalender sampai dana tersalurkan ke LKS",
    (Dated(30, Citation(SOCIAL_ASSISTANCE, "batas waktu penyaluran sejak dana diterima bank atau pos penyalur")),),
    kind=WholeNumber("hari"),
)

IDLE_DAYS = Parameter(
    "MENGENDAP-HARI",
    "Hari kalender dana boleh tanpa transaksi",
    (Dated(105, Citation(SOCIAL_ASSISTANCE, "dana yang tidak bertransaksi dikembalikan ke kas negara")),),
    kind=WholeNumber("hari"),
)

RETURN_DAYS = Parameter(
    "KEMBALI-HARI",
    "Hari kalender sampai pengembalian disetor ke kas negara",
    (Dated(30, Citation(SOCIAL_ASSISTANCE, "batas waktu penyetoran dana yang dikembalikan ke kas negara")),),
    kind=WholeNumber("hari"),
)

# Not confirmed in the project's sources: neither the instrument's article nor that it holds for an inspectorate.
FOLLOW_UP_DAYS = Parameter(
    "TEMUAN-HARI",
    "Hari kalender sampai tindak lanjut rekomendasi pemeriksaan disampaikan",
    (Dated(60, Citation(STATE_AUDIT, "jawaban tentang tindak lanjut rekomendasi sesudah laporan diterima")),),
    kind=WholeNumber("hari", at_least=1),
)

REPEATED_AID_DAYS = Parameter(
    "BANTUAN-ULANG",
    "Jangka bantuan yang sama dianggap berulang",
    (Dated(365, Citation(ATENSI, "penyaluran bantuan yang tidak berulang kepada orang yang sama")),),
    kind=WholeNumber("hari"),
)

CHILD_AGE = Parameter(
    "USIA-ANAK",
    "Umur sejak seseorang bukan anak lagi",
    (Dated(18, Citation(CHILDREN, "batas umur anak")),),
    kind=WholeNumber("tahun", at_most=120),
)

ELDERLY_AGE = Parameter(
    "USIA-LANSIA",
    "Umur sejak seseorang lanjut usia",
    (Dated(60, Citation(ELDERLY, "batas umur lanjut usia")),),
    kind=WholeNumber("tahun", at_most=120),
)

# No law names it: from here on several receipts of one day look like one that was split below the limit for stamps.
SPLIT_SHARE = Parameter(
    "METERAI-PECAH",
    "Bagian dari batas meterai yang dianggap dekat dengan batas",
    (Dated(80, Citation(STAMP_DUTY_LAW, "bea meterai atas tanda terima uang yang dipecah")),),
    kind=WholeNumber("persen", at_most=100),
)
