"""Addresses: each room brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("desk.urls")),
    path("akun/", include("allauth.urls")),
    path("pengguna/", include("accounts.urls")),
    path("", include("partners.urls")),
    path("", include("grants.urls")),
    path("", include("reports.urls")),
    path("audit/", include("audits.urls")),
]

handler403 = "desk.errors.forbidden"
handler404 = "desk.errors.not_found"
handler500 = "desk.errors.server_error"
