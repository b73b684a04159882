from django.urls import path

from audits import views

app_name = "audits"
urlpatterns = [
    path("telusur/", views.money, name="money"),
    path("telusur/<int:pk>/", views.follow_money, name="follow"),
    path("jejak/", views.trail, name="trail"),
]
