from django.urls import path

from reports.views import evidence, listing, outputs, public, report, review, signing, tryout

app_name = "reports"
urlpatterns = [
    path("laporan/", listing.list_reports, name="reports"),
    path("laporan/coba/", tryout.try_out, name="try_out"),
    path("laporan/coba/latihan/<slug:name>/", tryout.practice_workbook, name="practice_workbook"),
    path("laporan/<int:pk>/", report.show_report, name="report"),
    path("laporan/<int:pk>/buku-kerja/", report.download_workbook, name="workbook"),
    path("laporan/<int:pk>/unggah/", report.upload, name="upload"),
    path("laporan/<int:pk>/revisi/<int:number>/", report.show_revision, name="revision"),
    path("laporan/<int:pk>/revisi/<int:number>/temuan/", report.annotated, name="annotated"),
    path("laporan/<int:pk>/revisi/<int:number>/berkas/", report.submitted_workbook, name="submitted_workbook"),
    path("laporan/<int:pk>/bukti/", evidence.show_evidence, name="evidence"),
    path("laporan/<int:pk>/bukti/unggah/", evidence.upload, name="evidence_upload"),
    path("laporan/bukti/<int:pk>/", evidence.evidence_file, name="evidence_file"),
    path("laporan/bukti/<int:pk>/pratinjau/", evidence.evidence_preview, name="evidence_preview"),
    path("laporan/bukti/<int:pk>/pasangkan/", evidence.assign, name="evidence_assign"),
    path("laporan/bukti/<int:pk>/lepas/", evidence.remove, name="evidence_remove"),
    path("laporan/bukti/<int:pk>/kembalikan/", evidence.restore, name="evidence_restore"),
    path("laporan/<int:pk>/tanda-tangan/", signing.sign, name="sign"),
    path("laporan/<int:pk>/kirim/", signing.submit, name="submit"),
    path("laporan/<int:pk>/periksa/", review.review, name="review"),
    path("laporan/<int:pk>/komentar/", review.comment, name="comment"),
    path("laporan/<int:pk>/kembalikan/", review.send_back, name="send_back"),
    path("laporan/<int:pk>/lolos/", review.verify, name="verify"),
    path("laporan/<int:pk>/tolak/", review.decline, name="decline"),
    path("laporan/<int:pk>/terima/", review.accept, name="accept"),
    path("laporan/<int:pk>/cetakan/", outputs.official_print, name="print"),
    path("laporan/<int:pk>/ekspor/", outputs.export, name="export"),
    path("periksa/", public.check, name="check"),
    path("periksa/<str:code>/", public.genuine, name="genuine"),
]
