"""Where a report is on its way, and the one thing that its reader should do next."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission, Role
from grants.models import TreasuryReturn
from grants.owed import undelivered_of
from reports.evidence import EvidenceSheet
from reports.models import Report
from reports.permissions import may_fill, signing_role
from reports.readiness import Readiness
from reports.statement import SIGNERS
from rupiah.format import format_angka, format_rupiah

DONE, NOW, STUCK, TODO = "done", "now", "stuck", "todo"


@dataclass(slots=True)
class JourneyStep:
    """A stretch of the way: ``state`` is one of done, now, stuck, todo."""

    label: str
    state: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class NextAction:
    """What to do next: a title, a sentence, and a button where there is one. ``name`` tells it to the template."""

    name: str
    title: str
    sentence: str
    label: str = ""
    url: str = ""
    icon: str = "arrow"


def journey_of(report: Report, ready: Readiness, sheet: EvidenceSheet) -> list[JourneyStep]:
    """The seven stretches from the workbook to acceptance; exactly one is "now" or "stuck" until the end."""
    page = report.get_absolute_url()
    evidence = reverse("reports:evidence", args=[report.pk])
    lines = len(sheet.lines)
    signed = [role.label.removesuffix(" LKS") for role in SIGNERS if role in ready.signatures]
    sent = not report.is_open
    revision = ready.revision
    steps = [
        (bool(revision), "Unggah buku kerja", f"Revisi {revision.number}" if revision else "", f"{page}#unggah"),
        (
            bool(revision) and not ready.workbook_errors and not ready.to_explain,
            "Perbaiki temuan",
            _on_findings(ready),
            f"{page}#temuan",
        ),
        (
            bool(revision) and not ready.evidence_errors and not ready.loose_files and not ready.said_unproven,
            "Lampirkan bukti",
            f"{len(sheet.present)} dari {lines} pengeluaran" if lines else "",
            evidence,
        ),
        (
            not ready.unsigned,
            "Tanda tangan ketua dan bendahara",
            f"Sudah: {', '.join(signed)}" if signed else "",
            reverse("reports:sign", args=[report.pk]),
        ),
        (sent, "Kirim ke balai", "", page),
        (report.state in ("verified", "accepted"), "Diperiksa verifikator", "", page),
        (report.state == "accepted", "Diterima PPK", "", page),
    ]
    journey: list[JourneyStep] = []
    reached = False
    for is_done, label, note, url in steps:
        is_done = (is_done or sent) if len(journey) < 5 else is_done
        if reached:
            state = TODO
        elif is_done:
            state = DONE
        else:
            reached = True
            state = STUCK if label == "Perbaiki temuan" and ready.workbook_errors else NOW
        journey.append(JourneyStep(label, state, note, url if state in (DONE, NOW, STUCK) and not sent else ""))
    return journey


def _on_findings(ready: Readiness) -> str:
    """What is left to do about findings; errors first, for an explanation may become needless with their mending."""
    if ready.workbook_errors:
        return f"{ready.workbook_errors} kesalahan"
    return f"{ready.said_unexplained} belum dijelaskan" if ready.to_explain else ""


def next_action(report: Report, ready: Readiness, user: User) -> NextAction:
    """The one thing that this reader should do now, or whom the report waits for."""
    if report.is_open:
        if may_fill(user, report):
            return _treasurer_next(report, ready)
        return _reader_next(report, ready, user)
    if report.state == "accepted":
        return _accepted_next(report)
    permission = Permission.VERIFY_REPORT if report.state == "submitted" else Permission.ACCEPT_REPORT
    if permission in user.permissions:
        title = "Periksa laporan ini" if report.state == "submitted" else "Putuskan laporan ini"
        sentence = "Baca baris, bukti, dan temuannya berdampingan, lalu kembalikan atau teruskan."
        review = reverse("reports:review", args=[report.pk])
        return NextAction("review", title, sentence, "Buka pemeriksaan", review, "eye")
    who = "verifikator balai" if report.state == "submitted" else "PPK"
    sentence = "Belum ada yang perlu Anda lakukan. Hasilnya muncul di halaman ini."
    if report.owed > 0 and user.may(Permission.FILL_REPORT, report):
        owed = " dan ".join(
            f"{what} {format_rupiah(amount)}"
            for what, amount in (
                ("sisa", report.remainder - undelivered_of(report.instalment)),
                ("bunga bank", report.interest),
            )
            if amount > 0
        )
        if owed:
            sentence += f" {owed[0].upper()}{owed[1:]} disetor setelah laporan diterima;"
            sentence += " kode billing dan NTPN dicatat di sini."
    return NextAction("wait", f"Menunggu {who}", sentence)


def _treasurer_next(report: Report, ready: Readiness) -> NextAction:
    evidence = reverse("reports:evidence", args=[report.pk])
    if ready.revision is None:
        return NextAction(
            "fill",
            "Isi laporan: di Excel, atau di peramban",
            "Buku kerja Excel sudah berisi nama LKS, RAB, dan jumlah dana Anda; mengisinya tidak memerlukan internet. "
            "Tanpa Excel, isi langsung di peramban.",
            "Unduh buku kerja",
            reverse("reports:workbook", args=[report.pk]),
            "download",
        )
    if ready.workbook_errors:
        return NextAction(
            "mend",
            f"Perbaiki {format_angka(ready.workbook_errors)} kesalahan",
            "Letak dan cara memperbaikinya ada di bawah. Perbaiki langsung di peramban, atau di Excel: unduh buku "
            "kerja yang sudah ditandai, perbaiki, simpan, lalu unggah lagi.",
            "Unduh buku kerja bertanda",
            reverse("reports:annotated", args=[report.pk, ready.revision.number]),
            "download",
        )
    if ready.to_explain:
        return NextAction(
            "explain",
            f"Jelaskan {ready.said_unexplained}",
            "Peringatan tidak harus diperbaiki, tetapi balai perlu tahu sebabnya. Tulis satu dua kalimat pada tiap "
            "peringatan di bawah; yang sekelompok cukup sekali.",
            "Ke peringatan pertama",
            f"#{ready.first_unexplained}",
            "comment",
        )
    if ready.evidence_errors:
        return NextAction(
            "evidence",
            f"Lampirkan bukti untuk {ready.evidence_errors} pengeluaran",
            "Foto kuitansi dengan ponsel, atau pilih banyak berkas sekaligus."
            + (f" Lampirkan juga {ready.said_unproven}." if ready.said_unproven else ""),
            "Buka halaman bukti",
            evidence,
            "camera",
        )
    if ready.loose_files:
        return NextAction(
            "evidence",
            f"Pasangkan {ready.loose_files} berkas bukti",
            "Berkas ini belum jelas untuk baris mana. Pilih nomor buktinya, atau lepas berkasnya.",
            "Buka halaman bukti",
            evidence,
            "file",
        )
    if ready.said_unproven:
        return NextAction(
            "evidence",
            f"Lampirkan {ready.said_unproven}",
            "Balai meminta bukti bahwa tiap penerima manfaat diasesmen dan dibahas sebelum dibantu. Satu berkas cukup "
            "bagi semua pada hari itu. Bila memang tidak ada, tulis sebabnya pada peringatannya di bawah.",
            "Buka halaman bukti",
            evidence,
            "camera",
        )
    if blocked := ready.obstacles():
        first = blocked[0]
        return NextAction("blocked", "Laporan belum dapat ditandatangani", first.sentence, first.label, first.url)
    if Role.TREASURER in ready.unsigned:
        return NextAction(
            "sign",
            "Tandatangani pernyataan tanggung jawab",
            "Semua isian dan bukti lengkap. Baca pernyataannya, lalu tandatangani sebagai bendahara.",
            "Baca dan tandatangani",
            reverse("reports:sign", args=[report.pk]),
            "sign",
        )
    if ready.unsigned:
        head = report.instalment.agreement.partner.head
        return NextAction(
            "wait",
            "Menunggu tanda tangan ketua",
            f"Mintalah {head.name if head else 'ketua LKS'} masuk ke Amanah dan menandatangani pernyataan.",
        )
    sentence = "Isian dan bukti lengkap, dan pernyataannya sudah ditandatangani."
    if report.state == "returned":
        sentence = "Pastikan yang diminta balai sudah Anda perbaiki, lalu kirim lagi."
    return NextAction("submit", "Kirim laporan ke balai", sentence)


def _reader_next(report: Report, ready: Readiness, user: User) -> NextAction:
    """For all but the treasurer: the head is called once the treasurer has signed, as on the head's desk."""
    if not ready.can_be_signed:
        return NextAction("wait", "Laporan masih disusun bendahara LKS", "Belum ada yang perlu Anda lakukan.")
    role = signing_role(user, report)
    if Role.TREASURER in ready.unsigned:
        sentence = "Isian dan bukti sudah lengkap. "
        sentence += "Sesudah bendahara, giliran Anda." if role else "Belum ada yang perlu Anda lakukan."
        return NextAction("wait", "Menunggu tanda tangan bendahara", sentence)
    if role is not None and role in ready.unsigned:
        return NextAction(
            "sign",
            "Tandatangani pernyataan tanggung jawab",
            "Bendahara sudah melengkapi dan menandatangani laporan. "
            f"Baca pernyataannya, lalu tandatangani sebagai {role.label}.",
            "Baca dan tandatangani",
            reverse("reports:sign", args=[report.pk]),
            "sign",
        )
    if ready.unsigned:
        return NextAction("wait", "Menunggu tanda tangan ketua", "Belum ada yang perlu Anda lakukan.")
    return NextAction(
        "wait",
        "Menunggu bendahara mengirim laporan",
        "Kedua tanda tangan sudah ada. Belum ada yang perlu Anda lakukan.",
    )


