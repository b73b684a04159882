"""The catalogue as a page for people: docs/rules.md is what render() says, and a test holds it so.

Write it anew with ``python -m regulations.handbook``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from regulations.catalogue import Rule, Subject, all_rules
from regulations.dates import tanggal
from regulations.law import Law
from regulations.parameters import Parameter
from regulations.troubles import page as page_of_troubles

PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"

_HEAD = """\
# Katalog aturan

Halaman ini ditulis oleh `python -m regulations.handbook` dari katalog aturan; jangan diubah dengan tangan.

Setiap laporan diperiksa dengan aturan yang berlaku pada tanggal laporan itu sendiri. Kesalahan menghalangi pengajuan,
peringatan perlu dilihat, catatan hanya memberi tahu. Aturan yang berubah disebut sekali untuk tiap versinya, dengan
masa berlakunya; kedua hari batasnya termasuk. Rujukan bertanda “(belum dikonfirmasi)” belum dibaca dalam naskah
resminya; nomor pasal hanya ditulis setelah dikonfirmasi. Rujukan, angka, dan masa berlaku di sini ialah yang ada
dalam program; analis hukum dapat mengubahnya, dan yang berlaku kini ada di halaman Aturan.
"""


def render() -> str:
    """The whole catalogue as Markdown in Indonesian; same catalogue, same text."""
    rules = all_rules()
    parts = [_HEAD, page_of_troubles(), "## Semua aturan\n", _overview(rules)]
    for subject in Subject:
        chosen = [rule for rule in rules if rule.subject is subject]
        if chosen:
            parts.append(f"## {subject.value}\n")
            parts += [_entry(rule) for rule in chosen]
    return "\n".join(parts)


def _overview(rules: list[Rule]) -> str:
    lines = ["| Aturan | Judul | Tingkat | Diperiksa | Berlaku |", "|---|---|---|---|---|"]
    lines += [
        f"| [{rule.id}](#{_anchor(rule)}) | {rule.title} | {rule.severity.label} | {rule.stage.label} "
        f"| {_period(rule.since, rule.until)} |"
        for rule in rules
    ]
    return "\n".join(lines) + "\n"


def _entry(rule: Rule) -> str:
    return "\n".join(
        [
            f'<a id="{_anchor(rule)}"></a>\n',
            f"### {rule.id} {rule.title}\n",
            f"{rule.told(Law(), date.max)}\n",
            f"- Tingkat: {rule.severity.label}",
            f"- Diperiksa: {rule.stage.label.lower()}",
            f"- Berlaku: {_period(rule.since, rule.until)} (versi {rule.version})",
            *([] if rule.waivable else ["- Tidak dapat dikecualikan untuk satu laporan"]),
            *([] if rule.retirable else ["- Tidak dapat dihentikan: basis data menolak yang melanggarnya"]),
            f"- Cara memperbaiki: {rule.remedy}",
            f"- Rujukan: {rule.citation}",
            *(_figures(parameter) for parameter in rule.parameters),
            f"- Contoh benar: {rule.examples.passes}",
            f"- Contoh salah: {rule.examples.fails}",
            f"- Contoh batas: {rule.examples.border}\n",
        ]
    )


def _figures(parameter: Parameter[Any]) -> str:
    """A figure that the rule asks for, each value with its dates, newest first."""
    values = [
        f"{parameter.written.show(dated.value)} ({_period(dated.since, dated.until)})" for dated in parameter.history
    ]
    return f"- {parameter.title}: {'; lalu '.join(reversed(values))}"


def _anchor(rule: Rule) -> str:
    return rule.edition.lower().replace(".", "-")


def _period(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{tanggal(since)} sampai {tanggal(until)}"
    if since:
        return f"sejak {tanggal(since)}"
    return f"sampai {tanggal(until)}" if until else "tanpa batas tanggal"


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
