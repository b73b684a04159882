"""What a decree gives, against what has been paid by it: never more to a person than it says, nor more in all.

A decree names the whole sum that each person gets of an agreement, over all its instalments. A distributor hands out
what of it is still open; so a payment through one must come to just that, and the office writes a further decree, with
the sums up to and including the next instalment, before it asks for that one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from beneficiaries.models import Aid
from grants.deaths import recorded_here_and_elsewhere
from grants.models import Channel, DeathRecord, Decree, DecreeRecipient, Delivery, Disbursement
from grants.workflow import PAID_STATES
from partners.choices import AssistanceForm
from partners.models import Agreement
from regulations.dates import tanggal
from rupiah.format import format_angka, format_rupiah
from trail.refusal import Refusal

#: People named in a refusal; of more only the number is told.
_NAMED = 5


def ceiling_of(decree: Decree) -> int:
    """Rupiah that may be paid by this decree in all: the sum of its list; without a list the agreement's value."""
    return decree.total() if decree.names_people else decree.agreement.value


def paid_or_asked(agreement: Agreement, *, without: Disbursement | None = None) -> int:
    """Rupiah of the agreement's living payments, less what no distributor could hand out."""
    living = Disbursement.objects.living().filter(instalment__agreement=agreement).exclude(pk=without and without.pk)
    undelivered = Delivery.objects.filter(disbursement__in=living, state="undelivered")
    return _sum(living) - _sum(undelivered)


def open_shares(decree: Decree, *, without: Disbursement | None = None) -> dict[int, int]:
    """Rupiah that a distributor still has to hand to each recipient of money (primary key), in the list's order.

    What other payments' distributors handed out, hand out now, or could not hand out, is no longer open.
    """
    gone = _deliveries(decree.agreement, without=without)
    money = decree.recipients.filter(form=AssistanceForm.MONEY).order_by("place")
    rows = money.values_list("pk", "nik_index", "amount")
    open_now = {pk: amount - gone.get(index, 0) for pk, index, amount in rows}
    return {pk: amount for pk, amount in open_now.items() if amount > 0}


def unpayable(payment: Disbursement, decree: Decree) -> list[str]:
    """Why this payment may not be made by this decree, in sentences; none where it may."""
    agreement = decree.agreement
    sentences = []
    together = paid_or_asked(agreement, without=payment) + payment.amount
    ceiling = ceiling_of(decree)
    if together > ceiling:
        sentences.append(
            f"Jumlah penyaluran {agreement} akan menjadi {format_rupiah(together)}, melebihi {format_rupiah(ceiling)} "
            f"menurut {decree}. PPK menyusun SK perubahan dengan jumlah sampai dengan termin ini."
        )
    elif payment.channel == Channel.DISTRIBUTOR:
        sentences += _unlike_its_shares(payment, decree)
    dead = len(dead_on(decree))
    if dead:
        sentences.append(
            f"{format_angka(dead)} penerima pada {decree} tercatat meninggal. PPK menyusun SK perubahan tanpa mereka; "
            "bila catatan kantor lain keliru, alasannya ditulis di sana."
        )
    return sentences


def _unlike_its_shares(payment: Disbursement, decree: Decree) -> list[str]:
    direct = Disbursement.objects.living().filter(instalment__agreement=decree.agreement).exclude(pk=payment.pk)
    if decree.names_people and direct.exclude(channel=Channel.DISTRIBUTOR).exists():
        return [
            "Termin sebelumnya dibayar langsung ke rekening, jadi tidak tercatat siapa yang sudah menerima berapa. "
            "Salurkan juga termin ini langsung ke rekening."
        ]
    total = sum(open_shares(decree, without=payment).values())
    if total == payment.amount:
        return []
    return [
        f"Menurut {decree} uang yang masih harus diserahkan kepada penerimanya {format_rupiah(total)}, sedangkan "
        f"termin ini {format_rupiah(payment.amount)}.",
        "Melalui bank/pos penyalur keduanya harus sama. PPK menyusun SK perubahan: bagi tiap orang jumlah seluruhnya "
        "sampai dengan termin ini.",
    ]


