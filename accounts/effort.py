"""How much of the machine's work one person may ask for: so much at once, and then half of one processor.

Reading a workbook, decoding a photo, judging lines take seconds of the processor. Nobody who is signed in, nor a script
with their session, can keep the machine from everybody else: what they ask for is counted in the database, so for
all processes together.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts.models import Effort, User
from accounts.permissions import SignedInRequest
from trail.refusal import ComeBackLater

#: Seconds of the processor that a person who has not asked for anything lately may ask for at once.
AT_ONCE = 180
#: Share of one processor that comes back meanwhile.
_SHARE = 0.5
_TRIES = 5
_SAFE = ("GET", "HEAD", "OPTIONS")


def costs(
    seconds: float, *, each_file: bool = False, reading: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a view be asked for as long as its reader has not asked for too much; then it is a 429 with a sentence.

    ``seconds`` are what it takes of the processor, ``each_file`` for every file that is sent along. Only asking to
    write costs, unless ``reading`` does too. Stands below ``needs``, which has proved that there is a person.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def counted(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase | Any:
            if reading or request.method not in _SAFE:
                files = sum(len(sent) for _, sent in request.FILES.lists()) if each_file else 1
                spend(by=request.user, seconds=seconds * max(files, 1))
            return view(request, *args, **kwargs)

        return counted

    return decorate


def spend(*, by: User, seconds: float) -> None:
    """Count this work against what the person may ask for. Raises ComeBackLater where it is too much."""
    for _ in range(_TRIES):
        now = timezone.now()
        effort, _ = Effort.objects.get_or_create(user=by, defaults={"made_good_at": now})
        then = max(effort.made_good_at, now) + timedelta(seconds=seconds / _SHARE)
        wait = then - now - timedelta(seconds=AT_ONCE / _SHARE)
        if wait > timedelta():
            raise _too_much(wait)
        # Two requests of one person at once: the second one counts anew.
        if Effort.objects.filter(user=by, made_good_at=effort.made_good_at).update(made_good_at=then):
            return
    raise _too_much(timedelta(seconds=1))


def _too_much(wait: timedelta) -> ComeBackLater:
    seconds = math.ceil(wait.total_seconds())
    said = f"{seconds} detik" if seconds < 60 else f"{math.ceil(seconds / 60)} menit"
    return ComeBackLater(
        f"Anda baru saja mengirim banyak pekerjaan yang berat bagi sistem. Tunggu {said}, lalu coba lagi.",
        "Permintaan terakhir ini belum dikerjakan dan belum ada yang tersimpan.",
        seconds=seconds,
    )
