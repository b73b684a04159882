"""The list of beneficiaries (PM) names each person rightly, and each kind of aid once.

A NIK is personal data: no finding repeats it, for findings are kept and printed. The cell says which it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from regulations.catalogue import Examples, Subject, rule
from regulations.dates import tanggal
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import atensi, social_assistance
from regulations.nik import nik_fault, with_a_sound_nik
from regulations.sheets import BENEFICIARIES
from rupiah.format import format_angka, format_rupiah


@rule(
    id="PM-01",
    title="NIK berbentuk benar",
    fault="NIK tidak mungkin benar",
    obligation="NIK terdiri atas 16 angka yang memuat kode provinsi, tanggal lahir, dan nomor urut yang mungkin ada.",
    remedy="Salin ulang NIK dari KTP atau kartu keluarga.",
    severity=Severity.ERROR,
    citation=atensi("identitas penerima manfaat"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="NIK 16 angka dengan tanggal lahir 17-08-90.",
        fails="NIK 15 angka, tanggal lahirnya 17-13-90, atau kode provinsinya 99.",
        border="NIK perempuan: tanggal lahir ditambah 40, jadi 57-08-90.",
    ),
)
def nik_is_well_formed(facts: ReportFacts) -> Iterator[Finding]:
    for beneficiary in facts.beneficiaries:
        if beneficiary.nik and not beneficiary.nik_was_number and (fault := nik_fault(beneficiary.nik)):
            found, expected = fault
            yield nik_is_well_formed.found(
                where=Where(BENEFICIARIES, beneficiary.row, "nik"),
                message="NIK pada baris ini tidak mungkin benar.",
                found=found,
                expected=expected,
            )


@rule(
    id="PM-02",
    title="NIK ditulis sebagai teks",
    fault="NIK ditulis sebagai angka",
    obligation="NIK ditulis sebagai teks, sebab sel angka hanya menyimpan 15 angka pertama.",
    remedy="Ubah format sel menjadi Teks, lalu ketik ulang 16 angka NIK dari KTP atau kartu keluarga.",
    severity=Severity.ERROR,
    citation=atensi("identitas penerima manfaat"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="Sel berformat teks berisi 16 angka.",
        fails="Sel berformat angka yang tampil sebagai 3,60E+15.",
        border="Sel berformat angka yang kebetulan benar: angka terakhirnya tetap tidak dapat dipercaya.",
    ),
)
def nik_is_text(facts: ReportFacts) -> Iterator[Finding]:
    for beneficiary in facts.beneficiaries:
        if beneficiary.nik_was_number:
            yield nik_is_text.found(
                where=Where(BENEFICIARIES, beneficiary.row, "nik"),
                message="NIK ini tersimpan sebagai angka, sehingga angka-angka terakhirnya hilang.",
                found="sel berisi angka",
                expected="sel berisi teks 16 angka",
            )


@rule(
    id="PM-03",
    title="Penerima manfaat tidak tercatat dua kali",
    fault="Penerima manfaat tercatat dua kali",
    obligation="Seorang penerima manfaat tercatat satu kali untuk bantuan yang sama.",
    remedy="Hapus baris yang ganda. Bila bantuannya bertahap, gabungkan menjadi satu baris.",
    severity=Severity.ERROR,
    citation=atensi("penyaluran bantuan yang tidak berulang kepada orang yang sama"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="Dua baris dengan NIK berbeda.",
        fails="Dua baris dengan NIK, komponen, dan bentuk bantuan yang sama.",
        border="Dua baris dengan NIK sama tetapi komponennya berbeda: hanya diberi catatan (PM-04).",
    ),
)
def nobody_is_listed_twice(facts: ReportFacts) -> Iterator[Finding]:
    first: dict[tuple[str, str | None, str | None], int] = {}
    for beneficiary in with_a_sound_nik(facts):
        key = (beneficiary.nik or "", beneficiary.component, beneficiary.form)
        row = first.setdefault(key, beneficiary.row)
        if row != beneficiary.row:
            yield nobody_is_listed_twice.found(
                where=Where(BENEFICIARIES, beneficiary.row, "nik"),
                message=f"Orang ini sudah tercatat di baris {row} untuk bantuan yang sama.",
                found=f"NIK, komponen, dan bentuk sama dengan baris {row}",
                expected="satu baris untuk satu orang dan satu bantuan",
            )


@rule(
    id="PM-04",
    title="Beberapa bantuan bagi satu orang",
    fault="Satu orang tercatat untuk beberapa bantuan",
    obligation="Bantuan yang berbeda bagi orang yang sama terlihat oleh pemeriksa.",
    remedy="Tidak perlu diubah bila orang ini memang menerima beberapa bantuan. Periksa NIK-nya bila tidak.",
    severity=Severity.NOTE,
    citation=atensi("penyaluran bantuan yang tidak berulang kepada orang yang sama"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="Dua baris dengan NIK berbeda.",
        fails="Satu NIK di dua baris: satu untuk aksesibilitas, satu untuk terapi.",
        border="Satu NIK di dua baris untuk bantuan yang sama: itu kesalahan PM-03, bukan catatan.",
    ),
)
def several_aids_to_one_person_are_shown(facts: ReportFacts) -> Iterator[Finding]:
    first: dict[str, int] = {}
    seen: set[tuple[str, str | None, str | None]] = set()
    for beneficiary in with_a_sound_nik(facts):
        nik = beneficiary.nik or ""
        key = (nik, beneficiary.component, beneficiary.form)
        row = first.setdefault(nik, beneficiary.row)
        if row != beneficiary.row and key not in seen:
            yield several_aids_to_one_person_are_shown.found(
                where=Where(BENEFICIARIES, beneficiary.row, "nik"),
                message=f"Orang ini tercatat juga di baris {row} untuk bantuan lain.",
                found=f"NIK sama dengan baris {row}",
                expected="NIK yang berbeda, kecuali orang ini memang menerima beberapa bantuan",
            )
        seen.add(key)


@rule(
    id="PM-05",
    title="NIK terisi",
    fault="NIK belum terisi",
    obligation="Tiap penerima manfaat dikenali dengan NIK-nya.",
    remedy="Tulis NIK dari KTP atau kartu keluarga. Bila orang ini belum ber-NIK, jelaskan kepada verifikator.",
    severity=Severity.WARNING,
    citation=atensi("identitas penerima manfaat"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="Baris dengan NIK.",
        fails="Baris tanpa NIK.",
        border="NIK berupa sel angka: sudah disebut oleh PM-02, tidak disebut dua kali.",
    ),
)
def every_beneficiary_has_a_nik(facts: ReportFacts) -> Iterator[Finding]:
    for beneficiary in facts.beneficiaries:
        if not beneficiary.nik and not beneficiary.nik_was_number and "nik" not in beneficiary.unreadable:
            yield every_beneficiary_has_a_nik.found(
                where=Where(BENEFICIARIES, beneficiary.row, "nik"),
                message="Penerima manfaat ini belum ber-NIK.",
                found="kosong",
                expected="16 angka NIK",
            )


@rule(
    id="PM-06",
    title="Daftar penerima manfaat terisi",
    fault="Daftar penerima manfaat kosong",
    obligation="Laporan yang memuat belanja menyebut juga siapa yang menerima manfaatnya.",
    remedy="Isi lembar PM, satu baris untuk tiap bantuan. Bila memang belum ada penerima, jelaskan kepada verifikator.",
    severity=Severity.WARNING,
    citation=social_assistance("daftar penerima manfaat dalam laporan pertanggungjawaban"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="Belanja Rp26.000.000 dan dua orang di lembar PM.",
        fails="Belanja Rp26.000.000 dan lembar PM kosong.",
        border="Belum ada belanja sama sekali dan lembar PM kosong.",
    ),
)
def spending_names_its_beneficiaries(facts: ReportFacts) -> Iterator[Finding]:
    if facts.beneficiaries or BENEFICIARIES in facts.unreadable_tables:
        return
    if any(entry.paid for entry in facts.entries):
        yield spending_names_its_beneficiaries.found(
            where=Where(BENEFICIARIES, None, "nik"),
            message="Daftar penerima manfaat masih kosong, padahal dana sudah dibelanjakan.",
            found="kosong",
            expected="satu baris untuk tiap bantuan yang diterima seorang penerima manfaat",
        )


@rule(
    id="PM-07",
    title="Bantuan diterima dalam masa perjanjian",
    fault="Bantuan diterima di luar masa perjanjian",
    obligation="Penerima manfaat menerima bantuannya di dalam masa perjanjian kerja sama.",
    remedy="Betulkan Tanggal Terima. Bila memang di luar masa perjanjian, keluarkan dari laporan ini.",
    severity=Severity.ERROR,
    citation=social_assistance("masa penggunaan dana menurut perjanjian kerja sama"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="Perjanjian 1 April–31 Desember 2021, bantuan diterima 10 Juni 2021.",
        fails="Perjanjian 1 April–31 Desember 2021, bantuan diterima 1 Januari 2022.",
        border="Bantuan diterima pada hari terakhir perjanjian, 31 Desember 2021: masih di dalam.",
    ),
)
def aid_is_received_within_the_agreement(facts: ReportFacts) -> Iterator[Finding]:
    starts, ends = facts.agreement.starts_on, facts.agreement.ends_on
    for beneficiary in facts.beneficiaries:
        day = beneficiary.received_on
        if day is not None and not starts <= day <= ends:
            when = "sebelum perjanjian mulai" if day < starts else "sesudah perjanjian berakhir"
            yield aid_is_received_within_the_agreement.found(
                where=Where(BENEFICIARIES, beneficiary.row, "received_on"),
                message=f"Bantuan ini diterima {when}.",
                found=tanggal(day),
                expected=f"{tanggal(starts)} sampai {tanggal(ends)}, masa perjanjian {facts.agreement.number}",
            )


@rule(
    id="PM-08",
    title="Nilai bantuan tidak melebihi dana",
    fault="Nilai bantuan melebihi dana",
    obligation="Jumlah nilai semua bantuan tidak melebihi dana yang diterima menurut SP2D ditambah saldo awal.",
    remedy="Periksa kolom Nilai di tiap baris. Bila sebagian dibiayai dana lain, jelaskan kepada verifikator.",
    severity=Severity.WARNING,
    citation=social_assistance("daftar penerima manfaat dalam laporan pertanggungjawaban"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="Dana Rp60.000.000 dan bantuan berjumlah Rp2.700.000.",
        fails="Dana Rp60.000.000 dan bantuan berjumlah Rp60.000.001.",
        border="Dana Rp60.000.000 dan bantuan berjumlah tepat Rp60.000.000.",
    ),
)
def aid_is_worth_no_more_than_the_money(facts: ReportFacts) -> Iterator[Finding]:
    # Both from the office's own books: what the treasurer's sheets say wrongly, their own rules tell.
    money = facts.instalment.received + facts.opening_expected
    if not money:
        return
    worth, crossed_in = 0, None
    for beneficiary in facts.beneficiaries:
        worth += beneficiary.value or 0
        if crossed_in is None and worth > money:
            crossed_in = beneficiary.row
    if crossed_in is not None and worth > money:
        yield aid_is_worth_no_more_than_the_money.found(
            where=Where(BENEFICIARIES, crossed_in, "value"),
            message=f"Jumlah nilai bantuan melebihi dana sebesar {format_rupiah(worth - money)}, mulai dari baris ini.",
            found=f"{format_rupiah(worth)} dari {format_angka(len(facts.beneficiaries))} baris",
            expected=f"paling banyak {format_rupiah(money)}, dana termin ini menurut SP2D ditambah saldo awal",
        )
