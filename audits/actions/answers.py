"""What who is audited writes: an answer to a finding, and what was done about a recommendation."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from audits.counting import returns_to_name
from audits.files import admitted
from audits.locks import locked_finding, locked_recommendation
from audits.models import Finding, FindingAnswer, FollowUp, Recommendation, Side
from audits.rights import follows_up, side_of
from grants.models import TreasuryReturn
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import NotAllowed, Refusal, StalePage
from trail.transition import transition
from vault.door import Admitted, Upload, keep

#: So many files may come with one answer.
MOST_FILES = 10


def answer_finding(
    *, finding: Finding, stance: str, text: str, uploads: Sequence[Upload] = (), by: User, version: int
) -> FindingAnswer:
    """Answer a finding for the LKS or for the balai, with files; once in each round.

    Where both are asked, it counts as answered when both have answered.
    """
    side = side_of(by, finding)
    if side is None:
        raise NotAllowed("Temuan ini ditanggapi bendahara atau ketua LKS-nya, atau staf keuangan atau KPA balainya.")
    said = sentence_in(text, example="Kuitansi K-012 terselip dan kini kami lampirkan.", what="Tanggapan")
    if stance not in FindingAnswer.Stance.values:
        raise Refusal("Pilih apakah Anda sependapat dengan temuan ini.")
    files = _admitted(uploads, label="Lampiran tanggapan")
    with transaction.atomic():
        row = locked_finding(finding)
        if row.state != "shown" or row.version != version:
            raise StalePage("Temuan ini sudah berubah sejak Anda membuka halaman. Muat ulang, lalu baca lagi.")
        if row.answers.filter(round=row.round, side=side).exists():
            raise Refusal(f"{side.label} sudah menanggapi temuan ini. Auditor dapat meminta tanggapan lagi.")
        answer = FindingAnswer(finding=finding, round=row.round, side=side, stance=stance, text=said, written_by=by)
        answer.save()
        answer.files.set(keep(file, by=by) for file in files)
        data = {
            "side": side.value,
            "stance": answer.get_stance_display(),
            "text": said,
            "files": [file.sha256 for file in files],
        }
        answered = set(row.answers.filter(round=row.round).values_list("side", flat=True))
        if answered >= {each.value for each in row.sides}:
            transition(finding, "answer", by=by, version=version, data=data)
        else:
            record_event(verb="finding.answer_in_part", obj=finding, by=by, data=data)
    return answer


def record_follow_up(
    *,
    recommendation: Recommendation,
    text: str,
    uploads: Sequence[Upload] = (),
    treasury_return: TreasuryReturn | None = None,
    by: User,
    version: int,
) -> FollowUp:
    """Say what was done about a recommendation, with proof, for the auditor to judge.

    ``treasury_return`` is the return of the same LKS by which money went back. Refuses one of a finding that is not
    final, and one that is done already; and a page that is older than what was last said or judged, so that what is
    sent twice is written once.
    """
    side = follows_up(by, recommendation.finding)
    if side is None:
        raise NotAllowed("Tindak lanjut dicatat LKS atau balai yang bersangkutan.")
    said = sentence_in(text, example="Kuitansi diganti yang asli dan terlampir.", what="Tindakan")
    files = _admitted(uploads, label="Bukti tindak lanjut")
    with transaction.atomic():
        row = locked_recommendation(recommendation)
        _require_waiting(row, version)
        if treasury_return is not None and not returns_to_name(row.finding, by).filter(pk=treasury_return.pk).exists():
            raise Refusal("Pengembalian ini bukan untuk temuan ini. Pilih yang lain.")
        if not files and treasury_return is None:
            raise Refusal("Bukti belum ada. Lampirkan berkasnya, atau pilih pengembaliannya.")
        followed = FollowUp.objects.create(
            recommendation=recommendation, side=side, text=said, treasury_return=treasury_return, written_by=by
        )
        followed.files.set(keep(file, by=by) for file in files)
        Recommendation.objects.filter(pk=row.pk).update(acted_at=timezone.now(), version=F("version") + 1)
        data: dict[str, object] = {"side": Side(side).value, "text": said, "files": [file.sha256 for file in files]}
        if treasury_return is not None:
            data |= {"treasury_return": treasury_return.pk, "ntpn": treasury_return.ntpn}
        record_event(verb="recommendation.follow_up", obj=recommendation, by=by, data=data)
    recommendation.refresh_from_db()
    return followed


def _require_waiting(row: Recommendation, version: int) -> None:
    """Refuse one that waits for no follow-up, and a page that is older than what was last said or judged."""
    if row.finding.state != "final" or row.is_done:
        raise Refusal(f"{row} berstatus “{row.state_label}”, jadi tidak menunggu tindak lanjut.")
    if row.version != version:
        raise StalePage(
            "Tindak lanjut atau penilaian sudah tercatat sejak halaman ini dibuka, mungkin oleh kiriman yang sama.",
            "Tidak ada yang ditambahkan. Buka rekomendasinya, lihat yang sudah tercatat, lalu tambahkan bila perlu.",
        )


def _admitted(uploads: Sequence[Upload], *, label: str) -> list[Admitted]:
    if len(uploads) > MOST_FILES:
        raise Refusal(f"Paling banyak {MOST_FILES} berkas sekali kirim.")
    return admitted(uploads, label=label)
