"""Flat tables that come in: one row, one record."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the attribute of a row that it fills, its heading, its width, and what to write there."""

    attribute: str
    heading: str
    width: int
    hint: str
    required: bool = False
    is_date: bool = False
    #: An identifier: as a number it has lost its leading zeros, so only text is taken.
    is_identifier: bool = False
    #: Personal data: what is wrong with it is said without repeating it.
    is_private: bool = False
    #: Other headings that mean the same, as the exports of other applications write them.
    also: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.heading, *self.also)


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table that is imported: the title of its sheet, what one row of it is, its columns, and how many rows at most.

    A longer sheet is another kind of file. ``either``: sets of attributes of which one at least must have its columns
    besides the required ones, where the same thing is written in one column or in several.
    """

    title: str
    noun: str
    columns: tuple[Column, ...]
    most_rows: int
    either: tuple[tuple[str, ...], ...] = ()

    @property
    def attributes(self) -> list[str]:
        return [column.attribute for column in self.columns]

    def column(self, attribute: str) -> Column:
        return next(column for column in self.columns if column.attribute == attribute)
