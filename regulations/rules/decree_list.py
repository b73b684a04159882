"""Who is on the list: aid that the report names against the persons and amounts of the decree of recipients.

Where the decree names no persons (the LKS itself is the recipient) nothing is known, and the rules are silent. Who
is on a list, and with how much, the treasurer can explain or mend, so these are warnings; who of the list has got
nothing yet may get it from the next instalment, so that is a note.
"""

from __future__ import annotations

from collections.abc import Iterator

from regulations.catalogue import Examples, Stage, Subject, rule
from regulations.facts import ReportFacts
from regulations.findings import NOWHERE, Finding, Severity, Where
from regulations.instruments import social_assistance
from regulations.sheets import BENEFICIARIES
from rupiah.format import format_rupiah


@rule(
    id="SK-05",
    title="Penerima manfaat ada dalam SK penerima",
    fault="Penerima manfaat tidak ada dalam SK penerima",
    obligation="Bantuan diberikan kepada orang yang ditetapkan dalam SK penerima yang berlaku.",
    remedy="Periksa NIK. Bila orangnya memang menggantikan yang lain, jelaskan siapa dan mengapa; balai menetapkannya "
    "dengan SK perubahan.",
    severity=Severity.WARNING,
    citation=social_assistance("penetapan penerima bantuan sosial"),
    subject=Subject.DECREE,
    stage=Stage.BOTH,
    examples=Examples(
        passes="Orang dengan NIK ini ada dalam SK 10/SK/2021.",
        fails="Orang dengan NIK ini tidak ada dalam SK 10/SK/2021.",
        border="SK 10/SK/2021 tidak memuat daftar nama: penerimanya LKS sendiri, jadi tidak dicocokkan.",
    ),
)
def beneficiary_is_on_the_decree(facts: ReportFacts) -> Iterator[Finding]:
    decreed = facts.decreed
    if decreed is None:
        return
    for beneficiary in facts.beneficiaries:
        if beneficiary.nik and not beneficiary.nik_was_number and beneficiary.row not in decreed.shares:
            yield beneficiary_is_on_the_decree.found(
                where=Where(BENEFICIARIES, beneficiary.row, "nik"),
                message=f"Orang ini tidak ada dalam daftar SK {decreed.number}.",
                found="NIK yang tidak ada dalam SK",
                expected=f"salah satu dari {decreed.people} penerima dalam SK {decreed.number}",
            )


@rule(
    id="SK-06",
    title="Semua penerima dalam SK sudah menerima",
    fault="Penerima dalam SK belum menerima apa pun",
    obligation="Setiap orang yang ditetapkan dalam SK penerima menerima bantuannya.",
    remedy="Bila bantuannya diberikan dari termin berikutnya, tidak ada yang perlu diubah. Bila ada yang terlewat, "
    "tambahkan barisnya.",
    severity=Severity.NOTE,
    citation=social_assistance("penetapan penerima bantuan sosial"),
    subject=Subject.DECREE,
    stage=Stage.BOTH,
    examples=Examples(
        passes="SK menetapkan 2 orang; keduanya ada dalam daftar laporan.",
        fails="SK menetapkan 3 orang; hanya 2 ada dalam daftar laporan.",
        border="SK menetapkan 2 orang, dan salah satunya dua kali menerima: keduanya sudah menerima.",
    ),
)
def everybody_on_the_decree_has_got_something(facts: ReportFacts) -> Iterator[Finding]:
    decreed = facts.decreed
    if decreed is not None and decreed.missed:
        yield everybody_on_the_decree_has_got_something.found(
            where=NOWHERE,
            message=f"Dari penerima dalam SK {decreed.number}, {decreed.missed} tidak ada dalam daftar laporan ini.",
            found=f"{decreed.people - decreed.missed} dari {decreed.people} penerima",
            expected=f"semua {decreed.people} penerima, kecuali yang menerima dari termin lain",
        )


@rule(
    id="SK-07",
    title="Nilai bantuan tidak melebihi SK penerima",
    fault="Nilai bantuan melebihi SK penerima",
    obligation="Bantuan bagi seseorang dalam laporan tidak lebih dari yang ditetapkan baginya dalam SK penerima.",
    remedy="Periksa Nilai pada baris orang ini. Bila memang lebih, jelaskan alasannya kepada verifikator.",
    severity=Severity.WARNING,
    citation=social_assistance("jumlah bantuan bagi setiap penerima"),
    subject=Subject.DECREE,
    stage=Stage.BOTH,
    examples=Examples(
        passes="SK menetapkan Rp2.000.000, nilainya dalam laporan Rp1.350.000.",
        fails="SK menetapkan Rp1.349.999, nilainya dalam laporan Rp1.350.000.",
        border="SK menetapkan Rp1.350.000, nilainya dalam laporan persis sama.",
    ),
)
def aid_is_no_more_than_the_decree_gives(facts: ReportFacts) -> Iterator[Finding]:
    decreed = facts.decreed
    if decreed is None:
        return
    given: dict[str, int] = {}
    told: set[str] = set()
    for beneficiary in facts.beneficiaries:
        nik, share = beneficiary.nik, decreed.shares.get(beneficiary.row)
        if not nik or share is None:
            continue
        given[nik] = given.get(nik, 0) + (beneficiary.value or 0)
        # Said once for each person, on the line with which it becomes too much.
        if given[nik] > share and nik not in told:
            told.add(nik)
            yield aid_is_no_more_than_the_decree_gives.found(
                where=Where(BENEFICIARIES, beneficiary.row, "value"),
                message=f"Nilai bantuan bagi orang ini melebihi SK {decreed.number}.",
                found=format_rupiah(given[nik]),
                expected=f"paling banyak {format_rupiah(share)}",
            )