def against_payments(decree: Decree) -> list[str]:
    """Why a further decree may not take the place of the one in force, for what was paid by that; in sentences."""
    agreement = decree.agreement
    sentences = []
    paid, ceiling = paid_or_asked(agreement), ceiling_of(decree)
    if paid > ceiling:
        sentences.append(
            f"Jumlah menurut SK ini {format_rupiah(ceiling)}, kurang dari {format_rupiah(paid)} yang sudah dibayar "
            f"atau diajukan untuk {agreement}. Muat juga jumlah yang sudah dibayar."
        )
    handed = _deliveries(agreement, states=("waiting", "delivered"))
    if handed:
        money = decree.recipients.filter(form=AssistanceForm.MONEY).order_by()
        given = dict(money.values_list("nik_index", "amount"))
        short = sum(given.get(index, 0) < amount for index, amount in handed.items())
        if short:
            sentences.append(
                f"{format_angka(short)} penerima mendapat kurang daripada yang diserahkan atau sedang diserahkan "
                "bank/pos penyalur. Kembalikan jumlahnya; yang belum diserahkan dapat dinyatakan tidak tersalurkan."
            )
    return sentences + _against_issued(decree)


def _against_issued(decree: Decree) -> list[str]:
    """Why the payments with an SPM, whose SP2D comes whatever is decided, could not be handed out by this decree."""
    return [
        f"SPM termin {payment.instalment.number} {format_rupiah(payment.amount)} melalui {payment.distributor} sudah "
        f"terbit, sedangkan menurut SK ini yang harus diserahkan {format_rupiah(total)}. Catat SP2D-nya dahulu, atau "
        "samakan jumlahnya."
        for payment in _issued(decree.agreement)
        if (total := sum(open_shares(decree, without=payment).values())) != payment.amount
    ]


def _issued(agreement: Agreement) -> QuerySet[Disbursement]:
    """A distributor's payments that have their SPM and nobody to hand them to yet: that is known with the SP2D."""
    return Disbursement.objects.filter(
        instalment__agreement=agreement,
        channel=Channel.DISTRIBUTOR,
        state__in=("approved", "returned"),
        deliveries__isnull=True,
    ).select_related("instalment")


def held_by_issued(payment: Disbursement) -> list[str]:
    """Why a payment that came back may not be given up yet: its recipients' shares would be open again, and those of
    the next instalment, whose SPM is issued, would be handed them as well. In sentences."""
    return [
        f"SPM termin {issued.instalment.number} {format_rupiah(issued.amount)} melalui {issued.distributor} sudah "
        "terbit dan menunggu SP2D. Catat SP2D-nya dahulu: sesudah itu yang harus diserahkannya pasti, dan penyaluran "
        "ini dapat dibatalkan."
        for issued in _issued(payment.instalment.agreement).exclude(pk=payment.pk)
    ]


def above_value(agreement: Agreement, value: int) -> list[str]:
    """Why an agreement may not be worth this little, in sentences: what the decree in force gives."""
    return [
        f"{decree} memberi penerimanya {format_rupiah(total)}, melebihi nilai "
        f"{format_rupiah(value)} menurut adendum. PPK menyusun dahulu SK perubahan dengan jumlah yang lebih kecil."
        for decree in agreement.decrees.in_force().filter(names_people=True)
        if (total := decree.total()) > value
    ]


def decreed_of(people: Collection[str]) -> QuerySet[DecreeRecipient, tuple[Any, ...]]:
    """What decrees in force give to some people (keyed indexes), in the columns of ``standing_aid_of``."""
    rows = DecreeRecipient.objects.filter(nik_index__in=people, decree__state="approved").order_by()
    return rows.values_list(
        "nik_index",
        "component",
        "form",
        "decree__decided_on",
        "decree__agreement__partner__office_id",
        "decree__agreement_id",
        Value(Aid.Source.DECREE.value),
        "pk",
    )


