"""Each role's first page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.permissions import SignedInRequest
from accounts.roles import Permission
from desk.figures import office_figures
from desk.waiting import piles_for


def home(request: SignedInRequest) -> HttpResponse:
    """What waits for me, and how the money stands."""
    user = request.user
    sees_money = Permission.SEE_MONEY in user.permissions
    context = {
        "piles": piles_for(user),
        "figures": office_figures(user) if sees_money else [],
        "figures_title": "Dana LKS Anda" if user.is_of_partner else "Uang dalam angka",
    }
    return render(request, "desk/home.html", context)
