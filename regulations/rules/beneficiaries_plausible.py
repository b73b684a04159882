"""What the list of beneficiaries (PM) says of a person and of the aid can be true."""

from __future__ import annotations

from collections.abc import Iterator

from regulations.catalogue import Examples, Stage, Subject, rule
from regulations.citation import Citation
from regulations.components import COMPONENTS
from regulations.dates import tanggal
from regulations.facts import ReportFacts
from regulations.findings import Finding, Severity, Where
from regulations.instruments import CHILDREN, atensi, social_assistance
from regulations.nik import age_on, nearly_the_same, nik_fault, with_a_sound_nik
from regulations.parameters import CHILD_AGE, ELDERLY_AGE
from regulations.sheets import BENEFICIARIES
from rupiah.format import format_rupiah


@rule(
    id="PM-09",
    title="Bantuan sudah diterima",
    fault="Tanggal terima belum tiba",
    obligation="Daftar penerima manfaat hanya memuat bantuan yang sudah diterima pada hari laporan diperiksa.",
    remedy="Betulkan Tanggal Terima. Bantuan yang belum diserahkan dilaporkan kemudian.",
    severity=Severity.ERROR,
    citation=social_assistance("daftar penerima manfaat dalam laporan pertanggungjawaban"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="Diperiksa 2 Juli 2021, bantuan diterima 10 Juni 2021.",
        fails="Diperiksa 1 Juli 2021, bantuan diterima 2 Juli 2021.",
        border="Diperiksa pada hari bantuan diterima, 2 Juli 2021.",
    ),
)
def aid_has_been_received(facts: ReportFacts) -> Iterator[Finding]:
    today = facts.today
    if today is None:
        return
    for beneficiary in facts.beneficiaries:
        day = beneficiary.received_on
        # A day after the agreement has its own rule already, PM-07.
        if day is not None and today < day <= facts.agreement.ends_on:
            yield aid_has_been_received.found(
                where=Where(BENEFICIARIES, beneficiary.row, "received_on"),
                message="Tanggal terima ini belum tiba.",
                found=tanggal(day),
                expected=f"paling lambat {tanggal(today)}, hari pemeriksaan",
            )


@rule(
    id="PM-12",
    title="Penerima manfaat masih hidup saat menerima",
    fault="Bantuan diterima sesudah orangnya meninggal",
    obligation="Bantuan diterima oleh orang yang masih hidup pada hari itu.",
    remedy="Periksa NIK dan Tanggal Terima. Bila orangnya memang sudah meninggal, keluarkan dari daftar dan "
    "kembalikan nilainya. Bila catatan kematiannya keliru, hubungi balai.",
    severity=Severity.ERROR,
    citation=atensi("penerima manfaat yang berhak"),
    subject=Subject.BENEFICIARIES,
    stage=Stage.BOTH,
    examples=Examples(
        passes="Bantuan 10 Juni 2021 kepada orang yang tidak tercatat meninggal.",
        fails="Bantuan 10 Juni 2021 kepada orang yang tercatat meninggal 9 Juni 2021 di balai sendiri.",
        border="Bantuan 10 Juni 2021 kepada orang yang meninggal pada hari itu juga.",
    ),
)
def beneficiary_was_alive(facts: ReportFacts) -> Iterator[Finding]:
    if facts.elsewhere is None or not facts.elsewhere.deaths:
        return
    deaths = facts.elsewhere.deaths
    for beneficiary in facts.beneficiaries:
        died, day = deaths.get(beneficiary.row), beneficiary.received_on
        if died is not None and day is not None and day > died:
            yield beneficiary_was_alive.found(
                where=Where(BENEFICIARIES, beneficiary.row, "nik"),
                message="Menurut catatan kematian, orang ini sudah meninggal sebelum bantuan diterima.",
                found=f"diterima {tanggal(day)}",
                expected="diterima semasa hidup; tanggal meninggalnya ada pada catatan kematian di balai",
            )


