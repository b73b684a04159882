"""What reports accepted before now have used of each budget line: their acceptance did not write it down yet."""

from collections import defaultdict
from typing import Any

from django.db import migrations
from django.db.models import Max, Sum

from regulations.cashbook import code_key


def write_down(apps: Any, schema_editor: Any) -> None:
    """For agreements with accepted reports, the sums of the cash books that were accepted; the others stand at nought.

    What is written does not depend on what stood there, so that it may run again.
    """
    Report, Entry = apps.get_model("reports", "Report"), apps.get_model("reports", "Entry")
    BudgetLine = apps.get_model("partners", "BudgetLine")
    used: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    accepted = Report.objects.filter(state="accepted").annotate(last=Max("revisions__number"))
    for report, agreement, last in accepted.values_list("pk", "instalment__agreement", "last").iterator():
        entries = Entry.objects.filter(revision__report=report, revision__number=last, paid__isnull=False)
        for code, total in entries.order_by().values_list("budget_code").annotate(total=Sum("paid")):
            used[agreement][code_key(code)] += total
    for agreement, by_code in used.items():
        for line in BudgetLine.objects.filter(agreement=agreement):
            if line.used != by_code.get(code_key(line.code), 0):
                line.used = by_code.get(code_key(line.code), 0)
                line.save(update_fields=["used"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0011_sums_of_a_year"), ("partners", "0003_agreement_life")]
    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
