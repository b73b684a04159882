"""The instalment that the sample workbooks are made for: LKS Sakura's of the cast, as the system itself describes it.

tests/test_journey.py holds that the system fills its template with exactly this. Every person and number is made up.
"""

from __future__ import annotations

from datetime import date

from regulations.facts import BudgetLineFacts, DecreeFacts, DisbursementFacts
from reports.intake.identity import TemplateIdentity

BUDGET_LINES = (
    BudgetLineFacts("1.1", "Permakanan penerima manfaat", 600, "porsi", 25_000, 15_000_000),
    BudgetLineFacts("1.2", "Perlengkapan sekolah", 30, "paket", 350_000, 10_500_000),
    BudgetLineFacts("2.1", "Alat bantu dengar", 5, "unit", 2_500_000, 12_500_000),
    BudgetLineFacts("2.2", "Bahan pelatihan memasak", 10, "paket", 800_000, 8_000_000),
    BudgetLineFacts("3.1", "Honor pekerja sosial", 4, "orang bulan", 1_000_000, 4_000_000),
)

#: what the whole agreement pays for; the first instalment covers BUDGET_LINES
JOURNEY_LINES = (*BUDGET_LINES, BudgetLineFacts("4.1", "Modal usaha keluarga", 10, "paket", 3_000_000, 30_000_000))

DEMO_IDENTITY = TemplateIdentity(
    office_name="Balai Karya “Mulya Jaya” Jakarta",
    partner_id="450101/TD/001/2020",
    partner_name="LKS Sakura",
    head_name="Ratna Contoh",
    treasurer_name="Budi Contoh",
    agreement_number="001/PKS/BKMJ/04/2021",
    agreement_starts_on=date(2021, 4, 1),
    agreement_ends_on=date(2021, 12, 31),
    instalment_id="450101/TD/001/2020/001/PKS/BKMJ/04/2021/1",
    instalment_number=1,
    received=50_000_000,
    disbursements=(
        DisbursementFacts(
            "210231303000001",
            date(2021, 4, 12),
            50_000_000,
            "571111",
            spp_date=date(2021, 4, 8),
            spm_date=date(2021, 4, 9),
            decree=DecreeFacts("10/SK/BKMJ/04/2021", date(2021, 4, 5), has_file=True),
            fiscal_year=2021,
            account_holder="LKS Sakura",
        ),
    ),
    budget_lines=JOURNEY_LINES,
    report_due_on=date(2021, 10, 9),
    opening_balance=0,
)
