"""The trail's page: who sees which events, proof that a chain is whole, and an auditor who changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.effort import AT_ONCE
from accounts.models import Effort, User
from audits import confirming
from audits.chains import VERIFY, Shown, chains_of
from grants.actions.batches import make_batch
from partners.actions import record_participant
from tests.audits.engaging import granted
from tests.audits.finding import drafted
from tests.beforehand import begins_with
from tests.cast import Cast, submitted
from tests.partners.living import trained
from tests.seen import seen
from trail import triggers
from trail.models import Chain, Event
from trail.printed import mark_of
from trail.record import MINISTRY, record_event
from trail.remembered import SEND, last_night
from trail.verify import verify_chains

SignIn = Callable[[User], Client]


def test_an_office_sees_its_own_chain_and_the_inspectorate_all(cast: Cast, sign_in: SignIn) -> None:
    cast.report()
    cast.person("other_finance")

    def chains(who: str) -> set[str]:
        answer = sign_in(cast.person(who)).get(reverse("audits:trail"))
        return {event.chain_id for event in answer.context["page"].paginator.object_list}

    assert chains("verifier") == {"450101"}
    assert chains("other_finance") == {"450202"}
    assert chains("auditor") >= {"450101", "450202", "450909"}


@begins_with(submitted)
def test_events_are_told_in_words_and_searched(cast: Cast, sign_in: SignIn) -> None:
    report = cast.submitted()
    auditor = sign_in(cast.person("auditor"))
    page = auditor.get(reverse("audits:trail"), {"cari": "Budi Contoh"})
    assert "Budi Contoh" in {event.actor_name for event in page.context["page"]}
    assert all("Budi Contoh" in event.actor_name + event.object_label for event in page.context["page"])
    told = Event.objects.get(verb="report.submit").sentence
    assert told != "report.submit"
    assert told in page.content.decode()
    none = auditor.get(reverse("audits:trail"), {"sejak": "2099-01-01"})
    assert "Tidak ada peristiwa" in none.content.decode()
    assert str(report) in page.content.decode()
    # The history of one record, by its name in the trail: with a way to its page, and as its office is seen.
    history = reverse("audits:history", args=["reports.report", report.pk])
    answer = auditor.get(history)
    assert answer.context["url"] == report.get_absolute_url() and "Status" in seen(answer) and told in seen(answer)
    assert auditor.get(reverse("audits:history", args=["no.model", "x"])).status_code == 404
    assert sign_in(cast.person("other_finance")).get(history).status_code == 404
    assert sign_in(cast.treasurer(report.partner)).get(history).status_code == 403


@begins_with(submitted)
def test_a_chain_is_verified_on_asking_and_what_was_found_stays_on_the_page(cast: Cast, sign_in: SignIn) -> None:
    auditor = sign_in(cast.person("auditor"))
    verify, page = reverse("audits:chain_verify", args=["450101"]), reverse("audits:chains")
    assert auditor.get(verify).status_code == 405
    assert "Utuh" not in seen(auditor.get(page))
    length = Event.objects.filter(chain="450101").count()
    told = seen(auditor.post(verify, follow=True))
    assert f"Utuh sampai nomor {length}" in told and "belum pernah dikirim" in told
    event = Event.objects.filter(chain="450101")[4]
    triggers.unguard(connection, triggers.EVENTS)  # back with the test's own rollback
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trail_event SET actor_name = 'Orang Lain' WHERE id = %s", [event.pk])
    told = seen(auditor.post(verify, follow=True))
    assert f"Rusak pada peristiwa nomor {event.number}" in told and "Amankan basis data" in told
    other = sign_in(cast.person("other_finance"))
    assert "450101" not in {each.chain.key for each in other.get(page).context["shown"]}
    assert other.post(verify).status_code == 404


@begins_with(submitted)
def test_a_long_chain_is_verified_in_the_background(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr("audits.views.proof.AT_ONCE", 1)
    monkeypatch.setattr("audits.views.proof.verify_long_chain", SimpleNamespace(enqueue=lambda *a: asked.append(a)))
    auditor = cast.person("auditor")
    told = seen(sign_in(auditor).post(reverse("audits:chain_verify", args=["450101"]), follow=True))
    assert asked == [("450101", auditor.pk)] and "sedang diperiksa" in told


@begins_with(submitted)
def test_a_printed_head_is_confirmed_however_it_comes(cast: Cast, sign_in: SignIn) -> None:
    auditor, page = sign_in(cast.person("auditor")), reverse("audits:printed")
    event = Event.objects.filter(chain="450101")[4]
    mark = mark_of(event)
    assert mark is not None
    scanned = seen(auditor.get(mark.url.removeprefix(settings.BASE_URL)))
    last = Event.objects.filter(chain="450101").count()
    assert f"peristiwa nomor {event.number}" in scanned and f"{last - event.number} peristiwa menyusul" in scanned
    assert "Rantai utuh sampai sana" in scanned
    typed = {
        "rantai": " 450101 ",
        "nomor": str(event.number),
        "sidik": f"{event.hash[:8].upper()} - {event.hash[8:20]}",
    }
    assert "Rantai utuh sampai sana" in seen(auditor.post(page, typed))
    assert f"Peristiwa itu: {event.sentence}, pada {event.object_label}" in scanned
    assert "bukan “z”" in seen(auditor.post(page, {**typed, "sidik": f"{event.hash[:20]}zz"}))
    assert "Isi rantai, nomor" in seen(auditor.post(page, {**typed, "nomor": "²"}))
    assert "Ketik paling sedikit" in seen(auditor.post(page, {**typed, "sidik": event.hash[:8]}))
    assert "telah ditulis ulang" in seen(auditor.post(page, {**typed, "sidik": "0" * 64}))
    assert f"milik nomor {event.number}" in seen(auditor.post(page, {**typed, "nomor": "2"}))
    assert "ujungnya telah dipotong" in seen(auditor.post(page, {**typed, "nomor": "99999"}))
    pasted = seen(auditor.post(page, {"baris": f"{mark}\n450101 nomor 2 sidik {'0' * 64}\n"}))
    assert "Rantai utuh sampai sana" in pasted and "telah ditulis ulang" in pasted
    assert "Isi rantai, nomor, dan sidiknya" in seen(auditor.post(page, {"rantai": "450101"}))
    stranger = sign_in(cast.person("other_finance"))
    assert "Tidak ada rantai 450101 yang boleh Anda lihat" in seen(stranger.post(page, typed))
    # A number that no chain can have names no place.
    assert "atau tempelkan baris" in seen(auditor.post(page, {"baris": f"450101 nomor {'9' * 5000} sidik {'0' * 64}"}))


@begins_with(submitted)
def test_many_printed_heads_cost_what_their_chains_cost(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each chain is walked once however often it is named, a long one is not, and what is left out is said."""
    person, page = cast.person("auditor"), reverse("audits:printed")
    auditor, walked = sign_in(person), []
    first, *_, last = [mark_of(event) for event in Event.objects.filter(chain="450101")]
    assert first is not None and last is not None
    monkeypatch.setattr(confirming, "verify_chains", lambda keys: walked.append(list(keys)) or verify_chains(keys))

    auditor.get(last.url.removeprefix(settings.BASE_URL))
    asked = (Effort.objects.get(user=person).made_good_at - timezone.now()).total_seconds()
    assert asked < 2, "a hundred papers may be scanned in a row"
    answer = auditor.post(page, {"baris": f"{first}\n" * 120 + f"{last}\n" * 3})
    assert walked == [["450101"]] * 2 and len(answer.context["found"]) == 100
    assert "23 baris belum dicocokkan" in seen(answer) and "mulai dari rantai 450101 nomor 1." in seen(answer)
    Effort.objects.update(made_good_at=timezone.now() + 2 * timedelta(seconds=AT_ONCE))
    refused = auditor.post(page, {"baris": f"{first}"})
    assert refused.status_code == 429 and "Tunggu" in seen(refused)
    Effort.objects.all().delete()

    # Of a chain that is too long to wait for: what its last verification says, and a way to have another.
    monkeypatch.setattr(confirming, "AT_ONCE", 1)
    verify = reverse("audits:chain_verify", args=["450101"])
    never = auditor.post(page, {"baris": str(last)})
    assert "belum pernah diperiksa" in seen(never) and verify in never.text
    auditor.post(verify)
    assert "Rantai utuh sampai sana menurut pemeriksaan" in seen(auditor.post(page, {"baris": str(last)}))
    after = mark_of(Event.objects.filter(chain="450101").last())
    assert "belum sampai nomor ini" in seen(auditor.post(page, {"baris": str(after)}))
    assert walked[2:] == [[]] * 3
    record_event(
        verb=VERIFY, obj=Chain(key="450101"), by=person,
        data={"length": 9, "head": "", "broken_at": last.number, "reason": "isi tidak cocok dengan sidiknya"},
    )  # fmt: skip
    told = seen(auditor.post(page, {"baris": f"{first}\n{last}"}))
    assert "Rantai utuh sampai sana menurut" in told and "rusak sebelum itu" in told
    assert f"pada peristiwa nomor {last.number}: isi tidak cocok dengan sidiknya" in told


