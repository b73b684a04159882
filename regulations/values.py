"""What the figures of the law are made of, and how a person reads and writes each kind of them.

A kind shows a value in a sentence, writes it as it stands in a form, and reads it back: ``parse(write(value))`` is the
value again. What cannot be read comes back as an Indonesian sentence for the person who typed it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from rupiah.format import format_angka, format_rupiah
from rupiah.parse import NotRupiah, parse_rupiah

#: Beyond this a number of days, letters or percent is a slip of the finger.
_LARGEST_COUNT = 100_000
_LONGEST_TEXT = 200


class NotAValue(ValueError):
    """The text is no value of this kind; ``sentences`` are Indonesian and say how to mend it."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


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


class Kind(Protocol):
    """One kind of value. ``hint`` says in Indonesian how it is written; ``lines`` how tall the box of a form is."""

    @property
    def hint(self) -> str: ...

    @property
    def lines(self) -> int: ...

    def show(self, value: Any) -> str: ...

    def write(self, value: Any) -> str: ...

    def parse(self, text: str) -> Any:
        """The value that ``text`` stands for; raises NotAValue."""


@dataclass(frozen=True, slots=True)
class Text:
    """A short text, or digits that are no number, such as the beginning of an account."""

    digits: bool = False
    longest: int = _LONGEST_TEXT
    lines: int = 1

    @property
    def hint(self) -> str:
        return f"Angka saja, paling banyak {self.longest} angka." if self.digits else "Teks pendek, satu baris."

    def show(self, value: str) -> str:
        return value

    def write(self, value: str) -> str:
        return value

    def parse(self, text: str) -> str:
        value = " ".join(text.split())
        if not value:
            raise NotAValue("Nilainya kosong. Tulis nilai yang baru.")
        if len(value) > self.longest:
            raise NotAValue(f"Nilainya terlalu panjang. Paling banyak {self.longest} tanda.")
        if self.digits and not (value.isascii() and value.isdecimal()):
            raise NotAValue(f"“{value}” memuat tanda selain angka. Tulis angkanya saja.")
        return value


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A count of something: days, letters, percent. ``unit`` is the Indonesian word for it."""

    unit: str = ""
    at_least: int = 0
    at_most: int = _LARGEST_COUNT
    lines: int = 1

    @property
    def hint(self) -> str:
        return f"Angka bulat{f', satuan {self.unit}' if self.unit else ''}, misalnya {self._example}."

    def show(self, value: int) -> str:
        return f"{format_angka(value)} {self.unit}".rstrip()

    def write(self, value: int) -> str:
        return format_angka(value)

    def parse(self, text: str) -> int:
        value = _number(text.strip().removesuffix(self.unit).strip() if self.unit else text, self._example)
        if not self.at_least <= value <= self.at_most:
            bounds = f"{format_angka(self.at_least)} sampai {format_angka(self.at_most)}"
            raise NotAValue(f"{format_angka(value)} tidak masuk akal. Tulis angka dari {bounds}.")
        return value

    @property
    def _example(self) -> str:
        return format_angka(min(max(self.at_least, 14), self.at_most))


@dataclass(frozen=True, slots=True)
class Rupiah:
    """An amount in whole rupiah."""

    hint: str = "Rupiah bulat, misalnya 5.000.000."
    lines: int = 1

    def show(self, value: int) -> str:
        return format_rupiah(value)

    def write(self, value: int) -> str:
        return format_angka(value)

    def parse(self, text: str) -> int:
        return _number(text, "5.000.000")


@dataclass(frozen=True, slots=True)
class Tiers:
    """The stamp duty: one line for each tier, "from amount = duty"."""

    hint: str = "Satu baris untuk tiap tarif: jumlah paling kecil = nilai meterai, misalnya 5.000.001 = 10.000."
    lines: int = 4

    def show(self, value: StampDuty) -> str:
        return "; ".join(f"mulai {format_rupiah(tier.at_least)}: {format_rupiah(tier.duty)}" for tier in value.tiers)

    def write(self, value: StampDuty) -> str:
        return "\n".join(f"{format_angka(tier.at_least)} = {format_angka(tier.duty)}" for tier in value.tiers)

    def parse(self, text: str) -> StampDuty:
        pairs = _pairs(text, "5.000.001 = 10.000")
        tiers = [StampTier(_number(left, "5.000.001"), _number(right, "10.000")) for left, right in pairs]
        if not all(tier.at_least and tier.duty for tier in tiers):
            raise NotAValue("Jumlah dan nilai meterai tidak boleh nol. Hapus baris yang tidak berlaku.")
        amounts = [tier.at_least for tier in tiers]
        if len(set(amounts)) < len(amounts):
            raise NotAValue("Ada jumlah yang ditulis dua kali. Satu jumlah hanya punya satu nilai meterai.")
        return StampDuty(tuple(sorted(tiers, key=lambda tier: -tier.at_least)))


@dataclass(frozen=True, slots=True)
class Pairs:
    """A value for each of the same names, one line each. The names are the program's own and stay."""

    names: tuple[str, ...]
    each: Text = Text()

    @property
    def hint(self) -> str:
        return f"Satu baris untuk tiap nama, nama = nilai: {', '.join(self.names)}."

    @property
    def lines(self) -> int:
        return len(self.names) + 1

    def show(self, value: Mapping[str, str]) -> str:
        return "; ".join(f"{name}: {self.each.show(value[name])}" for name in self.names)

    def write(self, value: Mapping[str, str]) -> str:
        return "\n".join(f"{name} = {self.each.write(value[name])}" for name in self.names)

    def parse(self, text: str) -> Mapping[str, str]:
        pairs = _pairs(text, f"{self.names[0]} = …")
        given = [name.lower() for name, _ in pairs]
        twice = {name for name in given if given.count(name) > 1}
        wrong = [f"“{name}” tidak dikenal." for name in given if name not in self.names]
        wrong += [f"“{name}” belum diberi nilai." for name in self.names if name not in given]
        wrong += [f"“{name}” ditulis dua kali." for name in self.names if name in twice]
        if wrong:
            raise NotAValue(*wrong)
        return {name.lower(): self.each.parse(value) for name, value in pairs}


