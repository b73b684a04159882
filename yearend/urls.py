from django.urls import path

from yearend import views

app_name = "yearend"
urlpatterns = [
    path("", views.year_end, name="year_end"),
    path("rincian/", views.records, name="records"),
    path("unduh/", views.export, name="export"),
    path("cetak/", views.paper, name="paper"),
]