@rule(
    id="PM-17",
    title="Catatan kematian di kantor lain dicek",
    fault="Menurut kantor lain, orangnya sudah meninggal (perlu dicek)",
    obligation="Bantuan bagi orang yang menurut catatan kantor lain sudah meninggal dicek, sebelum ia disalahkan atau "
    "dibenarkan.",
    remedy="Periksa NIK dan Tanggal Terima, lalu jelaskan kepada verifikator bahwa orang ini masih hidup dan dari mana "
    "diketahui. Bila memang sudah meninggal, keluarkan dari daftar dan kembalikan nilainya.",
    severity=Severity.WARNING,
    citation=atensi("penerima manfaat yang berhak"),
    subject=Subject.BENEFICIARIES,
    stage=Stage.BOTH,
    examples=Examples(
        passes="Bantuan 10 Juni 2021 kepada orang yang tidak tercatat meninggal di kantor mana pun.",
        fails="Bantuan 10 Juni 2021 kepada orang yang di kantor lain tercatat meninggal 9 Juni 2021.",
        border="Menurut kantor lain, orang ini meninggal pada 10 Juni 2021, hari bantuannya.",
    ),
)
def death_recorded_elsewhere_is_checked(facts: ReportFacts) -> Iterator[Finding]:
    # The paper was seen by an office that does not answer for this report: a reason to ask, not a proof.
    if facts.elsewhere is None or not facts.elsewhere.deaths_elsewhere:
        return
    recorded = facts.elsewhere.deaths_elsewhere
    for beneficiary in facts.beneficiaries:
        seen, day = recorded.get(beneficiary.row), beneficiary.received_on
        if seen is not None and seen.on is not None and day is not None and day > seen.on:
            yield death_recorded_elsewhere_is_checked.found(
                where=Where(BENEFICIARIES, beneficiary.row, "nik"),
                message="Perlu dicek: menurut kantor lain, orang ini sudah meninggal sebelum bantuan diterima.",
                found=f"diterima {tanggal(day)}",
                expected=f"diterima semasa hidup; tanggal meninggalnya ada pada {seen.where}",
            )


@rule(
    id="PM-13",
    title="Umur menurut NIK sesuai klaster",
    fault="Umur menurut NIK tidak sesuai klaster",
    obligation="Umur penerima manfaat menurut NIK sesuai dengan klasternya: anak atau lanjut usia.",
    remedy="Periksa NIK dan Klaster. Bila keduanya memang benar, jelaskan kepada verifikator.",
    severity=Severity.WARNING,
    citation=Citation(CHILDREN, "umur penerima manfaat pada klaster anak"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="Klaster lanjut usia, berumur 71 tahun menurut NIK.",
        fails="Klaster lanjut usia, berumur 30 tahun menurut NIK.",
        border="Klaster anak, berumur tepat 18 tahun pada hari bantuan diterima: bukan anak lagi.",
    ),
)
def age_fits_the_cluster(facts: ReportFacts) -> Iterator[Finding]:
    for beneficiary in with_a_sound_nik(facts):
        if beneficiary.cluster not in ("anak", "lansia") or nik_fault(beneficiary.nik or ""):
            continue
        day = beneficiary.received_on or facts.agreement.ends_on
        age = age_on(beneficiary.nik or "", day)
        parameter = CHILD_AGE if beneficiary.cluster == "anak" else ELDERLY_AGE
        limit = facts.law.dated(parameter, day)
        if (age < limit.value) == (beneficiary.cluster == "anak"):
            continue
        allowed = f"kurang dari {limit.value}" if beneficiary.cluster == "anak" else f"paling sedikit {limit.value}"
        yield age_fits_the_cluster.found(
            where=Where(BENEFICIARIES, beneficiary.row, "cluster"),
            message="Umur orang ini menurut NIK-nya tidak cocok dengan klasternya.",
            found=f"{age} tahun pada {tanggal(day)}",
            expected=f"{allowed} tahun bagi klaster ini",
            citation=limit.citation,
        )


