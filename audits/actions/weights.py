"""What the signals of risk weigh for an engagement."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audits.locks import locked_at_work
from audits.models import Engagement, SignalWeights
from audits.signals import INDICATORS
from audits.weighing import HEAVIEST, weights_of
from trail.reasons import sentence_in
from trail.record import record_event
from trail.refusal import Refusal, StalePage

#: A reason that would do, for who gives too short a one.
EXAMPLE = "Penugasan ini menguji bukti ganda, jadi sinyal itu kami bobot lebih berat."


@transaction.atomic
def set_weights(
    *, engagement: Engagement, weights: Mapping[str, int], reason: str, after: int | None, by: User
) -> SignalWeights:
    """Weigh the signals otherwise for an engagement; what weighed before is kept.

    ``after`` are the weights that the page showed, by their number, None where there were none. Refuses weights that
    leave nothing to judge by, or that are no weights.
    """
    locked_at_work(engagement, by, "mengubah bobot sinyal")
    standing = engagement.weights.first()
    if (standing.pk if standing else None) != after:
        raise StalePage("Bobot sinyal baru saja diubah anggota tim lain. Muat ulang halaman, lalu periksa.")
    keys = {indicator.key for indicator in INDICATORS}
    if set(weights) != keys or not all(0 <= weight <= HEAVIEST for weight in weights.values()):
        raise Refusal(f"Setiap sinyal diberi bobot 0 sampai {HEAVIEST}.")
    if not any(weights.values()):
        raise Refusal("Paling sedikit satu sinyal harus berbobot lebih dari 0.")
    before, now = weights_of(engagement), dict(weights)
    changed = {
        indicator.name: {"from": before[indicator.key], "to": now[indicator.key]}
        for indicator in INDICATORS
        if now[indicator.key] != before[indicator.key]
    }
    if not changed:
        raise Refusal("Tidak ada bobot yang berubah.")
    said = sentence_in(reason, example=EXAMPLE)
    kept = SignalWeights.objects.create(
        engagement=engagement, weights=now, reason=said, set_by=by, set_at=timezone.now()
    )
    record_event(verb="engagement.weigh", obj=engagement, by=by, data={"changes": changed, "reason": said})
    return kept
