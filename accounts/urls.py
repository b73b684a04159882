from django.urls import path

from accounts import filter_views, views

app_name = "accounts"
urlpatterns = [
    path("", views.people, name="people"),
    path("baru/", views.person_new, name="person_new"),
    path("kantor/", views.office, name="office"),
    path("saringan/simpan/", filter_views.save, name="filter_save"),
    path("saringan/<int:pk>/hapus/", filter_views.forget, name="filter_forget"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/tutup/", views.person_close, name="person_close"),
    path("<int:pk>/buka/", views.person_reopen, name="person_reopen"),
]
