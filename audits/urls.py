from django.urls import path

from audits.views import duplicates, money, risks, trail

app_name = "audits"
urlpatterns = [
    path("telusur/", money.search_money, name="money"),
    path("telusur/<int:pk>/", money.follow_money, name="follow"),
    path("risiko/", risks.list_risks, name="risks"),
    path("duplikat/", duplicates.list_duplicates, name="duplicates"),
    path("duplikat/ekspor/", duplicates.export, name="duplicates_export"),
    path("jejak/", trail.show_trail, name="trail"),
]
