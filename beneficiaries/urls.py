"""Addresses of persons (/penerima/), services (/pelayanan/) and aid (/bantuan/)."""

from __future__ import annotations

from django.urls import path

from beneficiaries.views import aid, exports, handing_over, people, serving, visits

app_name = "beneficiaries"
urlpatterns = [
    path("penerima/", people.list_people, name="people"),
    path("penerima/cari/", people.find_person, name="find"),
    path("penerima/baru/", people.new_person, name="person_new"),
    path("penerima/daftar.xlsx", exports.export_people, name="people_export"),
    path("penerima/<int:pk>/", people.show_person, name="person"),
    path("penerima/<int:pk>/ubah/", people.edit_person, name="person_edit"),
    path("penerima/<int:pk>/buka/", people.open_person, name="open"),
    path("penerima/<int:pk>/status/", people.take_step, name="person_step"),
    path("penerima/<int:pk>/pengecekan/", people.new_check, name="check_new"),
    path("penerima/<int:pk>/pelayanan/", serving.new_service, name="service_new"),
    path("pelayanan/pks/<int:pk>/alihkan/", handing_over.hand_over, name="hand_over"),
    path("pelayanan/kunjungan/", visits.list_visits, name="visits"),
    path("pelayanan/<int:pk>/", serving.show_service, name="service"),
    path("pelayanan/<int:pk>/asesmen/", serving.assess, name="assess"),
    path("pelayanan/<int:pk>/pembahasan/", serving.confer, name="confer"),
    path("pelayanan/<int:pk>/pendamping/", serving.edit_companion, name="companion"),
    path("pelayanan/<int:pk>/akhiri/", serving.end, name="service_end"),
    path("pelayanan/<int:pk>/kunjungan/", serving.new_visit, name="visit_new"),
    path("pelayanan/<int:pk>/berkas/<slug:paper>", serving.send_paper, name="service_paper"),
    path("pelayanan/kunjungan/<int:pk>/berkas", serving.send_visit_file, name="visit_file"),
    path("pelayanan/<int:pk>/bantuan/", aid.new_aid, name="aid_new"),
    path("bantuan/", aid.list_aid, name="aid_list"),
    path("bantuan/daftar.xlsx", exports.export_aid, name="aid_export"),
    path("bantuan/<int:pk>/", aid.show_aid, name="aid"),
    path("bantuan/<int:pk>/bukti/", aid.attach, name="aid_attach"),
    path("bantuan/<int:pk>/tarik/", aid.withdraw, name="aid_withdraw"),
    path("bantuan/<int:pk>/berkas/<slug:paper>", aid.send_paper, name="aid_paper"),
    path("bantuan-ganda/", aid.list_repeats, name="repeats"),
    path("bantuan-ganda/daftar.xlsx", exports.export_repeats, name="repeats_export"),
]
