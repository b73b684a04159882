"""Fill in who opened each return, as the trail tells it, and how much of each payment goes back."""

from django.db import migrations
from django.db.models import Sum


def write_down(apps, schema_editor):
    """Where more was to go back than was paid, by a fault of before, as much as was paid is counted."""
    returns = apps.get_model("grants", "TreasuryReturn").objects
    payments = apps.get_model("grants", "Disbursement").objects.filter(state__in=["paid", "accounted"])
    people = set(apps.get_model("accounts", "User").objects.values_list("pk", flat=True))
    opened = apps.get_model("trail", "Event").objects.filter(verb="treasuryreturn.open")
    for owed, actor in opened.values_list("object_id", "actor_id").iterator():
        if actor.isdecimal() and int(actor) in people:
            returns.filter(pk=int(owed)).update(opened_by_id=int(actor))
    sums = returns.exclude(kind="bunga").order_by().values("instalment").annotate(total=Sum("amount"))
    for instalment, total in sums.values_list("instalment", "total").iterator():
        for payment in payments.filter(instalment=instalment).only("pk", "amount"):
            payments.filter(pk=payment.pk).update(going_back=min(total, payment.amount))


class Migration(migrations.Migration):
    dependencies = [("grants", "0019_returns_withdrawn"), ("trail", "0001_initial")]

    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
