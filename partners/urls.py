"""Addresses of LKS (/lks/), agreements (/pks/) and training (/bimtek/)."""

from __future__ import annotations

from django.urls import path

from partners.views import addenda, agreements, endings, exports, partners, terminations, trainings

app_name = "partners"
urlpatterns = [
    path("lks/", partners.list_partners, name="partners"),
    path("lks/baru/", partners.new_partner, name="partner_new"),
    path("lks/daftar.xlsx", exports.export_partners, name="partners_export"),
    path("lks/<int:pk>/", partners.show_partner, name="partner"),
    path("lks/<int:pk>/ubah/", partners.edit_partner, name="partner_edit"),
    path("lks/<int:pk>/pengurus/<slug:officer>/", partners.edit_officer, name="officer"),
    path("lks/<int:pk>/dokumen/baru/", partners.new_document, name="document_new"),
    path("lks/<int:pk>/rekening/", partners.edit_account, name="account"),
    path("lks/dokumen/<int:pk>/", partners.edit_document, name="document"),
    path("lks/dokumen/<int:pk>/berkas", partners.send_document, name="document_file"),
    path("lks/dokumen-habis/", endings.list_running_out, name="running_out"),
    path("lks/<int:pk>/sanksi/", endings.ask_lift, name="lift_new"),
    path("lks/sanksi/<int:pk>/", endings.show_lift, name="lift"),
    path("lks/sanksi/<int:pk>/langkah/", endings.take_lift_step, name="lift_step"),
    path("pks/", agreements.list_agreements, name="agreements"),
    path("pks/baru/", agreements.new_agreement, name="agreement_new"),
    path("pks/<int:pk>/", agreements.show_agreement, name="agreement"),
    path("pks/<int:pk>/ubah/", agreements.edit_agreement, name="agreement_edit"),
    path("pks/<int:pk>/hapus/", agreements.delete_draft, name="agreement_delete"),
    path("pks/<int:pk>/langkah/", agreements.take_step, name="agreement_step"),
    path("pks/<int:pk>/surat.pdf", agreements.send_letter, name="agreement_letter"),
    path("pks/<int:pk>/putuskan/", terminations.ask, name="agreement_terminate"),
    path("pks/pemutusan/<int:pk>/", terminations.show, name="termination"),
    path("pks/pemutusan/<int:pk>/langkah/", terminations.take_step, name="termination_step"),
    path("pks/pemutusan/<int:pk>/dasar", terminations.send_paper, name="termination_paper"),
    path("pks/<int:pk>/adendum/", addenda.new_addendum, name="addendum_new"),
    path("pks/adendum/<int:pk>/", addenda.show_addendum, name="addendum"),
    path("pks/adendum/<int:pk>/ubah/", addenda.edit_addendum, name="addendum_edit"),
    path("pks/adendum/<int:pk>/langkah/", addenda.take_addendum_step, name="addendum_step"),
    path("pks/adendum/<int:pk>/setujui/", addenda.approve, name="addendum_approve"),
    path("pks/adendum/<int:pk>/naskah", addenda.send_scan, name="addendum_scan"),
    path("bimtek/", trainings.list_trainings, name="trainings"),
    path("bimtek/baru/", trainings.new_training, name="training_new"),
    path("bimtek/daftar.xlsx", trainings.export_trainings, name="trainings_export"),
    path("bimtek/syarat/", trainings.set_condition, name="training_condition"),
    path("bimtek/<int:pk>/", trainings.show_training, name="training"),
    path("bimtek/<int:pk>/ubah/", trainings.edit_training, name="training_edit"),
    path("bimtek/<int:pk>/peserta/", trainings.add_participant, name="participant_new"),
    path("bimtek/peserta/<int:pk>/hapus/", trainings.drop_participant, name="participant_remove"),
]
