"""Addresses of the money's pages."""

from django.urls import path

from grants.views import agreement_money, allocations, bank_files, deaths, disbursements, returns, returs

app_name = "grants"
urlpatterns = [
    path("alokasi/", allocations.list_allocations, name="allocations"),
    path("alokasi/baru/", allocations.new_allocation, name="allocation_new"),
    path("alokasi/<int:pk>/ubah/", allocations.edit_allocation, name="allocation_edit"),
    path("pks/<int:pk>/penyaluran/", agreement_money.show_agreement_money, name="agreement_money"),
    path("pks/<int:pk>/sk/baru/", agreement_money.new_decree, name="decree_new"),
    path("sk/<int:pk>/berkas/", agreement_money.send_decree_file, name="decree_file"),
    path("penyaluran/termin/<int:pk>/baru/", disbursements.new_disbursement, name="disbursement_new"),
    path("penyaluran/", disbursements.list_disbursements, name="disbursements"),
    path("penyaluran/<int:pk>/", disbursements.show_disbursement, name="disbursement"),
    path("penyaluran/<int:pk>/setujui/", disbursements.approve, name="disbursement_approve"),
    path("penyaluran/<int:pk>/tolak/", disbursements.reject, name="disbursement_reject"),
    path("penyaluran/<int:pk>/sp2d/", disbursements.pay, name="disbursement_pay"),
    path("penyaluran/<int:pk>/retur/", returs.retur, name="disbursement_retur"),
    path("penyaluran/<int:pk>/bayar-ulang/", returs.repay, name="disbursement_repay"),
    path("penyaluran/<int:pk>/batalkan/", returs.cancel, name="disbursement_cancel"),
    path("rekonsiliasi/", bank_files.list_bank_files, name="bank_files"),
    path("rekonsiliasi/baru/", bank_files.new_bank_file, name="bank_file_new"),
    path("rekonsiliasi/berkas/<uuid:key>/<str:kind>/", bank_files.read_stored, name="bank_file_read"),
    path("rekonsiliasi/<int:pk>/", bank_files.show_bank_file, name="bank_file"),
    path("rekonsiliasi/<int:pk>/konfirmasi/", bank_files.confirm, name="bank_file_confirm"),
    path("rekonsiliasi/<int:pk>/berkas/", bank_files.send_bank_file, name="bank_file_download"),
    path("kematian/", deaths.list_deaths, name="deaths"),
    path("kematian/baru/", deaths.new_death, name="death_new"),
    path("kematian/<int:pk>/tarik/", deaths.withdraw, name="death_withdraw"),
    path("pengembalian/", returns.list_returns, name="returns"),
    path("pengembalian/<int:pk>/", returns.show_return, name="return"),
    path("pengembalian/<int:pk>/setor/", returns.deposit, name="return_deposit"),
    path("pengembalian/<int:pk>/konfirmasi/", returns.confirm, name="return_confirm"),
    path("pengembalian/<int:pk>/tolak/", returns.refuse, name="return_refuse"),
    path("pengembalian/<int:pk>/bukti/", returns.send_proof, name="return_proof"),
]
