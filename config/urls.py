"""Addresses: each room brings its own."""

from django.urls import include, path

from desk.errors import closed

urlpatterns = [
    path("", include("desk.urls")),
    # The address by which one signs in is changed by an administrator, not by whoever sits at an open session.
    path("akun/email/", closed, name="account_email_closed"),
    path("akun/", include("allauth.urls")),
    path("pengguna/", include("accounts.urls")),
    path("aturan/", include("legal.urls")),
    path("impor/", include("imports.urls")),
    path("", include("partners.urls")),
    path("", include("beneficiaries.urls")),
    path("", include("activities.urls")),
    path("", include("grants.urls")),
    path("", include("reports.urls")),
    path("audit/", include("audits.urls")),
    path("akhir-tahun/", include("yearend.urls")),
]

handler403 = "desk.errors.forbidden"
handler404 = "desk.errors.not_found"
handler500 = "desk.errors.server_error"
