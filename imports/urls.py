"""Addresses of imports."""

from django.urls import path

from imports import views

app_name = "imports"

urlpatterns = [
    path("<slug:kind>/", views.upload_file, name="upload"),
    path("<slug:kind>/untuk/<int:context_id>/", views.upload_file, name="upload_for"),
    path("<slug:kind>/templat.xlsx", views.send_template, name="template"),
    path("berkas/<uuid:key>/", views.show_run, name="run"),
    path("berkas/<uuid:key>/simpan/", views.confirm_run, name="confirm"),
    path("berkas/<uuid:key>/periksa-lagi/", views.recheck_run, name="recheck"),
    path("berkas/<uuid:key>/batal/", views.cancel_run, name="cancel"),
    path("berkas/<uuid:key>/ditolak.<str:ending>", views.send_refused, name="refused"),
]
