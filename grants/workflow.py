"""The lives of what the money room keeps: payments, deliveries, decrees, returns, exceptions, records of death."""

from __future__ import annotations

from accounts.roles import Permission
from trail.workflow import Step, Workflow

DISBURSEMENT = Workflow(
    title="Penyaluran",
    states={
        "proposed": "SPP diajukan",
        "approved": "SPM terbit",
        "paid": "SP2D terbit",
        "accounted": "Dipertanggungjawabkan",
        "returned": "Diretur bank, menunggu pembayaran ulang",
        "rejected": "Ditolak",
        "cancelled": "Dibatalkan setelah retur",
    },
    initial="proposed",
    steps=(
        Step(
            "approve",
            "Setujui dan terbitkan SPM",
            ("proposed",),
            "approved",
            Permission.APPROVE_DISBURSEMENT,
            apart_from=("proposed_by",),
            stamp="approved",
        ),
        Step(
            "reject",
            "Tolak",
            ("proposed",),
            "rejected",
            Permission.APPROVE_DISBURSEMENT,
            apart_from=("proposed_by",),
            needs_reason=True,
            example="Rekening LKS berbeda dari yang tertulis di perjanjian.",
        ),
        Step("pay", "Catat SP2D", ("approved",), "paid", Permission.RECORD_SP2D),
        Step(
            "retur",
            "Catat retur bank",
            ("paid",),
            "returned",
            Permission.RECORD_SP2D,
            needs_reason=True,
            example="Nomor rekening salah satu angka menurut bank.",
        ),
        Step("repay", "Catat SP2D pengganti", ("returned",), "paid", Permission.RECORD_SP2D),
        Step(
            "cancel",
            "Batalkan penyaluran",
            ("returned",),
            "cancelled",
            Permission.APPROVE_DISBURSEMENT,
            apart_from=("proposed_by",),
            needs_reason=True,
            example="LKS sudah tutup; dana tetap di kas negara.",
            stamp="cancelled",
        ),
        Step("account", "Tandai dipertanggungjawabkan", ("paid",), "accounted", Permission.ACCEPT_REPORT),
    ),
)

#: States of a disbursement in which the LKS has its money.
PAID_STATES = ("paid", "accounted")
#: States in which a bank has sent the money back.
CAME_BACK = ("returned", "cancelled")
#: States in which a payment is over and never happened: its instalment may be proposed anew.
DEAD_STATES = ("rejected", "cancelled")

ACCOUNT_CHANGE = Workflow(
    title="Pergantian rekening pembayaran",
    states={
        "asked": "Menunggu keputusan PPSPM",
        "approved": "Disetujui",
        "refused": "Ditolak",
        "withdrawn": "Ditarik",
    },
    initial="asked",
    steps=(
        Step(
            "approve",
            "Setujui rekening baru",
            ("asked",),
            "approved",
            Permission.APPROVE_DISBURSEMENT,
            apart_from=("asked_by",),
            stamp="approved",
        ),
        Step(
            "refuse",
            "Tolak pergantian",
            ("asked",),
            "refused",
            Permission.APPROVE_DISBURSEMENT,
            apart_from=("asked_by",),
            needs_reason=True,
            example="Nama pada buku tabungan yang dilampirkan bukan nama LKS.",
        ),
        Step(
            "withdraw",
            "Tarik permintaan",
            ("asked",),
            "withdrawn",
            Permission.RECORD_SP2D,
            needs_reason=True,
            example="Bank ternyata membuka kembali rekening yang lama.",
        ),
    ),
)

DELIVERY = Workflow(
    title="Penyerahan oleh bank/pos penyalur",
    states={
        "waiting": "Belum diserahkan",
        "delivered": "Sudah diserahkan",
        "undelivered": "Tidak tersalurkan",
    },
    initial="waiting",
    steps=(
        Step("deliver", "Catat penyerahan", ("waiting",), "delivered", Permission.RECORD_SP2D),
        Step(
            "fail",
            "Nyatakan tidak tersalurkan",
            ("waiting",),
            "undelivered",
            Permission.RECORD_SP2D,
            needs_reason=True,
            example="Penerima pindah alamat dan tidak dapat dihubungi.",
        ),
        Step(
            "correct",
            "Betulkan catatan",
            ("delivered", "undelivered"),
            "waiting",
            Permission.RECORD_SP2D,
            needs_reason=True,
            example="Tanda terima ternyata milik penerima lain.",
        ),
    ),
)

