from django.urls import path

from audits.views import decisions, duplicates, engagements, money, proof, risks, samples, trail

app_name = "audits"
urlpatterns = [
    path("telusur/", money.search_money, name="money"),
    path("telusur/<int:pk>/", money.follow_money, name="follow"),
    path("risiko/", risks.list_risks, name="risks"),
    path("duplikat/", duplicates.list_duplicates, name="duplicates"),
    path("duplikat/ekspor/", duplicates.export, name="duplicates_export"),
    path("penugasan/", engagements.list_engagements, name="engagements"),
    path("penugasan/baru/", engagements.new_engagement, name="engagement_new"),
    path("penugasan/<int:pk>/", engagements.show_engagement, name="engagement"),
    path("penugasan/<int:pk>/ubah/", engagements.edit_engagement, name="engagement_edit"),
    path("penugasan/<int:pk>/langkah/", decisions.take_step, name="engagement_step"),
    path("penugasan/<int:pk>/perpanjang/", decisions.extend, name="engagement_extend"),
    path("penugasan/<int:pk>/tim/", decisions.reteam, name="engagement_team"),
    path("penugasan/<int:pk>/surat-tugas/", engagements.send_letter, name="engagement_letter"),
    path("penugasan/<int:pk>/sampel/", samples.list_samples, name="samples"),
    path("penugasan/<int:pk>/sampel/baru/", samples.new_sample, name="sample_new"),
    path("sampel/<int:pk>/", samples.show_sample, name="sample"),
    path("sampel/<int:pk>/ekspor/", samples.export, name="sample_export"),
    path("sampel/<int:pk>/populasi/", samples.send_population, name="sample_population"),
    path("jejak/", trail.show_trail, name="trail"),
    path("jejak/catatan/<str:kind>/<str:pk>/", trail.show_history, name="history"),
    path("jejak/keutuhan/", proof.list_chains, name="chains"),
    path("jejak/ujung/", proof.confirm_printed, name="printed"),
    path("jejak/verify_trail.py", proof.script, name="trail_script"),
    path("jejak/<str:key>/periksa/", proof.verify, name="chain_verify"),
    path("jejak/<str:key>/ekspor/", proof.export, name="chain_export"),
]
