"""Proof that nobody rewrote the past: the chains, a head from paper held against them, and a chain to take away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.effort import costs
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from audits.chains import chains_of, verify_and_tell, why_not_taken
from audits.confirming import confirm
from audits.forms.trail import PrintedForm
from audits.tasks import verify_long_chain
from audits.told import events_for
from trail.export import SCRIPT, export_chain
from trail.models import Chain
from trail.printed import AT_ONCE
from trail.refusal import NotAllowed
from trail.remembered import SEND, last_night
from vault.leaving import leaving_in_parts


@needs(Permission.SEE_TRAIL)
@require_safe
def list_chains(request: SignedInRequest) -> HttpResponse:
    """Every chain that the reader may see: its length and head, what was found last, and when heads were sent out."""
    context = {"shown": chains_of(request.user), "sent": last_night(SEND)}
    return render(request, "audits/trail_chains.html", context)


@needs(Permission.SEE_TRAIL)
@require_POST
@costs(6)
def verify(request: SignedInRequest, key: str) -> HttpResponse:
    """Verify one chain: at once where that is short, otherwise in the background."""
    chain = _chain(request, key)
    if chain.length > AT_ONCE:
        verify_long_chain.enqueue(chain.key, request.user.pk)
        messages.info(request, f"Rantai {key} sedang diperiksa. Hasilnya tampil di sini; muat ulang sebentar lagi.")
    else:
        verify_and_tell(chain, by=request.user)
    return redirect("audits:chains")


@needs(Permission.SEE_TRAIL)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_printed(request: SignedInRequest) -> HttpResponse:
    """A head from a paper, a QR code or a mail, held against the chain. Nothing of it is kept.

    What it costs depends on the chains that are named, and is counted there.
    """
    typed = request.POST if request.method == "POST" else request.GET
    form = PrintedForm(typed if any(name in typed for name in PrintedForm.base_fields) else None)
    context: dict[str, Any] = {"form": form, "found": []}
    if form.is_valid():
        found = confirm(form.cleaned_data["marks"], by=request.user)
        context["found"] = found
        # Chains of which only an earlier verification is told, or none: one button for each, however often named.
        context["not_now"] = sorted({one.event.chain_id for one in found if one.event and not one.walked})
        # What happened there is told to who may read it; that it stands there, to everybody who knows the chain.
        events = [one.event.pk for one in found if one.event]
        context["told"] = set(events_for(request.user).filter(pk__in=events).values_list("pk", flat=True))
        context["left_out"] = form.cleaned_data["left_out"]
    return render(request, "audits/trail_printed.html", context)


@needs(Permission.SEE_TRAIL)
@require_safe
@costs(10, reading=True)
def export(request: SignedInRequest, key: str) -> HttpResponseBase:
    """A chain as JSON lines. Who took it is its last line."""
    chain = _chain(request, key)
    if why_not := why_not_taken([key], request.user).get(key):
        raise NotAllowed(why_not)
    _, lines = export_chain(chain, by=request.user)
    return leaving_in_parts(lines, f"jejak-{key}.jsonl", "application/x-ndjson")


@needs(Permission.SEE_TRAIL)
@require_safe
def script(request: SignedInRequest) -> HttpResponseBase:
    """The script that verifies such a file without Amanah."""
    return leaving_in_parts([SCRIPT.read_bytes()], SCRIPT.name, "text/x-python")


def _chain(request: SignedInRequest, key: str) -> Chain:
    return get_object_or_404(Chain.objects.visible_to(request.user), pk=key)
