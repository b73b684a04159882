"""Saving what is chosen on a list, and deleting it again. Opening it is a link to the list."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.actions import forget_filter, save_filter
from accounts.models import SavedFilter
from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from accounts.saved_filters import Chosen, unsealed


@needs(Permission.SEE_PARTNERS)
@require_POST
def save(request: SignedInRequest) -> HttpResponse:
    chosen = unsealed(request.POST.get("chosen", ""))
    if chosen is None:
        raise Http404
    saved = save_filter(chosen=chosen, name=request.POST.get("name", ""), by=request.user)
    messages.success(request, f"Saringan “{saved.name}” disimpan. Hanya Anda yang melihatnya.")
    return _back(request, chosen, f"?{saved.query}")


@needs(Permission.SEE_PARTNERS)
@require_POST
def forget(request: SignedInRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=pk)
    name = saved.name
    forget_filter(saved=saved, by=request.user)
    messages.success(request, f"Saringan “{name}” dihapus.")
    return _back(request, unsealed(request.POST.get("place", "")))


def _back(request: SignedInRequest, chosen: Chosen | None, query: str = "") -> HttpResponse:
    """To the list from which this was sent; where it is no more, to the desk, told so."""
    if chosen is not None and chosen.is_there:
        return redirect(f"{chosen.path}{query}")
    messages.info(request, "Daftar asalnya sudah tidak ada di alamat itu. Buka lagi daftarnya dari menu.")
    return redirect("desk:home")
