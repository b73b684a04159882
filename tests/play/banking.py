"""Steps about files of treasury and banks: read whole, held against the payments, and confirmed by a person."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from grants.actions.bank_files import import_bank_file
from grants.actions.bank_matches import confirm_matches, explain_difference
from grants.bank_matching import match_file
from grants.bank_reading import read_bank_file
from grants.models import BankFile, BankMatch
from grants.reconciliation.records import FileKind
from tests.imports.sending import workbook
from tests.play.paying import arrived, record_of, sp2d_number
from tests.play.records import File, FileRow
from tests.play.returning import send_back
from tests.play.world import OFFICES, REASON, World
from vault.door import receive
from vault.kinds import TABLES

LIST = ("Nomor SP2D", "Nomor SPM", "Tgl SP2D", "Jumlah", "No Rekening", "Nama Penerima")
REPLY = ("Nomor SP2D", "Tanggal", "Jumlah", "No Rekening", "Status", "Keterangan")
#: A payment of somebody else, less than any instalment.
STRANGE = 1_234
_MOST = 6
Cell = str | int


def sp2d_list(world: World) -> bool:
    """The treasury's list: SP2D of this office, one that differs by a rupiah, one twice, and one of somebody else."""
    ledger = world.ledger
    office = world.cast.office(world.dice.choice(list(OFFICES))).pk
    waiting = [
        key
        for key, one in ledger.payments.items()
        if one.state in ("approved", "returned") and ledger.office_of(one.instalment) == office
    ]
    if not waiting:
        return False
    some = world.dice.sample(waiting, min(_MOST, len(waiting)))
    off = some.pop() if len(some) > 1 and world.dice.random() < 0.5 else None
    rows: list[tuple[Cell, ...]] = []
    told = []
    for key in some if off is None else [*some, off]:
        payment = record_of(key)
        number, amount = sp2d_number(world), payment.amount + (key == off)
        account = payment.bank_account
        day = f"{world.clock.today:%d/%m/%Y}"
        rows.append((number, payment.spm_number, day, amount, account.number, account.holder))
        told.append((key, amount))
    exact = [key for key in some if ledger.payments[key].state == "approved"]
    rows += [rows[0], (f"55{world.number():013d}", "", f"{world.clock.today:%d/%m/%Y}", STRANGE, "9900112233", "Lain")]
    file = _taken_in(world, office, FileKind.SP2D_LIST, LIST, rows)
    # A line that says the number of the SPM and all else is a match; what differs in one thing nearly is.
    _offers(file, matched=exact, near=[key for key, _ in told if key not in exact], aside=1, left=1)
    finance, row_of = world.by("finance", office), _rows(file, told)
    if off is not None:
        world.refused(lambda: confirm_matches(bank_file=file, chosen={row_of[off]: off}, by=finance))
    confirm_matches(bank_file=file, chosen={row_of[key]: key for key in some}, by=finance)
    for key in some:
        ledger.files[file.pk].rows[row_of[key]].payment = key
        arrived(world, key)
        world.touch(key)
    world.files_confirmed += 1
    return True


def bank_reply(world: World) -> bool:
    """The bank's answer: credited, a rupiah less, sent back, sent back long ago, and one of somebody else."""
    ledger = world.ledger
    office = world.cast.office(world.dice.choice(list(OFFICES))).pk
    paid = [
        key
        for key, one in ledger.payments.items()
        if one.state in ("paid", "accounted") and ledger.office_of(one.instalment) == office
    ]
    if not paid:
        return False
    some = world.dice.sample(paid, min(_MOST, len(paid)))
    less = some[0] if world.dice.random() < 0.5 else None
    back = some[-1] if world.dice.random() < 0.3 and len(ledger.payments[some[-1]].failed) < 2 else None
    back = None if back == less else back
    rows: list[tuple[Cell, ...]] = []
    told = []
    for key in some:
        payment, about = record_of(key), ledger.payments[key]
        said, why = ("Retur", "Rekening tutup") if key == back else ("Berhasil", "")
        amount = payment.amount - (key == less)
        rows.append((payment.sp2d_number, _day(about.paid_on), amount, payment.bank_account.number, said, why))
        told.append((key, amount))
    failed = next((key for key in paid if ledger.payments[key].failed), None)
    if failed is not None:
        about = ledger.payments[failed]
        account = record_of(failed).bank_account.number
        rows.append((about.failed[0], _day(about.paid_on), about.amount, account, "Retur", "Rekening tutup"))
    rows.append((f"55{world.number():013d}", _day(world.clock.today), STRANGE, "9900112233", "Berhasil", ""))
    file = _taken_in(world, office, FileKind.BANK_REPLY, REPLY, rows)
    near = [less] if less is not None else []
    _offers(file, matched=[key for key in some if key != less], near=near, recorded=failed is not None, left=1)
    finance, row_of = world.by("finance", office), _rows(file, told)
    good = {row_of[key]: key for key in some if key != back}
    if good:
        confirm_matches(bank_file=file, chosen=good, by=finance)
    for row, key in good.items():
        ledger.files[file.pk].rows[row].payment = key
        world.touch(key)
    if back is not None:
        world.touch(back)
        chosen = {row_of[back]: back}
        if send_back(world, back, lambda: confirm_matches(bank_file=file, chosen=chosen, by=finance)):
            ledger.files[file.pk].rows[row_of[back]].payment = back
            world.files_sent_back += 1
    world.files_confirmed += 1
    return True


