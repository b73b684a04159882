"""Files of treasury and banks for tests that need a database."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from grants.actions.bank_files import import_bank_file
from grants.bank_reading import read_bank_file
from grants.models import BankFile, Disbursement
from grants.reconciliation.records import FileKind
from vault.door import receive
from vault.kinds import TABLES

LIST = "Nomor SP2D;Nomor SPM;Tgl SP2D;Jumlah;No Rekening;Nama Penerima\n"
REPLY = "Nomor SP2D;Tanggal;Jumlah;No Rekening;Status;Keterangan\n"


def sp2d_line(payment: Disbursement, number: str, *, day: str = "12/04/2021", amount: int | None = None) -> str:
    account = payment.bank_account
    return f"{number};{payment.spm_number};{day};{amount or payment.amount};{account.number};{account.holder}\n"


def reply_line(payment: Disbursement, status: str, reason: str = "", *, day: str = "13/04/2021") -> str:
    return f"{payment.sp2d_number};{day};{payment.amount};{payment.bank_account.number};{status};{reason}\n"


def csv(content: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("balasan.csv", content.encode(), content_type="text/csv")


def taken_in(content: str, *, by: User, kind: FileKind = FileKind.SP2D_LIST) -> BankFile:
    """A file that was read by what its headings suggest."""
    stored = receive(csv(content), by=by, accept=TABLES, label="Berkas bank")
    table = read_bank_file(stored, kind=kind)
    return import_bank_file(stored=stored, kind=kind, column_map=table.map, by=by)
