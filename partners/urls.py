"""Addresses of LKS (/lks/) and agreements (/pks/)."""

from __future__ import annotations

from django.urls import path

from partners.views import agreements, exports, partners

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
    path("pks/", agreements.list_agreements, name="agreements"),
    path("pks/baru/", agreements.new_agreement, name="agreement_new"),
    path("pks/<int:pk>/", agreements.show_agreement, name="agreement"),
    path("pks/<int:pk>/ubah/", agreements.edit_agreement, name="agreement_edit"),
    path("pks/<int:pk>/hapus/", agreements.delete_draft, name="agreement_delete"),
    path("pks/<int:pk>/langkah/", agreements.take_step, name="agreement_step"),
    path("pks/<int:pk>/surat.pdf", agreements.send_letter, name="agreement_letter"),
]