@begins_with(submitted)
def test_the_page_of_chains_asks_as_often_of_many_as_of_few(cast: Cast) -> None:
    auditor = cast.person("auditor")

    def shown() -> tuple[list[Shown], int]:
        with CaptureQueriesContext(connection) as asked:
            chains = chains_of(User.objects.get(pk=auditor.pk))
        return chains, len(asked)

    few, queries = shown()
    for number in range(10):
        key = f"4601{number:02}"
        record_event(verb=VERIFY, obj=Chain(key=key), by=None, data={"length": 0, "head": ""})
        record_event(verb=VERIFY, obj=Chain(key=key), by=None, data={"length": number, "head": ""})
    many, again = shown()
    assert (len(many), again) == (len(few) + 10, queries)
    found = {each.chain.key: each.last.verdict.length for each in many if each.last}
    assert found == {f"4601{number:02}": number for number in range(10)}
    # The last night is found by what it is about, though it never was: not by walking the trail from its end.
    plan = Event.objects.about(Chain(key=MINISTRY)).filter(verb=SEND).explain()
    assert last_night(SEND) is None and (connection.vendor != "sqlite" or "event_about" in plan)


@begins_with(submitted)
def test_who_takes_a_chain_home_is_its_last_line(cast: Cast, sign_in: SignIn) -> None:
    auditor = cast.person("auditor")
    answer = sign_in(auditor).get(reverse("audits:chain_export", args=["450101"]))
    lines = [json.loads(line) for line in answer.getvalue().splitlines()]
    last = json.loads(lines[-1]["record"])
    assert (last["verb"], last["actor"]) == ("chain.export", str(auditor.pk))
    assert lines[0] == {"chain": "450101", "length": last["number"], "head": lines[-1]["hash"]}
    assert len(lines) == last["number"] + 1
    assert b"hashlib.sha256" in sign_in(auditor).get(reverse("audits:trail_script")).getvalue()


