"""Addresses of the index in the office."""

from django.urls import URLPattern, path

from wego.cityindex.office import cities, corrections, drafts, editions

app_name = "office_index"
urlpatterns: list[URLPattern] = [
    path("index-editions/", editions.edition_list, name="list"),
    path("index-editions/edition/<slug:code>/", editions.edition_page, name="edition"),
    path("index-editions/edition/<slug:code>/withdraw/", editions.unit_withdraw, name="unit_withdraw"),
    path("index-editions/drafts/new/", drafts.draft_begin, name="draft_begin"),
    path("index-editions/drafts/<slug:code>/", drafts.draft, name="draft"),
    path("index-editions/drafts/<slug:code>/basics/", drafts.basics_edit, name="basics"),
    path("index-editions/drafts/<slug:code>/framework/", drafts.framework_edit, name="framework"),
    path("index-editions/drafts/<slug:code>/names/", drafts.texts_edit, name="texts"),
    path("index-editions/drafts/<slug:code>/texts/", drafts.notes_edit, name="notes"),
    path("index-editions/drafts/<slug:code>/method/", drafts.method_edit, name="method"),
    path("index-editions/drafts/<slug:code>/lay-out/", drafts.draft_lay_out, name="lay_out"),
    path("index-editions/drafts/<slug:code>/publish/", drafts.draft_publish, name="publish"),
    path("index-editions/drafts/<slug:code>/drop/", drafts.draft_drop, name="drop"),
    path("index-editions/drafts/<slug:code>/folder/", drafts.draft_folder, name="folder"),
    path("index-editions/drafts/<slug:code>/cities/", cities.draft_cities, name="cities"),
    path("index-editions/drafts/<slug:code>/cities/invite/", cities.cities_invite, name="cities_invite"),
    path("index-editions/drafts/<slug:code>/cities/remind/", cities.cities_remind, name="cities_remind"),
    path("index-editions/drafts/<slug:code>/cities/preview/", cities.preview_announce, name="preview_announce"),
    path("index-editions/corrections/", corrections.corrections, name="corrections"),
    path("index-editions/corrections/<int:pk>/", corrections.correction, name="correction"),
    path("index-editions/corrections/<int:pk>/document/", corrections.correction_document, name="correction_document"),
]
