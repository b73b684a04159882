"""Addresses of Sentra Kreasi (/sentra-kreasi/) and of the figures of service (/angka-layanan/)."""

from __future__ import annotations

from django.urls import path

from activities.views import hand_overs, months, recaps, served

app_name = "activities"
urlpatterns = [
    path("sentra-kreasi/", months.list_months, name="months"),
    path("sentra-kreasi/baru/", months.new_month, name="month_new"),
    path("sentra-kreasi/pembuat/", months.new_maker, name="maker_new"),
    path("sentra-kreasi/unduh/", months.export_months, name="months_export"),
    path("sentra-kreasi/rekap/", recaps.show, name="recap"),
    path("sentra-kreasi/rekap/unduh/", recaps.export, name="recap_export"),
    path("sentra-kreasi/rekap/cetak/", recaps.paper, name="recap_paper"),
    path("sentra-kreasi/belum-diserahkan/", hand_overs.list_owed, name="owed"),
    path("sentra-kreasi/belum-diserahkan/unduh/", hand_overs.export_owed, name="owed_export"),
    path("sentra-kreasi/<int:pk>/", months.show_month, name="month"),
    path("sentra-kreasi/<int:pk>/cetak/", months.print_month, name="month_print"),
    path("sentra-kreasi/<int:pk>/ubah/", months.edit_month, name="month_edit"),
    path("sentra-kreasi/<int:pk>/tutup/", months.close, name="month_close"),
    path("sentra-kreasi/<int:pk>/batal/", months.discard, name="month_discard"),
    path("sentra-kreasi/<int:pk>/betulkan/", months.correct, name="month_correct"),
    path("sentra-kreasi/<int:pk>/penjualan/", months.add_sale, name="sale_new"),
    path("sentra-kreasi/penjualan/<int:pk>/hapus/", months.drop_sale, name="sale_remove"),
    path("sentra-kreasi/bagian/<int:pk>/serahkan/", hand_overs.hand_over, name="hand_over"),
    path("sentra-kreasi/penyerahan/<int:pk>/tanda-terima/", hand_overs.send_receipt, name="receipt"),
    path("sentra-kreasi/penyerahan/<int:pk>/tarik/", hand_overs.withdraw, name="hand_over_withdraw"),
    path("angka-layanan/", served.show, name="served"),
    path("angka-layanan/daftar/", served.people, name="served_people"),
    path("angka-layanan/unduh/", served.export, name="served_export"),
    path("angka-layanan/cetak/", served.paper, name="served_paper"),
]