def explain_bank(world: World) -> bool:
    """Finance finds out why the bank names another sum; until then it stands on the payment."""
    ledger = world.ledger
    odd = [
        (file, number)
        for file, about in ledger.files.items()
        for number, row in about.rows.items()
        if row.payment is not None and row.amount != ledger.payments[row.payment].amount and not row.explained
    ]
    found = world.one(odd)
    if found is None:
        return False
    file, number = found
    world.touch(ledger.files[file].rows[number].payment)
    match = BankMatch.objects.get(bank_file=file, line__row=number)
    explain_difference(match=match, reason=REASON, by=world.by("finance", ledger.files[file].office))
    ledger.files[file].rows[number].explained = True
    return True


def _taken_in(
    world: World, office: int, kind: FileKind, headings: tuple[str, ...], rows: list[tuple[Cell, ...]]
) -> BankFile:
    """The file read by what its headings suggest: as .csv, or as .xlsx with a title above; twice it is refused."""
    if world.dice.random() < 0.7:
        text = "\r\n".join(";".join(map(str, row)) for row in (headings, *rows))
        name, content = "balasan.csv", b"\xef\xbb\xbf" + text.encode()
    else:
        name, content = "balasan.xlsx", workbook(headings, rows, above=[["DAFTAR CONTOH"], []])
    finance = world.by("finance", office)
    stored = receive(SimpleUploadedFile(name, content), by=finance, accept=TABLES, label="Berkas bank")
    table = read_bank_file(stored, kind=kind)
    file = import_bank_file(stored=stored, kind=kind, column_map=table.map, by=finance)
    world.refused(lambda: import_bank_file(stored=stored, kind=kind, column_map=table.map, by=finance))
    amounts = {line.row: line.amount for line in file.lines.all()}
    column = headings.index("Jumlah")
    assert list(amounts.values()) == [row[column] for row in rows], "every line is read as it is written"
    rows_of_file = {number: FileRow(amount) for number, amount in amounts.items()}
    world.ledger.files[file.pk] = File(office, world.clock.now, rows_of_file)
    return file


def _offers(
    file: BankFile, *, matched: list[int], near: list[int], left: int, aside: int = 0, recorded: bool = False
) -> None:
    """What is held against the payments falls into the parts that its lines were made for, and none is lost."""
    matching = match_file(file)
    result = matching.result
    assert {pair.expected.key for pair in result.matched} == set(matched), (result.matched, matched)
    assert {pair.expected.key for pair in result.near} == set(near), (result.near, near)
    assert (len(result.duplicates), len(matching.recorded), len(result.unexpected)) == (aside, recorded, left)
    count, amount = result.theirs.whole
    known = [each.line.amount for each in matching.recorded]
    assert (count + len(known), amount + sum(known)) == (file.lines_count, file.total)


def _rows(file: BankFile, told: list[tuple[int, int]]) -> dict[int, int]:
    """Payment → row: the lines stand in the order in which they were written."""
    return dict(zip((key for key, _ in told), (line.row for line in file.lines.all()), strict=False))


def _day(day: date | None) -> str:
    assert day is not None
    return f"{day:%d/%m/%Y}"