@rule(
    id="PM-14",
    title="Satu orang, satu NIK",
    fault="Nama sama dengan NIK yang hampir sama",
    obligation="Orang yang sama selalu ditulis dengan NIK yang sama, supaya bantuan ganda terlihat.",
    remedy="Bandingkan kedua NIK dengan KTP. Tidak perlu diubah bila memang dua orang yang berbeda.",
    severity=Severity.NOTE,
    citation=atensi("identitas penerima manfaat"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="Dua orang bernama sama dengan NIK yang sama sekali berbeda.",
        fails="Nama sama, dan NIK-nya hanya berbeda satu angka.",
        border="Nama sama dan NIK sama: itu urusan PM-03 dan PM-04.",
    ),
)
def one_person_has_one_nik(facts: ReportFacts) -> Iterator[Finding]:
    first: dict[str, tuple[int, str]] = {}
    for beneficiary in with_a_sound_nik(facts):
        if not beneficiary.name:
            continue
        nik = beneficiary.nik or ""
        row, known = first.setdefault(" ".join(beneficiary.name.casefold().split()), (beneficiary.row, nik))
        if nearly_the_same(known, nik):
            yield one_person_has_one_nik.found(
                where=Where(BENEFICIARIES, beneficiary.row, "nik"),
                message=f"Nama ini sama dengan baris {row}, dan NIK-nya hanya berbeda satu atau dua angka.",
                found=f"NIK yang hampir sama dengan baris {row}",
                expected="satu NIK untuk satu orang",
            )


@rule(
    id="PM-15",
    title="Bantuan bernilai",
    fault="Nilai bantuan tidak lebih dari nol",
    obligation="Bantuan uang dan barang bernilai lebih dari nol; jasa boleh cuma-cuma, tetapi tidak kurang dari nol.",
    remedy="Tulis nilai bantuan menurut buktinya.",
    severity=Severity.ERROR,
    citation=social_assistance("daftar penerima manfaat dalam laporan pertanggungjawaban"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="Barang bernilai Rp1.350.000.",
        fails="Barang bernilai Rp0.",
        border="Jasa bernilai Rp0, misalnya pendampingan oleh relawan.",
    ),
)
def aid_has_a_value(facts: ReportFacts) -> Iterator[Finding]:
    for beneficiary in facts.beneficiaries:
        value = beneficiary.value
        if value is None or value > 0 or (value == 0 and beneficiary.form not in ("uang", "barang")):
            continue
        yield aid_has_a_value.found(
            where=Where(BENEFICIARIES, beneficiary.row, "value"),
            message="Nilai bantuan ini tidak lebih dari nol.",
            found=format_rupiah(value),
            expected="nilai lebih dari nol menurut bukti",
        )


@rule(
    id="PM-16",
    title="Bantuan termasuk lingkup perjanjian",
    fault="Bantuan di luar lingkup perjanjian",
    obligation="Dana dipakai untuk komponen ATENSI yang disepakati dalam perjanjian kerja sama.",
    remedy="Periksa Komponen ATENSI di baris ini. Bila memang di luar perjanjian, jelaskan kepada verifikator.",
    severity=Severity.WARNING,
    citation=social_assistance("penggunaan dana sesuai tujuan menurut perjanjian kerja sama"),
    subject=Subject.BENEFICIARIES,
    examples=Examples(
        passes="Perjanjian memuat aksesibilitas, bantuan aksesibilitas.",
        fails="Perjanjian hanya memuat terapi, bantuan aksesibilitas.",
        border="Perjanjian memuat semua komponen.",
    ),
)
def aid_belongs_to_the_agreement(facts: ReportFacts) -> Iterator[Finding]:
    agreed = facts.agreement.components
    if not agreed:
        return
    named = "; ".join(COMPONENTS.get(component, component) for component in agreed)
    for beneficiary in facts.beneficiaries:
        if beneficiary.component is not None and beneficiary.component not in agreed:
            yield aid_belongs_to_the_agreement.found(
                where=Where(BENEFICIARIES, beneficiary.row, "component"),
                message="Komponen bantuan ini tidak disepakati dalam perjanjian.",
                found=COMPONENTS.get(beneficiary.component, beneficiary.component),
                expected=f"{named}, menurut perjanjian {facts.agreement.number}",
            )