def dead_on(decree: Decree) -> list[DecreeRecipient]:
    """Who on the list is recorded dead and would still get something.

    A record of the decree's own office decides. That of another office alone does not where the PPK has written why
    the person stays. Who died after the money had been paid stays with what was paid then.
    """
    office = decree.agreement.partner.office_id
    records = DeathRecord.objects.standing().filter(nik_index=OuterRef("nik_index"))
    here, latest = records.filter(office=office), records.order_by("-died_on").values("died_on")[:1]
    doubted = decree.recipients.filter(Exists(here) | Q(Exists(records), despite="")).annotate(died_on=Subquery(latest))
    people: list[Any] = list(doubted)
    if not people:
        return []
    gone = _deliveries(decree.agreement)
    people = [person for person in people if person.amount > gone.get(person.nik_index, 0)]
    paid = Disbursement.objects.filter(instalment__agreement=decree.agreement, state__in=PAID_STATES)
    last = paid.exclude(channel=Channel.DISTRIBUTOR).order_by("-sp2d_date").first()
    if decree.changes is None or last is None or not people:
        return people
    before = dict(
        decree.changes.recipients.filter(nik_index__in=[person.nik_index for person in people]).values_list(
            "nik_index", "amount"
        )
    )
    return [
        person
        for person in people
        if person.died_on < last.sp2d_date or person.amount > before.get(person.nik_index, 0)
    ]


def dead_paid(payment: Disbursement) -> tuple[int, int]:
    """How many people this payment is for, or was handed to, who are recorded dead before it, and their rupiah.

    Through a distributor those count who were handed it or wait for it; else all whom the payment's decree names.
    """
    day: Any = Value(payment.sp2d_date or payment.spp_date, output_field=DateField())
    if payment.channel == Channel.DISTRIBUTOR and payment.deliveries.exists():
        rows: QuerySet[Any] = payment.deliveries.exclude(state="undelivered")
        who, day = "recipient__nik_index", Coalesce("delivered_on", day)
    else:
        rows, who = payment.decree.recipients.all(), "nik_index"
    records = DeathRecord.objects.standing().filter(nik_index=OuterRef(who), died_on__lt=OuterRef("on_day"))
    sums = rows.annotate(on_day=day).filter(Exists(records)).aggregate(count=Count("pk"), sum=Sum("amount"))
    return sums["count"], sums["sum"] or 0


def require_living(deliveries: Sequence[Delivery], day: date) -> None:
    """Refuse to have money handed on ``day`` to who was recorded dead before it.

    As on a decree: the record of another office alone gives way to the reason written on the decree in force.
    """
    if not deliveries:
        return
    agreement = deliveries[0].disbursement.instalment.agreement
    indexes = [each.recipient.nik_index for each in deliveries]
    here, elsewhere = recorded_here_and_elsewhere(agreement.partner.office_id, indexes)
    dead = {index for index, died_on in here.items() if died_on < day}
    doubted = {index for index, known in elsewhere.items() if known.died_on < day}
    if doubted:
        explained = DecreeRecipient.objects.filter(decree__in=agreement.decrees.in_force()).exclude(despite="")
        dead |= doubted - set(explained.filter(nik_index__in=doubted).values_list("nik_index", flat=True))
    people = [each.recipient for each in deliveries if each.recipient.nik_index in dead]
    if people:
        names = ", ".join(f"{person.place}. {person.name}" for person in people[:_NAMED])
        more = f" dan {format_angka(len(people) - _NAMED)} orang lain" if len(people) > _NAMED else ""
        raise Refusal(
            f"Tercatat meninggal sebelum {tanggal(day)}: {names}{more}.",
            "Nyatakan dananya tidak tersalurkan. Bila catatan kematiannya keliru, minta ditarik; bila hanya kantor "
            "lain yang mencatatnya, PPK menulis alasannya pada SK perubahan.",
        )


def _deliveries(
    agreement: Agreement, *, without: Disbursement | None = None, states: tuple[str, ...] = ()
) -> dict[str, int]:
    """Rupiah by person (keyed index of the NIK) that living payments' distributors were given to hand out."""
    living = Disbursement.objects.living().filter(instalment__agreement=agreement).exclude(pk=without and without.pk)
    deliveries = Delivery.objects.filter(disbursement__in=living)
    if states:
        deliveries = deliveries.filter(state__in=states)
    sums = deliveries.order_by().values("recipient__nik_index").annotate(sum=Sum("amount"))
    return dict(sums.values_list("recipient__nik_index", "sum"))


def _sum(rows: QuerySet[Any]) -> int:
    return rows.aggregate(sum=Sum("amount"))["sum"] or 0