DECREE = Workflow(
    title="SK penerima bantuan",
    writing=("decree.draft", "decree.revise", "decree.add", "decree.remove", "decree.import"),
    states={
        "draft": "Konsep",
        "proposed": "Menunggu pengesahan KPA",
        "approved": "Berlaku",
        "replaced": "Diganti SK lain",
    },
    initial="draft",
    steps=(
        Step("propose", "Ajukan untuk disahkan", ("draft",), "proposed", Permission.DRAFT_DECREE),
        Step(
            "send_back",
            "Kembalikan ke PPK",
            ("proposed",),
            "draft",
            Permission.APPROVE_DECREE,
            apart_from=("drafted_by",),
            needs_reason=True,
            example="Dua penerima memakai nomor rekening yang sama.",
        ),
        Step(
            "approve",
            "Sahkan SK",
            ("proposed",),
            "approved",
            Permission.APPROVE_DECREE,
            apart_from=("drafted_by",),
            stamp="approved",
        ),
        Step("replace", "Ganti dengan SK baru", ("approved",), "replaced", Permission.APPROVE_DECREE),
    ),
)

GATE_EXCEPTION = Workflow(
    title="Pengecualian gerbang termin",
    states={
        "asked": "Menunggu keputusan",
        "granted": "Diberikan",
        "refused": "Ditolak",
        "used": "Sudah dipakai",
        "replaced": "Diganti yang lain",
        "withdrawn": "Ditarik",
    },
    initial="asked",
    steps=(
        Step(
            "grant",
            "Berikan pengecualian",
            ("asked",),
            "granted",
            Permission.GRANT_EXCEPTION,
            apart_from=("asked_by",),
            stamp="granted",
        ),
        Step(
            "refuse",
            "Tolak permintaan",
            ("asked",),
            "refused",
            Permission.GRANT_EXCEPTION,
            apart_from=("asked_by",),
            needs_reason=True,
            example="Laporan termin 1 dapat diselesaikan minggu ini.",
        ),
        Step("use", "Pakai untuk penyaluran", ("granted",), "used", Permission.PROPOSE_DISBURSEMENT),
        Step("replace", "Ganti dengan pengecualian lain", ("granted",), "replaced", Permission.GRANT_EXCEPTION),
        Step(
            "withdraw",
            "Tarik",
            ("asked", "granted"),
            "withdrawn",
            Permission.ASK_EXCEPTION,
            needs_reason=True,
            example="Laporan termin 1 sudah diterima.",
        ),
    ),
)

TREASURY_RETURN = Workflow(
    title="Pengembalian ke kas negara",
    states={
        "open": "Belum disetor",
        "deposited": "Disetor, menunggu konfirmasi",
        "confirmed": "Selesai",
        "withdrawn": "Ditarik",
    },
    initial="open",
    steps=(
        Step("deposit", "Catat setoran", ("open",), "deposited", Permission.ENTER_RETURN, stamp="deposited"),
        # What a distributor could not hand out never came to the LKS: the distributor pays it in, the office writes so.
        Step("hand_back", "Catat setoran penyalur", ("open",), "deposited", Permission.HAND_BACK, stamp="deposited"),
        # A part that is paid in becomes a return of its own; what is left stays open.
        Step("deposit_part", "Catat setoran sebagian", ("open",), "open", Permission.ENTER_RETURN),
        Step("hand_back_part", "Catat setoran sebagian dari penyalur", ("open",), "open", Permission.HAND_BACK),
        Step(
            "confirm",
            "Konfirmasi setoran",
            ("deposited",),
            "confirmed",
            Permission.CONFIRM_RETURN,
            apart_from=("deposited_by",),
            stamp="confirmed",
        ),
        Step(
            "refuse",
            "Tolak bukti setor",
            ("deposited",),
            "open",
            Permission.CONFIRM_RETURN,
            apart_from=("deposited_by",),
            needs_reason=True,
            example="NTPN pada bukti setor milik termin lain.",
        ),
        Step(
            "withdraw",
            "Tarik",
            ("open",),
            "withdrawn",
            Permission.WITHDRAW_RETURN,
            apart_from=("opened_by",),
            needs_reason=True,
            example="Temuan ini milik termin lain menurut laporan pemeriksaannya.",
            stamp="withdrawn",
        ),
        # Beside the retur of the payment that it was to take back, which is one person's to write down.
        Step(
            "lapse",
            "Gugur karena retur bank",
            ("open",),
            "withdrawn",
            Permission.RECORD_SP2D,
            needs_reason=True,
            stamp="withdrawn",
        ),
    ),
)

#: States of a return for which nobody waits any more.
SETTLED_STATES = ("confirmed", "withdrawn")

DEATH_RECORD = Workflow(
    title="Catatan kematian",
    states={"recorded": "Berlaku", "withdrawn": "Ditarik"},
    initial="recorded",
    steps=(
        Step(
            "withdraw",
            "Tarik catatan",
            ("recorded",),
            "withdrawn",
            Permission.MANAGE_DEATHS,
            needs_reason=True,
            example="NIK pada catatan ini milik orang lain.",
            stamp="withdrawn",
        ),
    ),
)
