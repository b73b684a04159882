"""The list of LKS going out."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, needs
from accounts.roles import Permission
from partners.filters import PartnerFilter
from partners.models import Partner
from partners.resources import with_parts
from partners.spreadsheets import PartnersExport
from vault.leaving import leaving


@needs(Permission.SEE_PARTNERS)
@require_safe
def export_partners(request: SignedInRequest) -> HttpResponse:
    """The list as the page shows it, filters included, as a workbook."""
    shown = PartnerFilter(request.GET, queryset=Partner.objects.visible_to(request.user), user=request.user)
    return leaving(PartnersExport().workbook(with_parts(shown.qs)), f"LKS-{timezone.localdate():%Y-%m-%d}.xlsx")