@begins_with(submitted)
def test_a_draft_is_read_in_no_trail_by_who_is_of_no_team(cast: Cast, sign_in: SignIn) -> None:
    finding = drafted(cast, cast.submitted().partner)
    history = reverse("audits:history", args=["audits.finding", finding.pk])
    chain, found = reverse("audits:chain_export", args=["450909"]), {}
    for who in ("auditor", "idle_auditor", "inspector"):
        browser = sign_in(cast.person(who))
        told = browser.get(reverse("audits:trail"), {"cari": "finding.draft"}).context["page"].paginator.count
        takes = {each.chain.key: each.takes for each in browser.get(reverse("audits:chains")).context["shown"]}
        found[who] = told, browser.get(history).status_code, browser.get(chain).status_code, takes["450909"]
    # The chain as a whole is one office's, and so its inspector's to take home.
    assert found == {
        "auditor": (1, 200, 403, False),
        "idle_auditor": (0, 404, 403, False),
        "inspector": (1, 200, 200, True),
    }


def test_an_engagement_of_one_lks_opens_of_its_office_s_chain_what_tells_of_that_lks(
    cast: Cast, sign_in: SignIn
) -> None:
    report = cast.submitted()
    melati = cast.partner("LKS Melati", registration_number="TD/002/2020")
    auditor = cast.person("idle_auditor")
    granted(auditor, cast.person("inspector"), partners=[report.partner])
    browser = sign_in(auditor)

    def told(**asked: str) -> set[tuple[str, str]]:
        page = browser.get(reverse("audits:trail"), asked).context["page"]
        return {(event.object_type, event.object_id) for event in page.paginator.object_list}

    read = {("partners.partner", str(report.partner.pk)), ("reports.report", str(report.pk))}
    assert told() >= read | {("partners.agreement", str(report.instalment.agreement_id))}
    other = Event.objects.about(melati)
    assert other.count() > 1 and not told(cari="Melati")
    assert "Dari jejak kantor 450101 tampil" in seen(browser.get(reverse("audits:trail")))
    of_office = Event.objects.visible_to(User.objects.get(pk=auditor.pk)).filter(chain_id="450101")
    assert of_office.exists() and not of_office.filter(object_type="accounts.user").exists(), (
        "who works there is not asked"
    )
    for record, answer in ((report.partner, 200), (report, 200), (melati, 404)):
        history = reverse("audits:history", args=[record._meta.label_lower, record.pk])
        assert browser.get(history).status_code == answer, record
    # What gathers several LKS: a training's list is theirs alone, its history nobody's; a batch is not read.
    finance = cast.person("finance")
    training = trained(cast, report.partner).training
    record_participant(training=training, by=finance, partner=melati, name="Wakil Melati", presence="hadir")
    batch = make_batch(title="Termin I", by=finance)
    page = seen(browser.get(training.get_absolute_url()))
    assert report.partner.name in page and "Melati" not in page
    assert browser.get(reverse("audits:history", args=["partners.training", training.pk])).status_code == 404
    assert browser.get(batch.get_absolute_url()).status_code == 404
    # That the chain is whole and a paper's place stands in it tells nothing of the others; to take it home would.
    assert {each.chain.key: each.takes for each in browser.get(reverse("audits:chains")).context["shown"]} == {
        "450101": False,
        "450909": False,
    }
    assert "Utuh sampai nomor" in seen(browser.post(reverse("audits:chain_verify", args=["450101"]), follow=True))
    mark = mark_of(other.first())
    assert mark is not None
    confirmed = seen(browser.get(mark.url.removeprefix(settings.BASE_URL)))
    assert "Rantai utuh sampai sana" in confirmed and "Melati" not in confirmed
    assert "di luar yang boleh Anda baca" in confirmed
    taken = browser.get(reverse("audits:chain_export", args=["450101"]))
    assert taken.status_code == 403 and "LKS di luar penugasan Anda" in seen(taken)
    # Beside one of the whole office everything is read.
    granted(auditor, cast.person("inspector"), offices=[report.partner.office])
    assert told(cari="Melati")
    assert browser.get(reverse("audits:chain_export", args=["450101"])).status_code == 200


def addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named address of our own rooms."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, pattern.namespace or space)
        elif pattern.name and space:
            yield f"{space}:{pattern.name}", pattern


@begins_with(submitted)
@pytest.mark.parametrize("who", ["auditor", "office_auditor"])
def test_an_auditor_can_send_nothing_anywhere(cast: Cast, sign_in: SignIn, who: str) -> None:
    """Whatever is posted, to whichever address: refused, or answered as reading is, and nothing has happened."""
    report = cast.verified()
    auditor = sign_in(cast.person(who))
    events, version = Event.objects.count(), report.version
    tried = 0
    for name, pattern in addresses():
        if name.startswith("audits:"):
            continue  # their own room, where they write: held by test_reads_only
        converters = pattern.pattern.converters.items()
        arguments = {key: UUID(int=1) if kind.regex.startswith("[0-9a-f]") else report.pk for key, kind in converters}
        typed = {
            "version": version,
            "reason": "Alasan yang cukup panjang",
            "step": "approve",
            "row": 8,
            "text": "x",
            "name": "x",
        }
        answer = auditor.post(reverse(name, kwargs=arguments), typed)
        # To try a workbook out is to read: it is judged, and kept nowhere. Without one, a sentence.
        expected = {422} if name in {"reports:try_out", "beneficiaries:find"} else {200, 403, 404, 405}
        assert answer.status_code in expected, f"{name}: {answer.status_code}"
        tried += 1
    assert tried > 50
    assert Event.objects.count() == events
    report.refresh_from_db()
    assert (report.state, report.version) == ("verified", version)
