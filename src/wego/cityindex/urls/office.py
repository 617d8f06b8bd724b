"""Addresses of the index in the office."""

from django.urls import URLPattern, path

from wego.cityindex.office import acts, cities, corrections, drafts, editions

app_name = "office_index"
urlpatterns: list[URLPattern] = [
    path("index-editions/", editions.edition_list, name="list"),
    path("index-editions/edition/<slug:code>/", editions.edition_page, name="edition"),
    acts.ERRATUM_BEGIN.path("index-editions/edition/<slug:code>/correct/"),
    acts.UNIT_WITHDRAW.path("index-editions/edition/<slug:code>/withdraw/"),
    acts.DRAFT_BEGIN.path("index-editions/drafts/new/"),
    path("index-editions/drafts/<slug:code>/", drafts.draft, name="draft"),
    path("index-editions/drafts/<slug:code>/basics/", drafts.basics_edit, name="basics"),
    path("index-editions/drafts/<slug:code>/framework/", drafts.framework_edit, name="framework"),
    path("index-editions/drafts/<slug:code>/names/", drafts.texts_edit, name="texts"),
    path("index-editions/drafts/<slug:code>/texts/", drafts.notes_edit, name="notes"),
    path("index-editions/drafts/<slug:code>/method/", drafts.method_edit, name="method"),
    acts.LAY_OUT.path("index-editions/drafts/<slug:code>/lay-out/"),
    acts.PUBLISH.path("index-editions/drafts/<slug:code>/publish/"),
    acts.DROP.path("index-editions/drafts/<slug:code>/drop/"),
    path("index-editions/drafts/<slug:code>/folder/", drafts.draft_folder, name="folder"),
    path("index-editions/drafts/<slug:code>/cities/", cities.draft_cities, name="cities"),
    acts.CITIES_INVITE.path("index-editions/drafts/<slug:code>/cities/invite/"),
    acts.CITIES_REMIND.path("index-editions/drafts/<slug:code>/cities/remind/"),
    acts.PREVIEW_ANNOUNCE.path("index-editions/drafts/<slug:code>/cities/preview/"),
    path("index-editions/corrections/", corrections.corrections, name="corrections"),
    path("index-editions/corrections/<int:pk>/", corrections.correction, name="correction"),
    acts.CORRECTION_ANSWER.path("index-editions/corrections/<int:pk>/answer/"),
    path("index-editions/corrections/<int:pk>/document/", corrections.correction_document, name="correction_document"),
]
