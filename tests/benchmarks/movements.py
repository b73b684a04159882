"""Movements of money, as many as asked, written straight into the tables by the database itself; and visits to the page
of the year's end. Runs as stages of the bench, on PostgreSQL. Nobody and no amount in it exists.

Each office has 10,000 movements: 4,000 payments, their reports, and 2,000 returns, over two years. Rows of all offices
lie among each other in the tables, as they would if all of them had worked at the same time.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import open_account
from accounts.models import Office, User
from accounts.roles import Role
from beneficiaries.models import Person
from grants.models import Allocation, Decree, DecreeRecipient, Disbursement, TreasuryReturn
from partners.models import Agreement, BankAccount, Instalment, Partner
from reports.models import Report
from tests.audits.engaging import granted
from tests.benchmarks.harness import seconds
from vault.models import StoredFile

#: Of each office: how many of what.
PARTNERS, AGREEMENTS, LINES, PAYMENTS, RETURNS, RECIPIENTS = 40, 400, 10, 4_000, 2_000, 1_200
YEAR = 2025
DAY, MOMENT = date(YEAR, 1, 2), datetime(YEAR, 1, 2, 3, tzinfo=UTC)
AMOUNT = 10_000_000
#: The n-th payment's day, in either of two years; its report is accepted sixty days later.
_PAID_ON = f"date '{DAY}' + ((k * 37) %% 700)::int"
_ACCEPTED_AT = f"timestamptz '{MOMENT.isoformat()}' + ((k * 37) %% 700 + 60) * interval '1 day'"
_REMAINDER = "(1 + k %% 5) * 1000"


def fill(*, offices: int) -> int:
    """Write everything for so many offices; return how many movements there are."""
    homes = [Office.objects.create(name=f"Balai Contoh {n}", code=f"{450000 + n}", kppn="139") for n in range(offices)]
    inspectorate = Office.objects.create(name="Inspektorat Contoh", code="450999", kind=Office.Kind.INSPECTORATE)
    finance = open_account(email="finance@contoh.id", name="Sari", roles=[Role.FINANCE], office=homes[0], by=None)
    auditor, inspector = (
        open_account(email=f"{role.value}@contoh.id", name=role.label, roles=[role], office=inspectorate, by=None)
        for role in (Role.AUDITOR, Role.INSPECTOR)
    )
    granted(auditor, inspector)
    proof = StoredFile.objects.create(sha256="0" * 64, size=1, kind="pdf", original_name="b.pdf", received_by=finance)
    with connection.cursor() as cursor:
        # What refers to what is known to be right; to have it checked a million times is no part of the question.
        cursor.execute("SET session_replication_role = replica")
        for model, each, given in _tables(finance, proof.pk):
            _write(cursor, model, each, offices, homes[0].pk, given)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM (ANALYZE)")
    return sum(model._default_manager.count() for model in (Disbursement, Report, TreasuryReturn))


def _tables(by: User, proof: int) -> list[tuple[type[models.Model], int, dict[str, Any]]]:
    """Each table with its rows an office and what stands in its columns: SQL over ``n`` (the row), ``k`` (the row
    within its office), ``o`` (the office). The n-th of what another table refers to is found by arithmetic."""
    whose = {"office_id": "%(first)s + o"}
    person = "encode(sha256((o || '-' || k)::text::bytea), 'hex')"
    agreement = {"agreement_id": f"n %% ({AGREEMENTS} * %(offices)s) + 1"}
    #: The n-th instalment's agreement is that of its place among them, and so is that one's LKS: 40 divides 400.
    of_partner = {**whose, "partner_id": f"n %% ({PARTNERS} * %(offices)s) + 1"}
    return [
        (
            Partner,
            PARTNERS,
            {**whose, "name": "'LKS Contoh ' || n", "registration_number": "'TD/' || n", "created_at": "now()",
             "regency": "'Kabupaten Contoh ' || k", "province": "'Provinsi Contoh ' || k %% 7"},
        ),
        (BankAccount, PARTNERS, {"partner_id": "n + 1", "bank": "'Bank'", "number": "'1234500001'", "holder": "'x'"}),
        (
            Agreement,
            AGREEMENTS,
            {"partner_id": f"n %% ({PARTNERS} * %(offices)s) + 1", "number": "n || '/PKS'", "title": "'x'",
             "signed_on": f"date '{DAY}'", "starts_on": f"date '{DAY}'", "ends_on": f"date '{DAY}' + 700",
             "purpose": "'rehabilitasi'", "value": str(10 * AMOUNT), "state": "'active'", "components": "'[]'",
             "drafted_by_id": str(by.pk), "created_at": "now()"},
        ),
        (
            Instalment,
            PAYMENTS,
            {**agreement, "number": f"k / {AGREEMENTS} + 1", "amount": str(AMOUNT), "planned_on": f"date '{DAY}'",
             "requested": "true"},
        ),
        (
            Allocation,
            LINES,
            {**whose, "year": f"{YEAR} + k %% 2", "program": "'DL'", "activity": "'6400'", "kro": "'QEA'",
             "ro": "'001'", "component": "'051'", "account": "571111 + k", "description": "'x'",
             "amount": str(AMOUNT * PAYMENTS)},
        ),
        (
            Decree,
            AGREEMENTS,
            {"agreement_id": "n + 1", "number": "'SK/' || n", "decided_on": f"date '{DAY}'", "state": "'approved'",
             "set_by_name": "'x'", "approved_by_name": "'y'"},
        ),
        (
            Person,
            RECIPIENTS,
            {**whose, "nik_index": person, "name": "'x'", "sex": "'L'", "state": "'active'", "recorded_at": "now()",
             "cluster": f"CASE WHEN k %% {AGREEMENTS} %% 3 = 0 THEN 'anak' ELSE 'lansia' END"},
        ),
        (
            DecreeRecipient,
            RECIPIENTS,
            {"decree_id": f"n %% ({AGREEMENTS} * %(offices)s) + 1", "place": "k", "nik_index": person,
             "name": "'x'", "amount": "600000"},
        ),
        (
            Disbursement,
            PAYMENTS,
            {**of_partner, "instalment_id": "n + 1", "allocation_id": f"n %% ({LINES} * %(offices)s) + 1",
             "decree_id": f"n %% ({AGREEMENTS} * %(offices)s) + 1",
             "bank_account_id": f"n %% ({PARTNERS} * %(offices)s) + 1",
             "amount": str(AMOUNT), "spp_number": "n || '/SPP'", "spp_date": f"date '{DAY}'",
             "sp2d_number": "lpad(n::text, 15, '0')", "sp2d_date": _PAID_ON, "proposed_by_id": str(by.pk),
             "proposed_at": "now()", "state": "CASE WHEN k %% 4 < 3 THEN 'accounted' ELSE 'paid' END"},
        ),
        (
            Report,
            PAYMENTS,
            {**of_partner, "instalment_id": "n + 1", "due_on": f"{_PAID_ON} + 60", "opened_at": "now()",
             "received": str(AMOUNT), "remainder": _REMAINDER, "spent": f"{AMOUNT} - {_REMAINDER}",
             "state": "CASE WHEN k %% 4 < 3 THEN 'accepted' ELSE 'submitted' END",
             "accepted_at": f"CASE WHEN k %% 4 < 3 THEN {_ACCEPTED_AT} END"},
        ),
        (
            TreasuryReturn,
            RETURNS,
            {**of_partner, "instalment_id": "n + 1", "kind": "'sisa'", "amount": _REMAINDER, "limit": _REMAINDER,
             "opened_at": _ACCEPTED_AT, "since": f"{_PAID_ON} + 60", "due_on": f"{_PAID_ON} + 90",
             "state": "CASE WHEN k %% 2 = 0 THEN 'confirmed' ELSE 'open' END",
             "confirmed_at": f"CASE WHEN k %% 2 = 0 THEN {_ACCEPTED_AT} + interval '30 days' END",
             "billing_code": "'1'", "ntpn": "lpad(n::text, 16, '0')", "paid_on": _PAID_ON, "proof_id": str(proof)},
        ),
    ]  # fmt: skip


def _write(cursor: Any, model: type[models.Model], each: int, offices: int, first: int, given: dict[str, Any]) -> None:
    """``each`` rows an office; a column that nothing is said of gets its default, or is blank."""
    columns = {"id": "n + 1", **given}
    for field in model._meta.local_concrete_fields:
        if field.column not in columns and not field.null:
            default = field.get_default()
            plain = default is not None and not isinstance(default, list)
            columns[field.column] = _literal(default) if plain else "'[]'"
    names = ", ".join(f'"{name}"' for name in columns)
    source = "(SELECT n, n / %(offices)s AS k, n %% %(offices)s AS o FROM generate_series(0, %(last)s) n) rows"
    cursor.execute(
        f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(columns.values())} FROM {source}',
        {"offices": offices, "first": first, "last": each * offices - 1},
    )


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else f"'{value}'"


def queries(*, email: str, address: str) -> int:
    """How often one visit asks the database."""
    client = _signed_in(email)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def slowest(*, email: str, address: str) -> list[list[Any]]:
    """The queries of one visit that take longest, with their seconds."""
    client = _signed_in(email)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    found = sorted(((float(each["time"]), each["sql"]) for each in captured.captured_queries), reverse=True)
    return [[took, sql] for took, sql in found[:3]]


def visit(*, email: str, address: str) -> float:
    """Seconds of one visit, the database's included."""
    client = _signed_in(email)
    return seconds(lambda: client.get(address))


@cache
def _signed_in(email: str) -> Client:
    client = Client()
    person = User.objects.get(email=email)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
