"""Handing over, in one step, all whom an LKS serves under an agreement that is over or ends soon."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from beneficiaries.actions.handing_over import hand_over_all, served_under
from beneficiaries.forms import HandOverForm
from beneficiaries.views.pages import form_page
from partners.models import Agreement
from rupiah.format import format_angka

#: As many are named on the page; of more, their number is told.
MOST_NAMED = 100


@needs(Permission.MANAGE_BENEFICIARIES)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is still served under the agreement, and to whom they go."""
    shown = Agreement.objects.visible_to(request.user).select_related("partner__office")
    agreement = get_object_or_404(shown, pk=pk)
    served = served_under(agreement).select_related("person")
    many = served.count()
    return form_page(
        request,
        HandOverForm(request.POST or None, user=request.user, initial={"ended_on": agreement.terminated_on}),
        hand_over_all,
        {"agreement": agreement},
        title="Alihkan semua penerima",
        back=agreement,
        said=f"{format_angka(many)} penerima dialihkan. Kunjungan sesudahnya ada di daftar kunjungan lanjutan.",
        label="Alihkan semua",
        handed_over=many,
        people=served[:MOST_NAMED],
        agreement=agreement,
    )
