"""Working papers: one writes, another of the team reviews, errors are known in rupiah and projected; all goes home."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from audits import files
from audits.actions import change_team, finding_returns, papers, revise_engagement
from audits.actions.questions import add_question, drop_question
from audits.actions.samples import draw_sample
from audits.checklist import questions_of
from audits.models import AuditSample, Engagement, Finding, PaperFile, SampleItem, WorkingPaper
from audits.projecting import projected
from audits.sampling import Method, Plan
from audits.terms import terms_of
from reports.models import Report
from tests.audits.engaging import drafted, granted, look_anew
from tests.audits.finding import final, followed_up, recommendation
from tests.beforehand import begins_with
from tests.cast import Cast
from tests.grants.paper import scan
from tests.seen import seen
from trail.models import Event
from trail.reasons import NotSaid
from trail.refusal import NotAllowed, Refusal, StalePage

SignIn = Callable[[User], Client]


def sampled(cast: Cast) -> None:
    """A sent report of the balai, and all three expenses of it as a sample of two auditors."""
    report = cast.uploaded()
    Report.objects.filter(pk=report.pk).update(state="submitted", spent=26_000_000, remainder=4_000_000)
    auditor, other = cast.person("auditor"), cast.person("idle_auditor")
    engagement = granted(auditor, cast.person("inspector"), members=[other])
    plan = Plan(Method.INTERVAL, "benih", size=9)
    draw_sample(engagement=engagement, source="bku-dikirim", plan=plan, purpose="Keberadaan belanja", by=auditor)
    look_anew(auditor, other)


def answered(item: SampleItem, answer: str = "ya", note: str = "") -> dict[str, tuple[str, str]]:
    return {one.key: (answer, note) for one in questions_of(item.sample.engagement, item.sample.source)}


def typed(item: SampleItem, **other: Any) -> dict[str, Any]:
    given = {f"jawab-{key}": answer for key, (answer, _) in answered(item).items()}
    return {**given, "version": "", "result": "sesuai", "audited": "", "note": ""} | other


@begins_with(sampled)
def test_one_writes_another_reviews_and_what_is_found_is_projected(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    auditor, other = cast.person("auditor"), cast.person("idle_auditor")
    sample = AuditSample.objects.get()
    first, second, third = sample.items.all()
    look_anew(auditor, other)
    mine, theirs = sign_in(auditor), sign_in(other)
    page, write = (reverse(f"audits:{name}", args=[first.pk]) for name in ("paper", "paper_write"))

    # A page that had a paper before it, of an item that has none.
    assert mine.post(write, {"version": "3"}).status_code == 409
    # What is begun may stay unfinished; it cannot be sent so, and every want is named.
    assert "Tulis kertas kerja" in seen(mine.get(page)) and "Tulis kertas kerja" in seen(mine.get(write))
    begun = mine.post(write, {"version": "", "jawab-bukti-ada": "tidak"}, follow=True)
    assert "Kertas kerja KKP-1.1" in seen(begun)
    refused = mine.post(reverse("audits:paper_step", args=[first.pk]), {"step": "submit", "version": "1"})
    words = seen(refused)
    assert refused.status_code == 422 and "Hasil uji belum dipilih" in words and "Jawaban “tidak” belum diter" in words
    assert words.count("Belum dijawab") == len(answered(first)) - 1

    # An amount that contradicts its result is said beside what was typed.
    for wrong, said in (
        ({"audited": "5"}, "bukan Rp"),
        ({"result": "tidak-sesuai"}, "Isi nilai yang seharusnya"),
        ({"result": "tidak-sesuai", "audited": "-5"}, "kurang dari nol"),
    ):
        answer = mine.post(write, typed(first, version="1", **wrong))
        assert answer.status_code == 422 and said in seen(answer), wrong
    assert mine.post(write, typed(first)).status_code == 409  # somebody has begun it meanwhile
    note = "=Kuitansi terlampir berjumlah Rp2.000.000 lebih kecil."
    right = first.amount - 2_000_000
    files = [scan("kuitansi.png"), SimpleUploadedFile("hitung.csv", b"a;b\n1;2\n")]
    good = typed(first, version="1", result="tidak-sesuai", audited=str(right), note=note, uploads=files)
    assert "Rp2.000.000" in seen(mine.post(write, good, follow=True))
    paper = WorkingPaper.objects.get()
    assert (paper.recorded, paper.error, paper.files.count()) == (first.amount, 2_000_000, 2)
    changes = Event.objects.about(paper).filter(verb="workingpaper.write").reverse()[0].data["changes"]
    assert changes["audited"] == {"from": None, "to": right} and changes["note"]["to"] == note

    # A file comes off while it is written, and is kept.
    loose = paper.files.latest("pk")
    with pytest.raises(NotAllowed, match="hanya penyusunnya"):
        papers.remove_paper_file(file=loose, by=other, version=paper.version)
    mine.post(reverse("audits:paper_file_remove", args=[loose.pk]), {"version": paper.version})
    assert mine.get(reverse("audits:paper_file", args=[loose.pk])).status_code == 404
    assert PaperFile.objects.get(pk=loose.pk).removed_by == auditor
    shown = mine.get(reverse("audits:paper_file", args=[paper.files.earliest("pk").pk]))
    assert shown.status_code == 200 and Event.objects.about(paper).filter(verb="record.look").count() == 1

    # Nobody reviews what they wrote, nor writes on what another wrote.
    given: dict[str, Any] = {"paper": paper, "version": paper.version}
    with pytest.raises(NotAllowed, match="hanya penyusunnya"):
        papers.write_paper(item=first, by=other, version=paper.version, result="sesuai")
    with pytest.raises(NotAllowed, match="hanya penyusunnya"):
        papers.submit_paper(**given, by=other)
    assert "belum Anda kirim" in seen(mine.get("/"))
    papers.submit_paper(**given, by=auditor)
    assert mine.get(write).status_code == 302
    desks = [seen(window.get("/")) for window in (mine, theirs)]
    assert ["Kertas kerja menunggu reviu Anda" in words for words in desks] == [False, True]
    with pytest.raises(NotAllowed, match="orang lain"):
        papers.review_paper(paper=paper, by=auditor, version=paper.version)
    step = reverse("audits:paper_step", args=[first.pk])
    assert "Setujui hasil uji" in seen(theirs.get(page)) and "Setujui hasil uji" not in seen(mine.get(page))
    short = theirs.post(step, {"step": "return_paper", "version": paper.version, "reason": "-"})
    assert short.status_code == 422
    reason = "Kuitansi halaman kedua belum dilampirkan."
    theirs.post(step, {"step": "return_paper", "version": paper.version, "reason": reason})
    paper.refresh_from_db()
    papers.submit_paper(paper=paper, by=auditor, version=paper.version)
    assert "Hasil uji disetujui" in seen(theirs.post(step, {"step": "review", "version": paper.version}, follow=True))
    paper.refresh_from_db()
    event = Event.objects.about(paper).get(verb="workingpaper.review")
    assert paper.state == "reviewed" and event.data["error"] == 2_000_000 and "Rp2.000.000" in event.sentence
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkingPaper.objects.filter(pk=paper.pk).update(reviewed_by=auditor)
    for broken in ({"audited": -1}, {"result": "sesuai"}, {"result": ""}, {"result": "tidak-dapat-diuji"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            WorkingPaper.objects.filter(pk=paper.pk).update(**broken)

    # A finding begins with what the paper says, and points at the very line that was tested.
    new = f"{reverse('audits:finding_new')}?kertas={paper.pk}"
    assert new in mine.get(page).content.decode()
    begins = mine.get(new).context["form"].initial
    assert begins["amount"] == 2_000_000 and "KKP-1.1" in begins["condition"] and note in begins["condition"]
    recorded = {"engagement": sample.engagement_id, "title": "Harga", "partner": begins["partner"].pk}
    saved = mine.post(new, recorded | {"asks_partner": "on", "amount": "2000000"}, follow=True)
    finding = Finding.objects.get()
    assert finding.places.get(entry__isnull=False).entry_id == int(first.key.partition(":")[2])
    assert saved.status_code == 200 and str(finding) in seen(mine.get(page))
    assert Event.objects.about(finding).get().data["paper"] == "KKP-1.1"

    # What cannot be tested wants a word, and counts as wrong with all of its amount.
    untested = papers.write_paper(
        item=second, by=other, version=None, result="tidak-dapat-diuji", answers=answered(second, "tidak-berlaku")
    )
    with pytest.raises(NotSaid):
        papers.submit_paper(paper=untested, by=other, version=untested.version)
    untested = papers.write_paper(
        item=second,
        by=other,
        version=untested.version,
        result="tidak-dapat-diuji",
        note="Tokonya sudah tutup sejak 2020.",
    )
    papers.submit_paper(paper=untested, by=other, version=untested.version)
    found = projected(sample)
    assert found.monetary is not None and found.monetary.found == 2_000_000 + second.amount
    assert found.upper_limit == found.monetary.found  # everything was chosen: what is found is all there is
    words = seen(mine.get(sample.get_absolute_url(), {"keyakinan": "99"}))
    assert "1 dari 3" in words and "Masih sementara" in words and "Batas atas salah saji" in words and "99%" in words
    assert "1 dari 3" in seen(mine.get(reverse("audits:samples", args=[sample.engagement_id])))
    assert third.label not in seen(mine.get(sample.get_absolute_url(), {"kertas": "reviu"}))
    answer = mine.get(sample.get_absolute_url(), {"kertas": "belum"})
    assert third.label in seen(answer)
    counts = {tab["label"]: tab["count"] for tab in answer.context["tabs"]}
    assert (counts["Tidak sesuai"], counts["Tidak dapat diuji"]) == (1, 1), "what could not be tested stands apart"

    # Home with it, as Excel and as paper.
    book = load_workbook(io.BytesIO(mine.get(reverse("audits:papers_export", args=[sample.pk])).content))
    assert book.sheetnames == ["Kertas kerja", "Daftar uji", "Berkas", "Proyeksi", "Cara menarik"]
    rows = list(book["Kertas kerja"].values)
    assert len(rows) == 4 and rows[1][1] == "KKP-1.1" and rows[1][8] == 2_000_000 and rows[1][10] == f"'{note}"
    assert rows[1][12:15:2] == (str(auditor), str(other)) and rows[3][1] is None
    assert len(list(book["Daftar uji"].values)) == 2 * len(answered(first)) + 1
    assert [row[1] for row in book["Berkas"].values] == ["Berkas", "kuitansi.png"]
    monkeypatch.setattr("audits.paper_pdf.render_pdf", lambda html, **about: html.encode())
    printed = mine.get(reverse("audits:papers_print", args=[sample.pk]), {"bagian": "77"})
    paper_words = printed.content.decode()
    for part in ("KKP-1.1", "Belum ditulis", f"Jejak {sample.chain} nomor", sample.population_hash, "kuitansi.png"):
        assert part in paper_words, part
    assert "hitung.csv" not in paper_words

    # New facts open it again; it is then reviewed anew, and by who did not write it.
    papers.reopen_paper(paper=paper, reason="LKS menyerahkan kuitansi yang asli.", by=other, version=paper.version)
    assert (paper.state, paper.reviewed_by) == ("draft", None)
    with pytest.raises(StalePage):
        papers.write_paper(item=first, by=auditor, version=paper.version - 1, result="sesuai")

    # Who wrote it leaves the team, and reads no more of it though they drafted the engagement; who sends it for them
    # does not review it either.
    engagement = Engagement.objects.get(pk=sample.engagement_id)
    change_team(
        engagement=engagement,
        leader=other,
        supervisor=None,
        members=[],
        reason="Ketua tim pindah tugas ke kantor lain.",
        by=cast.person("inspector"),
        version=engagement.version,
    )
    assert not WorkingPaper.objects.visible_to(auditor).exists() and mine.get(page).status_code == 404
    assert mine.get(engagement.get_absolute_url()).status_code == 404
    papers.submit_paper(paper=paper, by=other, version=paper.version)
    with pytest.raises(NotAllowed, match="orang lain"):
        papers.review_paper(paper=paper, by=other, version=paper.version)
    assert "Setujui hasil uji" not in seen(theirs.get(page))

    # The inspector reads and writes nothing; after the last day nobody does.
    inspector = sign_in(cast.person("inspector"))
    assert inspector.get(page).status_code == 200 and inspector.get(write).status_code == 403
    Engagement.objects.filter(pk=sample.engagement_id).update(ends_on=sample.engagement.starts_on)
    with pytest.raises(NotAllowed, match="berjalan"):
        papers.write_paper(item=third, by=other, version=None)
    assert "Tulis kertas kerja" not in seen(mine.get(reverse("audits:paper", args=[third.pk])))


@begins_with(sampled)
def test_an_engagement_asks_more_than_the_standard_questions_and_answers_outlive_a_question(
    cast: Cast, sign_in: SignIn
) -> None:
    auditor, sample = cast.person("auditor"), AuditSample.objects.get()
    look_anew(auditor)
    item, engagement = sample.items.all()[0], sample.engagement
    text = "Apakah daftar hadir pelatihan ditandatangani peserta?"
    standing = len(questions_of(engagement, sample.source))
    page = reverse("audits:questions", args=[engagement.pk])
    browser = sign_in(auditor)
    assert "Belum ada" in seen(browser.get(page))
    assert text in seen(browser.post(page, {"text": text, "source": ""}, follow=True))
    for again in (text, questions_of(engagement, sample.source)[0].text):
        answer = browser.post(page, {"text": again, "source": ""})
        assert answer.status_code == 422 and "sudah ada dalam daftar" in seen(answer)
    add_question(
        engagement=engagement, text="Apakah laporan ini diumumkan di papan desa?", source="laporan", by=auditor
    )
    asked = questions_of(engagement, sample.source)
    assert len(asked) == standing + 1 and asked[-1].own
    for stranger in ("inspector", "office_auditor"):
        with pytest.raises(NotAllowed):
            add_question(
                engagement=engagement, text="Apakah ini boleh ditanyakan orang lain?", by=cast.person(stranger)
            )

    paper = papers.write_paper(item=item, by=auditor, version=None, result="sesuai", answers=answered(item))
    question = engagement.questions.get(text=text)
    browser.post(reverse("audits:question_drop", args=[question.pk]))
    assert len(questions_of(engagement, sample.source)) == standing
    assert paper.answers.filter(question=text, answer="ya").exists()
    papers.submit_paper(paper=paper, by=auditor, version=paper.version)
    assert text in seen(browser.get(reverse("audits:paper", args=[item.pk])))
    drop_question(question=question, by=auditor)
    assert Event.objects.about(question).filter(verb="question.drop").count() == 1
    with pytest.raises(Refusal, match="menunggu reviu|Menunggu reviu"):
        papers.write_paper(item=item, by=auditor, version=paper.version, result="sesuai")


@begins_with(sampled)
def test_files_are_judged_and_prints_made_before_anything_is_locked(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    met: list[str] = []

    def unlocked(act: Callable[..., Any]) -> Callable[..., Any]:
        def within(*given: Any, **named: Any) -> Any:
            with transaction.atomic(durable=True):
                met.append(act.__name__)
            return act(*given, **named)

        return within

    monkeypatch.setattr(files, "admit", unlocked(files.admit))
    monkeypatch.setattr(finding_returns, "finding_pdf", unlocked(finding_returns.finding_pdf))
    auditor, report = cast.person("auditor"), Report.objects.get()
    draft = drafted(auditor)
    given = {"version": draft.version, "upload": scan("surat.png")}
    revise_engagement(engagement=draft, by=auditor, **given, **terms_of(draft))
    item = SampleItem.objects.earliest("pk")
    papers.write_paper(item=item, by=auditor, version=None, uploads=[scan("kuitansi.png")])
    finding = final(cast, report.partner)
    followed_up(cast, recommendation(finding))
    paid = {"instalment": report.instalment, "amount": 1_000_000}
    finding_returns.open_finding_return(finding=finding, by=cast.person("finance"), **paid)
    assert met == ["admit"] * 5 + ["finding_pdf", "admit"]
