"""A report without fault, of whatever shape, gives no finding; nor does any report make a rule fall over."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regulations.casefiles import assessment_number, conference_number
from regulations.catalogue import check
from regulations.facts import (
    AgreementFacts,
    BeneficiaryFacts,
    BudgetLineFacts,
    DeclaredFacts,
    DecreeFacts,
    DisbursementFacts,
    DocumentFacts,
    ElsewhereFacts,
    EntryFacts,
    InstalmentFacts,
    ReportFacts,
    SeenFacts,
    SignatureFacts,
    TaxFacts,
)
from regulations.parameters import ACCOUNT_OF_FORM, ACCOUNT_OF_PURPOSE, STAMP_DUTY

STARTS = date(2019, 7, 1)
ENDS = date(2022, 6, 30)


@st.composite
def people(draw: st.DrawFn, expenses: list[EntryFacts]) -> tuple[BeneficiaryFacts, ...]:
    """Whoever may have got the goods and services that these expenses bought."""
    born = draw(st.lists(st.integers(1, 31), min_size=1, max_size=5))
    value = sum(entry.paid or 0 for entry in expenses) // len(born)
    bought = min((entry.date for entry in expenses if entry.date), default=STARTS)
    listed = []
    for place, day in enumerate(born):
        received = draw(st.dates(bought, ENDS))
        conferred = draw(st.dates(STARTS - timedelta(days=400), received))
        woman, cluster, year = draw(
            st.sampled_from(((0, "lansia", 50), (40, "lansia", 50), (0, "anak", 13), (40, "disabilitas", 90)))
        )
        listed.append(
            BeneficiaryFacts(
                7 + place,
                f"320411{day + woman:02}08{year}{place + 1:04}",
                name=draw(st.sampled_from((f"Orang {place}", f"Bukan orang {place}"))),
                cluster=cluster,
                component="aksesibilitas",
                form=draw(st.sampled_from(("barang", "jasa"))) if value else "jasa",
                value=value,
                received_on=received,
                assessed_on=draw(st.dates(STARTS - timedelta(days=800), conferred)),
                conferred_on=conferred,
                handover_number=f"BAST-{received}",
            )
        )
    return tuple(listed)


@st.composite
def clean_reports(draw: st.DrawFn) -> ReportFacts:
    """Any number of lines, receipts, expenses, people and taxes, before and after the stamp tariff changed."""
    codes = [f"K.{number:02}" for number in range(1, draw(st.integers(1, 5)) + 1)]
    receipts = draw(st.lists(st.integers(1, 10**12), min_size=1, max_size=3))
    opening = draw(st.integers(0, 10**9))
    days = sorted(draw(st.lists(st.dates(STARTS, ENDS), max_size=12)))
    days[:1] = [draw(st.dates(STARTS, min([STARTS + timedelta(days=105), *days])))] if days else []
    cash = opening
    used = dict.fromkeys(codes, 0)
    entries = []
    for place, amount in enumerate(receipts):
        cash += amount
        entries.append(EntryFacts(7 + place, STARTS, f"BM-{place}", "Dana masuk", received=amount, balance=cash))
    for place, day in enumerate(days):
        if not cash:
            break
        paid, code = draw(st.integers(1, cash)), draw(st.sampled_from(codes))
        cash -= paid
        used[code] += paid
        stamp = STAMP_DUTY.on(day).duty_for(paid) or None
        row = 7 + len(receipts) + place
        entries.append(EntryFacts(row, day, f"BK-{place}", "Belanja", f"Toko {place}", code, None, paid, cash, stamp))
    before = draw(st.integers(0, 10**6))
    purpose = draw(st.sampled_from(sorted(ACCOUNT_OF_PURPOSE.on(STARTS))))
    form = draw(st.sampled_from(sorted(ACCOUNT_OF_FORM.on(STARTS))))
    account = f"{ACCOUNT_OF_PURPOSE.on(STARTS)[purpose]}11{ACCOUNT_OF_FORM.on(STARTS)[form]}"
    received = sum(receipts)
    value = sum(used.values()) + before * len(used)
    expenses = [entry for entry in entries if entry.paid]
    due = draw(st.dates(ENDS, ENDS + timedelta(days=90)))
    return ReportFacts(
        agreement=AgreementFacts(
            number="PKS-01/CONTOH/2019",
            partner_name="LKS Contoh",
            starts_on=STARTS,
            ends_on=ENDS,
            value=value,
            purpose=purpose,
            form=form,
            budget_lines=tuple(
                BudgetLineFacts(code, "Contoh", 1, "paket", spent + before, spent + before, before)
                for code, spent in used.items()
            ),
            signed_on=STARTS,
            instalment_amounts=(value,),
            documents=(
                DocumentFacts("tanda_daftar", "TD/1", None, draw(st.none() | st.dates(STARTS, ENDS))),
                DocumentFacts("akta", "12", STARTS),
            ),
        ),
        instalment=InstalmentFacts(
            number=1,
            amount=received,
            report_due_on=due,
            disbursements=tuple(
                DisbursementFacts(
                    f"{place:015}",
                    STARTS,
                    amount,
                    account,
                    spp_date=STARTS,
                    spm_date=STARTS,
                    decree=DecreeFacts("SK/1", STARTS, has_file=True),
                    fiscal_year=STARTS.year,
                    account_holder=draw(st.sampled_from(("LKS Contoh", "YAYASAN CONTOH JAYA", "lks kontoh"))),
                )
                for place, amount in enumerate(receipts)
            ),
        ),
        entries=tuple(entries),
        beneficiaries=(helped := draw(people(expenses))),
        taxes=tuple(
            TaxFacts(7 + place, entry.evidence_number, "PPh 22", entry.paid, 1, f"{place:016}")
            for place, entry in enumerate(expenses[:3])
        ),
        declared=DeclaredFacts(opening, received, sum(entry.paid or 0 for entry in expenses), cash),
        opening_expected=opening,
        evidenced=frozenset(entry.evidence_number or "" for entry in expenses)
        | {assessment_number(person.assessed_on) for person in helped if person.assessed_on}
        | {conference_number(person.conferred_on) for person in helped if person.conferred_on},
        submitted_on=(handed_in := draw(st.dates(ENDS, due))),
        signatures=(
            SignatureFacts("treasurer", handed_in, "1"),
            SignatureFacts("partner_head", handed_in, "2", with_pact=True),
        ),
    )


AMOUNTS = st.none() | st.integers(-(10**12), 10**12)
TEXTS = st.none() | st.text(max_size=5)
FIELDS = ("date", "evidence_number", "description", "payee", "budget_code", "received", "paid", "balance", "stamp_duty")
ANY_ENTRY = st.builds(
    EntryFacts,
    row=st.integers(1, 50),
    date=st.none() | st.dates(),
    evidence_number=TEXTS,
    description=TEXTS,
    payee=TEXTS,
    budget_code=TEXTS,
    received=AMOUNTS,
    paid=AMOUNTS,
    balance=AMOUNTS,
    stamp_duty=AMOUNTS,
    unreadable=st.frozensets(st.sampled_from(FIELDS), max_size=2),
)
ANY_BENEFICIARY = st.builds(
    BeneficiaryFacts,
    row=st.integers(1, 50),
    nik=st.none() | st.text("0123456789O ٣", max_size=17),
    nik_was_number=st.booleans(),
    name=TEXTS,
    cluster=st.none() | st.sampled_from(("anak", "lansia")),
    component=TEXTS,
    form=st.none() | st.sampled_from(("uang", "barang", "jasa")),
    value=AMOUNTS,
    received_on=st.none() | st.dates(),
    assessed_on=st.none() | st.dates(),
    conferred_on=st.none() | st.dates(),
    handover_number=TEXTS,
)
ANY_SEEN = st.builds(SeenFacts, where=st.text(max_size=5), on=st.none() | st.dates())
ANY_ROW = st.integers(1, 50)
ANY_ELSEWHERE = st.builds(
    ElsewhereFacts,
    evidence=st.dictionaries(ANY_ROW, ANY_SEEN, max_size=3),
    files=st.dictionaries(st.text(max_size=5), ANY_SEEN, max_size=3),
    tax_payments=st.dictionaries(ANY_ROW, ANY_SEEN, max_size=3),
    aid=st.dictionaries(ANY_ROW, ANY_SEEN, max_size=3),
    deaths=st.dictionaries(ANY_ROW, st.dates(), max_size=3),
    deaths_elsewhere=st.dictionaries(ANY_ROW, ANY_SEEN, max_size=3),
    before=st.none() | ANY_SEEN,
)
ANY_TAX = st.builds(
    TaxFacts,
    row=st.integers(1, 50),
    evidence_number=TEXTS,
    base=AMOUNTS,
    amount=AMOUNTS,
    ntpn=TEXTS,
    paid_on=st.none() | st.dates(),
)


@given(clean_reports())
def test_a_report_without_fault_gives_no_finding(facts: ReportFacts) -> None:
    assert check(facts, on=ENDS) == []


@given(
    facts=clean_reports(),
    entries=st.lists(ANY_ENTRY, max_size=6),
    beneficiaries=st.lists(ANY_BENEFICIARY, max_size=4),
    taxes=st.lists(ANY_TAX, max_size=3),
    declared=st.builds(DeclaredFacts, opening=AMOUNTS, received=AMOUNTS, spent=AMOUNTS, remainder=AMOUNTS),
    elsewhere=ANY_ELSEWHERE,
    today=st.none() | st.dates(),
)
def test_no_report_however_spoiled_makes_a_rule_fall_over(
    facts: ReportFacts,
    entries: list[EntryFacts],
    beneficiaries: list[BeneficiaryFacts],
    taxes: list[TaxFacts],
    declared: DeclaredFacts,
    elsewhere: ElsewhereFacts,
    today: date | None,
) -> None:
    spoiled = ReportFacts(
        agreement=facts.agreement,
        instalment=facts.instalment,
        entries=tuple(entries),
        beneficiaries=tuple(beneficiaries),
        taxes=tuple(taxes),
        declared=declared,
        evidenced=frozenset(),
        evidence_files={"BK-0": frozenset({"a"}), "": frozenset({"a"})},
        elsewhere=elsewhere,
        today=today,
    )
    for finding in check(spoiled, on=ENDS):
        assert finding.message
        assert finding.found
        assert finding.expected
