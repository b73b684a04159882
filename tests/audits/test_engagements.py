"""Engagements: reading follows from them and ends with them; two persons; what was looked at is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.actions import give_roles, open_account
from accounts.models import User
from accounts.reading import Grant, Reading
from accounts.roles import Role
from audits.actions import (
    ask_engagement,
    change_team,
    close_engagement,
    extend_engagement,
    grant_engagement,
    refuse_engagement,
    revise_engagement,
    send_back_engagement,
    withdraw_engagement,
)
from audits.looks import looks_of
from audits.models import Engagement
from audits.terms import terms_of
from beneficiaries.actions import open_personal_data
from beneficiaries.models import Person
from grants.models import Allocation, Disbursement, TreasuryReturn
from partners.models import Agreement, Partner
from reports.models import Report
from tests.audits.engaging import asked, drafted, granted, look_anew
from tests.beneficiaries.serving import served
from tests.cast import Cast
from tests.grants.paper import scan
from tests.seen import seen
from trail.models import Event
from trail.refusal import NotAllowed, Refusal, StalePage

SignIn = Callable[[User], Client]
LONGER = timedelta(days=5)
WHY = "Tanggapan LKS baru masuk kemarin dan masih diuji."


# What may be read, without a database


def test_a_reading_is_the_union_of_its_grants() -> None:
    whole, part = Grant(1, "ST-1", {10: "450101"}), Grant(2, "ST-2", {20: "450202", 30: "450303"}, frozenset({7}))
    reading = Reading(own=99, grants=(whole, part))
    assert (reading.offices, reading.through, reading.partners) == ({99, 10}, {20, 30}, {7})
    assert (reading.chains, reading.chains_in_part) == ({"450101"}, {"450202", "450303"})
    assert not reading.everything and reading.of_several_offices
    assert "partner" in str(reading.match(partner="partner")) and "partner" not in str(reading.match())
    assert reading.under("450101", 8) == {"1": "ST-1"}
    assert reading.under("450202", 7) == {"2": "ST-2"} and not reading.under("450202", 8)


def test_a_grant_without_offices_is_everything_and_no_grant_is_one_s_own_office() -> None:
    assert Reading(own=99, grants=(Grant(1, "ST-1", None),)).everything
    own = Reading(own=99)
    assert own.offices == {99} and not own.of_several_offices
    assert Reading().match() is None


# The life of an engagement


def test_reading_follows_from_an_engagement_and_ends_with_it(cast: Cast) -> None:
    """Over offices, over single LKS, before its first day, after its last, when it is closed."""
    cast.report()
    sakura = Partner.objects.get()
    melati = cast.partner("LKS Melati", registration_number="TD/002/2020", complete=False)
    harapan = cast.partner("LKS Harapan", finance="other_finance", registration_number="TD/003/2020", complete=False)
    auditor, inspector = cast.person("idle_auditor"), cast.person("inspector")
    today = cast.office("inspectorate").today

    def partners() -> set[Partner]:
        look_anew(auditor)
        return set(Partner.objects.visible_to(auditor))

    def all_that_hangs_on_it() -> list[int]:
        look_anew(auditor)
        models: list[Any] = [Agreement, Disbursement, Report, TreasuryReturn, Allocation]
        return [model.objects.visible_to(auditor).count() for model in models]

    assert partners() == set() and all_that_hangs_on_it() == [0, 0, 0, 0, 0]
    assert {event.chain_id for event in Event.objects.visible_to(auditor)} == {"450909"}

    one_office = granted(auditor, inspector, offices=[cast.office("other_balai")])
    assert partners() == {harapan} and all_that_hangs_on_it() == [0, 0, 0, 0, 0]
    assert set(Event.objects.visible_to(auditor).values_list("chain_id", flat=True)) == {"450202", "450909"}

    one_partner = granted(auditor, inspector, partners=[sakura])
    assert partners() == {harapan, sakura} and all_that_hangs_on_it() == [1, 1, 1, 0, 1]
    assert melati not in partners()
    assert auditor.sees_several_offices and set(auditor.offices_in_view) == {sakura.office, harapan.office}

    close_engagement(engagement=one_partner, by=inspector, version=one_partner.version)
    assert partners() == {harapan} and all_that_hangs_on_it() == [0, 0, 0, 0, 0]

    Engagement.objects.filter(pk=one_office.pk).update(ends_on=today)
    assert partners() == {harapan}, "it holds on its last day"
    Engagement.objects.filter(pk=one_office.pk).update(ends_on=today - timedelta(days=1))
    assert partners() == set()
    one_office.refresh_from_db()
    assert one_office.has_run_out
    extend_engagement(engagement=one_office, until=today, reason=WHY, by=inspector, version=one_office.version)
    assert partners() == {harapan}
    Engagement.objects.filter(pk=one_office.pk).update(starts_on=today + timedelta(days=1), ends_on=today + LONGER)
    assert partners() == set(), "it has not begun"

    everything = granted(auditor, inspector)
    assert partners() == {sakura, melati, harapan} and auditor.reading.everything
    look_anew(inspector)
    assert inspector.reading.everything, "who granted it reads along"
    change_team(
        engagement=everything,
        leader=cast.person("auditor"),
        supervisor=None,
        members=[],
        reason=WHY,
        by=inspector,
        version=everything.version,
    )
    assert partners() == set(), "who has left the team"
    assert everything not in Engagement.objects.visible_to(auditor), "though they drafted it"
    assert drafted(auditor) in Engagement.objects.visible_to(auditor), "until it is granted it is theirs"


def test_nobody_grants_their_own_and_only_an_inspector_grants(cast: Cast) -> None:
    auditor, inspector = cast.person("idle_auditor"), cast.person("inspector")
    engagement = asked(auditor)
    for person in (auditor, cast.person("kpa"), cast.person("office_auditor"), cast.person("admin")):
        with pytest.raises(NotAllowed):
            grant_engagement(engagement=engagement, by=person, version=engagement.version)
    # Whoever becomes an inspector later grants neither what they drafted nor what they are in the team of.
    give_roles(user=auditor, roles=[Role.INSPECTOR], by=None)
    with pytest.raises(Refusal):
        grant_engagement(engagement=engagement, by=auditor, version=engagement.version)
    give_roles(user=auditor, roles=[Role.AUDITOR], by=None)
    with pytest.raises(IntegrityError, match="engagement_granted_by_another|CHECK"), transaction.atomic():
        Engagement.objects.filter(pk=engagement.pk).update(granted_by=auditor)
    with pytest.raises(StalePage):
        grant_engagement(engagement=engagement, by=inspector, version=engagement.version + 1)
    grant_engagement(engagement=engagement, by=inspector, version=engagement.version)
    assert engagement.state == "active"
    with pytest.raises(Refusal, match="hanya untuk pegawai kantor pemeriksa"):
        open_account(email="inspektur@balai.id", name="X", roles=[Role.INSPECTOR], office=cast.office("balai"), by=None)


def test_a_draft_is_mended_sent_back_refused_or_given_up(cast: Cast) -> None:
    auditor, inspector = cast.person("idle_auditor"), cast.person("inspector")
    draft = drafted(auditor, upload=None)
    with pytest.raises(Refusal, match="Surat tugas belum lengkap"):
        ask_engagement(engagement=draft, by=auditor, version=draft.version)
    terms = terms_of(draft) | {"title": "Judul lain", "upload": scan("st.png")}
    revise_engagement(engagement=draft, by=auditor, version=draft.version, **terms)
    assert (draft.title, draft.letter is not None) == ("Judul lain", True)
    changed = Event.objects.about(draft).last()
    assert changed is not None and set(changed.data) == {"title", "letter"}
    with pytest.raises(StalePage):
        revise_engagement(engagement=draft, by=auditor, version=draft.version - 1, **terms)
    ask_engagement(engagement=draft, by=auditor, version=draft.version)
    with pytest.raises(Refusal, match="tidak dapat diubah lagi"):
        revise_engagement(engagement=draft, by=auditor, version=draft.version, **terms)
    with pytest.raises(Refusal, match="terlalu singkat"):
        send_back_engagement(engagement=draft, reason="salah", by=inspector, version=draft.version)
    send_back_engagement(engagement=draft, reason=WHY, by=inspector, version=draft.version)
    withdraw_engagement(engagement=draft, by=auditor, version=draft.version)
    refused = asked(auditor)
    refuse_engagement(engagement=refused, reason=WHY, by=inspector, version=refused.version)
    assert (draft.state, refused.state) == ("withdrawn", "refused")


def test_terms_that_cannot_be_are_refused_in_words(cast: Cast) -> None:
    auditor, inspector = cast.person("idle_auditor"), cast.person("inspector")
    today = cast.office("inspectorate").today
    sakura = cast.partner(complete=False)
    for terms, said in (
        ({"objective": "uji"}, "terlalu singkat"),
        ({"ends_on": today - timedelta(days=101)}, "mendahului"),
        ({"starts_on": today, "ends_on": today + timedelta(days=367)}, "paling lama satu tahun"),
        ({"offices": [cast.office("inspectorate")]}, "hanya balai"),
        ({"offices": [cast.office("other_balai")], "partners": [sakura]}, "bekerja sama"),
        ({"offices": [cast.office("balai"), cast.office("other_balai")], "partners": [sakura]}, "tidak akan terbaca"),
        ({"years": [25]}, "empat angka"),
        ({"letter_date": today + timedelta(days=1)}, "belum tiba"),
        ({"supervisor": auditor}, "sekaligus"),
        ({"members": [cast.person("office_auditor")]}, "bukan auditor yang aktif"),
    ):
        with pytest.raises(Refusal, match=said):
            drafted(auditor, **terms)
    # A whole year and a day of leap are the longest that may be.
    longest = drafted(auditor, starts_on=today, ends_on=today + timedelta(days=366))
    with pytest.raises(Refusal, match="sudah lewat"):
        ask_engagement(
            engagement=drafted(auditor, ends_on=today - timedelta(days=1)), by=auditor, version=longest.version
        )
    running = granted(auditor, inspector)
    for until, said in (
        (running.ends_on, "sudah berlaku sampai"),
        (today + timedelta(days=367), "paling lama satu tahun"),
    ):
        with pytest.raises(Refusal, match=said):
            extend_engagement(engagement=running, until=until, reason=WHY, by=inspector, version=running.version)


def test_a_look_at_personal_data_names_its_engagement_and_stands_in_its_history(cast: Cast, sign_in: SignIn) -> None:
    auditor, finance = cast.person("auditor"), cast.person("finance")
    engagement = Engagement.objects.get(state="active")
    person = served(cast).person
    open_personal_data(person=Person.objects.get(pk=person.pk), why="periksa", by=auditor)
    told = Event.objects.about(person).filter(verb="person.open").get()
    assert told.data["engagements"] == {str(engagement.pk): engagement.letter_number}
    look = looks_of(engagement).get()
    assert (look.data["chain"], look.data["number"], look.actor_name) == (told.chain_id, told.number, auditor.name)
    open_personal_data(person=person, why="layanan", by=finance)
    assert looks_of(engagement).count() == 1, "an office's own work is no engagement's"

    # A list of people that goes out, and the small pictures of a report, which are told once a day.
    evidence, browser = cast.evidenced().evidence.first(), sign_in(auditor)
    assert evidence is not None
    picture = reverse("reports:evidence_preview", args=[evidence.pk])
    for address in (reverse("beneficiaries:people_export"), picture, picture):
        assert browser.get(address).status_code == 200
    told = [event.data["what"] for event in Event.objects.filter(verb="record.look", chain="450101")]
    assert told == ["Daftar penerima (unduhan)", "Gambar kecil bukti"]
    # Pages that name people, their NIK masked: once a day each, however often they are read.
    pages = (
        (reverse("beneficiaries:people"), "Daftar penerima"),
        (person.get_absolute_url(), "Halaman penerima"),
        (f"{reverse('audits:money')}?q={person.name[:5]}", "Hasil pencarian nama"),
    )
    for address, what in pages:
        for _ in range(2):
            assert browser.get(address).status_code == 200
        looks = Event.objects.filter(verb="record.look", actor_id=str(auditor.pk), chain="450101")
        assert [event.data["what"] for event in looks].count(what) == 1, what
    before = Event.objects.count()
    assert sign_in(finance).get(pages[0][0]).status_code == 200 and Event.objects.count() == before
    page = seen(browser.get(engagement.get_absolute_url()))
    assert "Data pribadi yang dibuka" in page and "NIK dan catatan kasus dibuka" in page and "jejak 450101" in page


# Pages


def test_from_a_draft_to_its_end_by_the_pages(cast: Cast, sign_in: SignIn) -> None:
    auditor, inspector = cast.person("idle_auditor"), cast.person("inspector")
    browser, decides = sign_in(auditor), sign_in(inspector)
    today = cast.office("inspectorate").today
    assert "belum punya penugasan pemeriksaan yang sedang berjalan" in seen(browser.get(reverse("partners:partners")))
    sent = {
        "title": "Audit bantuan 2025",
        "objective": "Menguji kepatuhan penyaluran bantuan.",
        "years": "2024, dua ribu",
        "programmes": "dl",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=30)).isoformat(),
        "leader": auditor.pk,
        "letter_number": "ST-9/IJ/2025",
        "letter_date": today.isoformat(),
    }
    wrong = browser.post(reverse("audits:engagement_new"), sent | {"upload": scan("st.png")})
    assert wrong.status_code == 422 and "empat angka" in seen(wrong)
    made = browser.post(reverse("audits:engagement_new"), sent | {"years": "2024 2025", "upload": scan("st.png")})
    engagement = Engagement.objects.get(title="Audit bantuan 2025")
    assert made["Location"] == engagement.get_absolute_url()
    assert (engagement.years, engagement.programmes) == ([2024, 2025], ["DL"])
    edited = browser.post(
        reverse("audits:engagement_edit", args=[engagement.pk]), sent | {"years": "2025", "version": engagement.version}
    )
    assert edited.status_code == 302

    def step(who: Client, name: str, **more: Any) -> int:
        engagement.refresh_from_db()
        sent = {"step": name, "version": engagement.version, **more}
        return who.post(reverse("audits:engagement_step", args=[engagement.pk]), sent).status_code

    assert step(browser, "grant") == 403 and step(browser, "terbang") == 409
    assert step(browser, "ask") == 302
    assert "Menunggu keputusan inspektur" in seen(browser.get(engagement.get_absolute_url()))
    assert step(decides, "refuse", reason="x") == 422
    desk = seen(decides.get(reverse("desk:home")))
    assert "Penugasan menunggu keputusan Anda" in desk and "Audit bantuan 2025" in desk
    assert step(decides, "grant") == 302
    assert "Penugasan Anda yang berjalan" in seen(browser.get(reverse("desk:home")))
    own = seen(browser.get(reverse("partners:partners")))
    assert "belum punya penugasan" not in own
    listed = reverse("audits:engagements")
    assert "Audit bantuan 2025" in seen(decides.get(listed, {"state": "active", "q": "ST-9"}))
    assert "Tidak ada penugasan yang cocok" in seen(decides.get(listed, {"state": "habis"}))
    assert browser.get(reverse("audits:engagement_letter", args=[engagement.pk])).status_code == 200

    engagement.refresh_from_db()
    late = {"until": (today + timedelta(days=60)).isoformat(), "reason": WHY, "version": engagement.version}
    assert decides.post(reverse("audits:engagement_extend", args=[engagement.pk]), late).status_code == 302
    assert decides.post(reverse("audits:engagement_extend", args=[engagement.pk]), late).status_code in {409, 422}
    engagement.refresh_from_db()
    team = {"leader": auditor.pk, "members": [], "reason": WHY, "version": engagement.version}
    team["supervisor"] = cast.person("auditor").pk
    assert decides.post(reverse("audits:engagement_team", args=[engagement.pk]), team).status_code == 302
    page = seen(decides.get(engagement.get_absolute_url()))
    assert "Pengendali teknis" in page and "Tim diubah menjadi" in page
    assert step(decides, "close") == 302
    assert "belum punya penugasan" in seen(browser.get(reverse("partners:partners")))