@dataclass(frozen=True, slots=True)
class Names:
    """Several short texts without order, one line each."""

    hint: str = "Satu baris untuk tiap nilai."
    lines: int = 6

    def show(self, value: frozenset[str]) -> str:
        return ", ".join(sorted(value))

    def write(self, value: frozenset[str]) -> str:
        return "\n".join(sorted(value))

    def parse(self, text: str) -> frozenset[str]:
        names = frozenset(Text().parse(line) for line in text.splitlines() if line.strip())
        if not names:
            raise NotAValue("Nilainya kosong. Tulis satu nilai pada tiap baris.")
        return names


def kind_of(value: Any) -> Kind:
    """How values like this one are read and written; raises TypeError for what no form could take."""
    if isinstance(value, StampDuty):
        return Tiers()
    if isinstance(value, str):
        return Text(digits=value.isdecimal())
    if isinstance(value, int) and not isinstance(value, bool):
        return WholeNumber()
    if isinstance(value, Mapping):
        return Pairs(tuple(value), Text(digits=all(each.isdecimal() for each in value.values())))
    if isinstance(value, frozenset):
        return Names()
    raise TypeError(f"no form can take a {type(value).__name__}: give the parameter its kind")


def _number(text: str, example: str) -> int:
    """Whole and not negative; raises NotAValue, which shows ``example`` for what cannot be read."""
    if not text.strip():
        raise NotAValue(f"Nilainya kosong. Tulis angkanya, misalnya {example}.")
    try:
        value = parse_rupiah(text)
    except NotRupiah as problem:
        said = str(problem).replace("jumlah rupiah", "angka bulat")
        raise NotAValue(re.sub(r"misalnya [\d.,]*\d", f"misalnya {example}", said)) from problem
    if value < 0:
        raise NotAValue(f"{format_angka(value)} kurang dari nol. Tulis angka tanpa tanda kurang.")
    return value


def _pairs(text: str, example: str) -> list[tuple[str, str]]:
    """The two sides of "=" on each line that holds anything; raises NotAValue."""
    pairs = []
    for line in text.splitlines():
        if not line.strip():
            continue
        left, sign, right = (part.strip() for part in line.partition("="))
        if not (left and sign and right):
            raise NotAValue(f"Baris “{line.strip()}” tidak terbaca. Tulis seperti {example}.")
        pairs.append((left, right))
    if not pairs:
        raise NotAValue(f"Nilainya kosong. Tulis seperti {example}.")
    return pairs