def _accepted_next(report: Report) -> NextAction:
    waiting = list(report.instalment.returns.filter(state__in=["open", "deposited"]).order_by("pk"))
    owed = [each for each in waiting if each.state == "open"] or waiting
    if owed:
        return returns_next(owed)
    return NextAction("done", "Laporan sudah diterima", "Tidak ada lagi yang perlu dilakukan. Terima kasih.")


def returns_next(returns: list[TreasuryReturn]) -> NextAction:
    """What is to do for money of one state that goes back: all of it is named, the first is opened."""
    first = returns[0]
    kinds = " dan ".join(dict.fromkeys(each.get_kind_display().lower() for each in returns))
    amount = format_rupiah(sum(each.amount for each in returns))
    open_it = (f"Buka pengembalian {first.get_kind_display().lower()}", first.get_absolute_url(), "return")
    if first.state == "deposited":
        sentence = "Balai mencocokkan NTPN-nya dengan kas negara, lalu menyatakannya selesai."
        return NextAction("return", f"Laporan diterima; {kinds} {amount} sudah disetor", sentence, *open_it)
    sentence = "Bayar dengan kode billing, lalu catat NTPN dan bukti setornya."
    if len(returns) > 1:
        sentence += " Masing-masing disetor dan dicatat sendiri."
    return NextAction("return", f"Laporan diterima; {kinds} {amount} harus kembali ke kas negara", sentence, *open_it)
