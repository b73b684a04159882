"""Where a list of the audit room begins when its address says nothing: at the year of what is being audited."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.permissions import SignedInRequest


def at_year(request: SignedInRequest, year: int | None) -> HttpResponse | None:
    """The same list with the year in its address, where it can be seen, changed and taken out; None where the address
    already says which, be it none, and where there is no year to begin with."""
    if year is None or "year" in request.GET:
        return None
    query = request.GET.copy()
    query["year"] = str(year)
    return redirect(f"{request.path}?{query.urlencode()}")
