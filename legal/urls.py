from django.urls import path

from legal.views import deciding, reading

app_name = "legal"
urlpatterns = [
    path("", reading.list_rules, name="rules"),
    path("kutipan/", reading.list_citations, name="citations"),
    path("kutipan/<str:key>/", deciding.cite, name="cite"),
    path("angka/", reading.list_figures, name="figures"),
    path("angka/<str:parameter_id>/", deciding.refigure, name="refigure"),
    path("keputusan/", reading.list_decisions, name="decisions"),
    path("keputusan/<int:pk>/naskah/", reading.send_official_text, name="official_text"),
    path("keputusan/<int:pk>/tarik/", deciding.withdraw, name="withdraw"),
    path("keputusan/<int:pk>/setujui/", deciding.second, name="second"),
    path("<str:rule_id>/", reading.show_rule, name="rule"),
    path("<str:rule_id>/hentikan/", deciding.retire, name="retire"),
    path("<str:rule_id>/berlakukan/", deciding.reinstate, name="reinstate"),
]
