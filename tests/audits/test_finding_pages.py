"""The pages of a finding, from a rule's finding on the report to the last rupiah, each side in its own browser."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Office, User
from audits.actions import reminders
from audits.follow_up_ages import ages_of
from audits.models import Finding, FollowUp, Recommendation
from desk.waiting import piles_for
from grants.models import TreasuryReturn
from reports.models import JudgedFinding
from tests.audits.finding import final, followed_up, recommendation, supervisor
from tests.beforehand import begins_with
from tests.cast import Cast, submitted
from tests.grants.paper import scan
from tests.seen import seen
from trail.models import Event

pytestmark = [pytest.mark.django_db, begins_with(submitted)]
SignIn = Callable[[User], Client]


def on_desk(user: User) -> set[str]:
    return {pile.title for pile in piles_for(user)}


def test_a_rule_s_finding_becomes_an_audit_s_is_answered_final_and_settled_with_a_returned_amount(
    cast: Cast, sign_in: SignIn
) -> None:
    report = cast.submitted()
    revision, partner = report.latest, report.partner
    assert revision is not None
    users = {"auditor": cast.person("auditor"), "finance": cast.person("finance"), "lks": cast.treasurer(partner)}
    auditor, finance, lks = (sign_in(users[name]) for name in ("auditor", "finance", "lks"))
    line = revision.entries.get(evidence_number="K-002")
    origin = JudgedFinding.objects.create(
        revision=revision,
        rule="BKU-08",
        severity="warning",
        sheet="BKU",
        row=line.row,
        field="payee",
        cell=f"F{line.row}",
        message="Penerima pembayaran tidak disebut.",
        found="kosong",
        expected="Nama penerima.",
        remedy="Tulis nama penerima pembayaran.",
        citation="PMK 254/PMK.05/2015",
    )

    # One click on the report: all that the rule knows stands in the form.
    new = reverse("audits:finding_new") + f"?dari={origin.pk}"
    assert new in auditor.get(report.get_absolute_url()).content.decode()
    assert new in auditor.get(reverse("reports:review", args=[report.pk])).content.decode()
    assert new not in lks.get(report.get_absolute_url()).content.decode()
    page = auditor.get(new)
    begun = page.context["form"].initial
    assert (begun["rule"], begun["amount"], begun["partner"]) == ("BKU-08", 8_000_000, partner)
    assert f"BKU!F{line.row}" in begun["condition"] and "belum dikonfirmasi" in page.content.decode()
    typed = {
        "engagement": users["auditor"].office.engagements.get().pk,
        "title": "Belanja tanpa penerima",
        "partner": partner.pk,
        "asks_partner": "on",
        "condition": begun["condition"],
        "rule": "BKU-08",
        "cause": "Bendahara tidak meminta nama penerima saat membayar.",
        "amount": "Rp2.000.000",
        "recommendations": "Setor nilainya ke kas negara.",
    }
    auditor.post(new, typed)
    finding = Finding.objects.get()
    assert {place.entry_id for place in finding.places.all()} == {line.pk, None} and finding.amount == 2_000_000
    address = finding.get_absolute_url()
    assert lks.get(address).status_code == 404

    # A part is missing: the page says which, and keeps what was typed.
    step, soon = reverse("audits:finding_step", args=[finding.pk]), finding.office.today + timedelta(days=7)
    show = {"step": "show", "version": finding.version, "answer_by": soon.isoformat()}
    refused = auditor.post(step, show)
    assert refused.status_code == 422 and "Akibat masih kosong" in seen(refused)
    typed |= {"effect": "Pengeluaran tidak dapat diyakini kebenarannya.", "version": str(finding.version)}
    auditor.post(reverse("audits:finding_edit", args=[finding.pk]), typed)
    finding.refresh_from_db()
    assert auditor.post(step, show | {"version": finding.version}).status_code == 302

    # The other side, which reads nothing of what was written before.
    assert "Temuan yang harus Anda tanggapi" in on_desk(users["lks"])
    assert "Temuan yang menunggu tanggapan" in on_desk(users["auditor"])
    history = [event.verb for event in lks.get(address).context["history"]]
    assert history == ["finding.show"]
    # Nor what was written after it was recalled.
    finding.refresh_from_db()
    why = "Nilainya dihitung ulang setelah kuitansi susulan diterima."
    auditor.post(step, {"step": "recall", "version": finding.version, "reason": why})
    finding.refresh_from_db()
    typed |= {"title": "Belanja tanpa nama penerima", "version": str(finding.version)}
    auditor.post(reverse("audits:finding_edit", args=[finding.pk]), typed)
    finding.refresh_from_db()
    auditor.post(step, show | {"version": finding.version})
    history = [event.verb for event in lks.get(address).context["history"]]
    assert history == ["finding.show", "finding.recall", "finding.show"]
    finding.refresh_from_db()
    answer = {
        "version": finding.version,
        "stance": "sependapat",
        "text": "Uangnya akan kami setor ke kas negara.",
        "uploads": [scan("kuitansi.png"), scan("nota.png")],
    }
    assert lks.post(reverse("audits:finding_answer", args=[finding.pk]), answer).status_code == 302
    given = finding.answers.get()
    file = reverse("audits:finding_file", args=[given.pk, given.files.all()[0].pk])
    assert [browser.get(file).status_code for browser in (auditor, lks, finance)] == [200, 200, 404]
    look = Event.objects.filter(verb="record.look").latest("pk")
    assert (look.chain_id, look.data["what"]) == (report.chain, "Lampiran tanggapan temuan 1")
    assert "Temuan yang sudah ditanggapi" in on_desk(users["auditor"])

    finding.refresh_from_db()
    today = finding.office.today.isoformat()
    done = {"step": "finalise", "version": finding.version, "report_number": "LHP-9/IJ/2026", "received_on": today}
    # Who wrote it is told who makes it final; alone, who has to be put in the team.
    assert "tambahkan pengendali teknis" in seen(auditor.get(address))
    assert auditor.post(step, done).status_code == 403
    second = supervisor(cast)
    assert f"Ditetapkan final oleh {second}." in seen(auditor.get(address))
    supervising = sign_in(second)
    assert "finalise" in {offered.step.name for offered in supervising.get(address).context["steps"]}
    assert supervising.post(step, done).status_code == 302
    paper = auditor.get(reverse("audits:finding_print", args=[finding.pk]))
    assert paper.headers["Content-Type"] == "application/pdf"

    # The balai opens the return from the finding, and the return leads back to it.
    opened = {"instalment": report.instalment_id, "amount": "2.000.000"}
    assert finance.post(reverse("audits:finding_return", args=[finding.pk]), opened).status_code == 302
    owed = TreasuryReturn.objects.get(kind="temuan")
    assert owed.reference == "LHP-9/IJ/2026, temuan 1"
    assert owed.get_absolute_url() in finance.get(address).content.decode()
    assert address in finance.get(owed.get_absolute_url()).content.decode()
    deposit = {"billing_code": "820999000000001", "ntpn": "ABCD1234EFGH5678", "paid_on": today, "upload": scan()}
    lks.post(reverse("grants:return_deposit", args=[owed.pk]), deposit | {"version": 0, "amount": "2.000.000"})
    owed.refresh_from_db()
    assert finance.post(reverse("grants:return_confirm", args=[owed.pk]), {"version": owed.version}).status_code == 302

    first = recommendation(finding)
    assert "Rekomendasi yang harus ditindaklanjuti" in on_desk(users["lks"])
    follow = reverse("audits:follow_up", args=[first.pk])
    told = {"text": "Sudah kami setor seluruhnya.", "treasury_return": owed.pk, "version": first.version}
    assert [lks.post(follow, told).status_code for _ in range(2)] == [302, 409]
    first.refresh_from_db()
    assert auditor.get(address).context["to_judge"] == first
    assert lks.get(address).context["to_judge"] is None
    assert FollowUp.objects.get().treasury_return == owed
    assert "Tindak lanjut menunggu penilaian Anda" in on_desk(users["auditor"])
    finding.refresh_from_db()
    money = {"version": finding.version, "part": "returned", "amount": "2.000.000", "treasury_return": owed.pk}
    settle = reverse("audits:recommendation_settle", args=[first.pk])
    assert auditor.post(settle, money | {"amount": "2.000.001"}).status_code == 422
    assert auditor.post(settle, money).status_code == 302
    judge = reverse("audits:recommendation_judge", args=[first.pk])
    # By the money that stood there before it was settled nothing is judged.
    seen_before = {"version": first.version, "finding_version": finding.version}
    assert auditor.post(judge, seen_before | {"verdict": "accept"}).status_code == 409
    finding.refresh_from_db()
    now = {"version": first.version, "finding_version": finding.version}
    assert auditor.post(judge, now | {"verdict": "await_more"}).status_code == 422
    assert auditor.post(judge, now | {"verdict": "accept"}).status_code == 302
    finding.refresh_from_db()
    assert (finding.state, finding.returned, finding.still_open) == ("settled", 2_000_000, 0)
    # What is met is no task any more: judging it again stands folded at the end.
    answer = auditor.get(first.get_absolute_url())
    assert [event.verb for event in answer.context["history"]][-1] == "finding.finalise"
    page = seen(answer)
    assert "Ubah penilaian" in page and "Nilai tindak lanjutnya" not in page
    for name in ("findings", "recommendations", "findings_export", "recommendations_export"):
        assert {each.get(reverse(f"audits:{name}")).status_code for each in (auditor, finance, lks)} == {200}


def fails_outside_of_any_transaction(*_: object) -> None:
    with transaction.atomic(durable=True):
        raise SMTPServerDisconnected


def test_what_is_late_is_listed_by_age_and_reminded_of_once_at_each_border_though_a_night_was_missed(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = cast.submitted()
    finding = final(cast, report.partner, asks_office=True)
    first, second = recommendation(finding), recommendation(finding, 2)
    assert not reminders.due_reminders()
    today = timezone.localdate()
    Recommendation.objects.filter(pk=first.pk).update(due_on=today - timedelta(days=40))
    Recommendation.objects.filter(pk=second.pk).update(due_on=today + timedelta(days=5))
    # Without anybody to remind, after a last-minute follow-up, and where the mail server fails: it waits its time.
    with monkeypatch.context() as nobody:
        nobody.setattr(reminders, "whom_to_remind", lambda one: [])
        call_command("remind_follow_ups", stdout=io.StringIO())
    followed_up(cast, recommendation(finding))
    assert reminders.send_reminder(recommendation=first) == []
    Recommendation.objects.filter(pk=first.pk).update(acted_at=None)
    with monkeypatch.context() as broken:
        broken.setattr(reminders, "send_mail", fails_outside_of_any_transaction)
        with pytest.raises(SystemExit):
            call_command("remind_follow_ups", stdout=io.StringIO(), stderr=io.StringIO())
    assert [one.reminded for one in finding.recommendations.all()] == [0, 0]
    assert not mail.outbox and not Event.objects.filter(verb="recommendation.remind").exists()
    for _ in range(2):
        call_command("remind_follow_ups", stdout=io.StringIO())
    assert len(mail.outbox) == 2
    assert mail.outbox[0].subject == "[Amanah] Rekomendasi 1.1: batas tindak lanjut lewat 40 hari"
    partner = report.partner
    assert set(mail.outbox[0].to) == {
        cast.treasurer(partner).email,
        cast.head(partner).email,
        cast.person("finance").email,
        cast.person("kpa").email,
    }
    assert [one.reminded for one in finding.recommendations.all()] == [5, 2]
    assert Event.objects.filter(verb="recommendation.remind").count() == 2

    auditor = sign_in(cast.person("auditor"))
    page = auditor.get(reverse("audits:recommendations"))
    assert [(age.band.key, age.count) for age, _ in page.context["ages"]] == [("31-60", 1)]
    # Both recommendations share the sum of their finding: it stands there once, and on the desk as the finding's.
    assert (seen(page).count("Rp3.000.000"), seen(page).count("termasuk di atas")) == (1, 1)
    piles = piles_for(cast.treasurer(report.partner))
    things = [thing for pile in piles for thing in pile.things if pile.title.startswith("Rekomendasi")]
    assert {(thing.amount, "Rp3.000.000 dari seluruh temuan" in thing.detail) for thing in things} == {(None, True)}
    letter = finding.engagement.letter_number
    labels = [str(label) for _, label in page.context["filter"].form.fields["engagement"].choices]
    assert len(labels) == 2 and letter and letter in labels[1]
    found = {
        late: auditor.get(reverse("audits:recommendations"), {"late": late}) for late in ("31-60", "1-30", "lewat")
    }
    assert {late: [one.pk for one in each.context["page_obj"]] for late, each in found.items()} == {
        "31-60": [first.pk],
        "1-30": [],
        "lewat": [first.pk],
    }
    assert "Tindak lanjut yang lewat batas" in on_desk(cast.person("auditor"))

    # An hour into the balai's next day, while the auditor's clock still shows the last one: late everywhere alike.
    Office.objects.filter(pk=finding.office_id).update(time_zone=Office.Zone.WIT)
    monkeypatch.setattr(timezone, "now", lambda: datetime.combine(today, time(16), tzinfo=UTC))
    rows = Recommendation.objects.filter(pk=second.pk)
    rows.update(due_on=today)
    assert (timezone.localdate(), rows.get().days_late) == (today, 1)
    assert [late.overdue().count() for late in (rows, Recommendation.objects.all())] == [1, 2]
    assert [(age.band.key, age.count) for age in ages_of(rows) if age.count] == [("1-30", 1)]
