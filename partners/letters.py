"""Letters of this room: the agreement (PKS) as it is signed."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.formats import date_format

from partners.comparison import compare
from partners.models import Agreement, Amendment
from partners.terms import read_terms, terms_of
from rupiah.terbilang import terbilang
from trail.models import Event
from trail.printed import mark_of
from vault.paper import render_pdf


def agreement_letter(agreement: Agreement) -> bytes:
    """The agreement as PDF. Same record, same bytes: the only dates in it are the record's own.

    Its articles are those that were signed; what addenda made of them stands on a page of its own, in their order.
    Who signs for the LKS and where its money goes are those of the day of approval, whoever came after. The footer
    carries the last event of this agreement in its office's chain: whoever holds the paper can have the trail show that
    the record was in just this state.
    """
    partner = agreement.partner
    events = Event.objects.about(agreement)
    event = events.last()
    bound = events.filter(verb="agreement.activate").last()
    parties = bound.data if bound else {"head": partner.head or "", "account": partner.account or ""}
    amendments = list(
        Amendment.objects.filter(addendum__agreement=agreement)
        .select_related("addendum__approved_by")
        .order_by("addendum__ordinal")
    )
    signed = read_terms(amendments[0].before) if amendments else terms_of(agreement)
    html = render_to_string(
        "print/agreement.html",
        {
            "agreement": agreement,
            "partner": partner,
            "office": partner.office,
            "head": parties["head"],
            "account": parties["account"],
            "day_in_words": day_in_words(agreement.signed_on),
            "report_days_in_words": terbilang(agreement.report_within_days, rupiah=False),
            "binding": bound is not None,
            "terms": signed,
            "amendments": [
                (one.addendum, compare(read_terms(one.before), read_terms(one.after))) for one in amendments
            ],
            "mark": mark_of(event),
            "demo": settings.DEMO,
        },
    )
    return render_pdf(
        html,
        title=f"Perjanjian kerja sama {agreement.number}",
        author=str(partner.office),
        made_at=event.at if event else datetime.combine(agreement.signed_on, time(), UTC),
    )


def day_in_words(day: date) -> str:
    """A date as the first line of an agreement says it: "Kamis, tanggal satu bulan April tahun …"."""
    number, year = terbilang(day.day, rupiah=False), terbilang(day.year, rupiah=False)
    return f"{date_format(day, 'l')}, tanggal {number} bulan {date_format(day, 'F')} tahun {year}"


def letter_name(agreement: Agreement) -> str:
    """A file name from the agreement's number: "PKS-001-PKS-BKMJ-04-2021.pdf"."""
    return f"PKS-{re.sub(r'[^A-Za-z0-9]+', '-', agreement.number).strip('-') or agreement.pk}.pdf"
