"""A sample of an engagement: previewed, drawn, kept for good, drawn again; only by the team, only of its scope."""

from __future__ import annotations

import io
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from audits.actions.samples import draw_sample
from audits.models import AuditSample, Engagement
from audits.populations import listing_of
from audits.repeating import repeat_sample
from audits.sampling import Method, Plan, draw
from grants.models import Disbursement
from reports.models import Entry, Report
from tests.audits.engaging import granted, look_anew
from tests.beforehand import begins_with
from tests.cast import Cast
from tests.seen import seen
from trail.models import AppendOnly, Event
from trail.refusal import NotAllowed, Refusal

SignIn = Callable[[User], Client]


def engaged(cast: Cast) -> None:
    """A sent report of the balai, a paid instalment of the other, and an engagement about the balai alone."""
    report = cast.uploaded()
    Report.objects.filter(pk=report.pk).update(state="submitted", spent=26_000_000, remainder=4_000_000)
    kenanga = cast.partner("LKS Kenanga", finance="other_finance")
    elsewhere = cast.agreement(kenanga, finance="other_finance", ppk="other_ppk")
    cast.paid(elsewhere.instalments.get(number=1), finance="other_finance", ppspm="other_ppspm")
    granted(cast.person("auditor"), cast.person("inspector"), offices=[cast.office("balai")])


def typed(**other: Any) -> dict[str, Any]:
    usual = {
        "purpose": "Keberadaan belanja",
        "source": "bku-dikirim",
        "method": "interval",
        "seed": "benih-2021",
        "size": "2",
        "confidence": "95",
        "strata": "nilai",
        "minimum": "1",
    }
    return usual | other


@begins_with(engaged)
def test_a_sample_is_previewed_drawn_kept_and_drawn_again(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    auditor, engagement = cast.person("auditor"), Engagement.objects.latest("pk")
    look_anew(auditor)
    browser = sign_in(auditor)
    new, listed = (reverse(f"audits:{name}", args=[engagement.pk]) for name in ("sample_new", "samples"))
    assert "Belum ada sampel" in seen(browser.get(listed))
    assert browser.get(new).context["form"]["seed"].value()

    preview = browser.post(new, typed(pratinjau="1"))
    assert "Rp26.000.000" in seen(preview) and "Tarik dan simpan" in seen(preview)
    assert not AuditSample.objects.exists()
    wanting = browser.post(new, typed(size="", pratinjau="1"))
    assert wanting.status_code == 422 and "salah saji yang dapat diterima" in seen(wanting)
    computed = browser.post(new, typed(size="", confidence="80", tolerable="25.000.000", pratinjau="1"))
    assert "Batas atas salah saji" in seen(computed)

    # Nobody chooses a seed by what a preview tells of it: that is drawn by another one each time.
    asked: list[str] = []
    monkeypatch.setattr("audits.views.samples.draw", lambda plan, items: asked.append(plan.seed) or draw(plan, items))
    bands = typed(pratinjau="1", method="strata", strata="nilai", edges="1.000.000; 10.000.000")
    for _ in range(2):
        banded = seen(browser.post(new, bands))
    assert len({*asked, "benih-2021"}) == 3 and "Mulai Rp1.000.000 sampai di bawah Rp10.000.000" in banded
    assert "terkecil ke yang terbesar" in seen(browser.post(new, bands | {"edges": "5.000.000; 1.000.000"}))

    # Sent twice it is kept once.
    browser.post(new, typed(tarik="1"))
    page = browser.post(new, typed(tarik="1"), follow=True)
    sample = AuditSample.objects.get()
    words = seen(page)
    assert sample.population_hash in words and "benih-2021" in words and "Rp26.000.000" in words
    assert (sample.population_count, sample.population_amount, sample.interval) == (3, 26_000_000, 13_000_000)
    assert sample.count == sample.items.count() >= 1 and sample.amount == sum(one.amount for one in sample.items.all())
    event = Event.objects.about(sample).get()
    assert event.data["population"] == sample.population_hash and event.data["seed"] == "benih-2021"
    assert "benih-2021" in event.sentence and event.data["size"] == sample.count

    again = seen(browser.get(sample.get_absolute_url(), {"ulangi": "ya"}))
    assert "Sampel cocok" in again and "Populasinya masih sama" in again
    sent = browser.get(reverse("audits:sample_population", args=[sample.pk]))
    assert sha256(sent.getvalue()).hexdigest() == sample.population_hash  # type: ignore[attr-defined]
    book = load_workbook(io.BytesIO(browser.get(reverse("audits:sample_export", args=[sample.pk])).content))
    assert len(list(book["Sampel"].values)) == sample.count + 1
    assert ("Benih", "benih-2021") in list(book["Cara menarik"].values)

    # What comes into the records later is named; the sample stays what it was.
    revision = Report.objects.get(state="submitted").latest
    assert revision is not None
    Entry.objects.create(revision=revision, row=77, paid=9_000_000, evidence_number="K-777")
    repeated = repeat_sample(sample, auditor)
    assert repeated.kept and not repeated.today.same_population
    assert [(what, "K-777" in label) for what, label in repeated.changes] == [("baru", True)]
    assert "1 butir baru" in seen(browser.get(sample.get_absolute_url(), {"ulangi": "ya"}))
    for change in (sample.save, sample.delete, AuditSample.objects.all().delete):
        with pytest.raises(AppendOnly):
            change()


@begins_with(engaged)
def test_only_the_team_of_a_running_engagement_draws_and_only_within_its_scope(cast: Cast, sign_in: SignIn) -> None:
    auditor, engagement = cast.person("auditor"), Engagement.objects.latest("pk")
    look_anew(auditor)
    payments = listing_of("penyaluran", engagement, auditor)
    assert Disbursement.objects.count() == 2 and len(payments.population.items) == 1
    assert [one.partner for one in payments.listed.values()] == ["LKS Sakura"]
    assert not listing_of("bku-diterima", engagement, auditor).population.items
    assert len(listing_of("laporan", engagement, auditor).population.items) == 1

    asked: dict[str, Any] = {"engagement": engagement, "source": "penyaluran", "purpose": "Uji"}
    plan = Plan(Method.RANDOM, "seed", size=1)
    for person in ("inspector", "office_auditor", "finance"):
        with pytest.raises(NotAllowed):
            draw_sample(**asked, plan=plan, by=cast.person(person))
    with pytest.raises(Refusal, match="populasinya kosong"):
        draw_sample(**(asked | {"source": "bku-diterima"}), plan=plan, by=auditor)
    sample = draw_sample(**asked, plan=plan, by=auditor)
    assert sample.whole and sign_in(cast.person("inspector")).get(sample.get_absolute_url()).status_code == 200
    assert sign_in(cast.person("office_auditor")).get(sample.get_absolute_url()).status_code in (403, 404)
    Engagement.objects.filter(pk=engagement.pk).update(ends_on=engagement.starts_on)
    with pytest.raises(NotAllowed, match="berjalan"):
        draw_sample(**asked, plan=plan, by=auditor)
