"""Organisations in the office: a list with filters and exports, and an edit page that calls the register's service."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.viewsets.model import ModelViewSet

from wego.core.countries import country_name
from wego.core.exports import plain_cell
from wego.core.folding import fold
from wego.core.form_tokens import repeatable
from wego.core.rules import RuleError
from wego.members.forms.profiles import WebsiteField
from wego.members.models import Organisation, Standing
from wego.members.services.organisations import EDITABLE, edit_organisation


class AliasesField(forms.CharField):
    """Other spellings, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class OrganisationForm(WagtailAdminModelForm):
    """What the secretariat may correct."""

    aliases = AliasesField(
        label=_("Other spellings"), required=False, help_text=_("One on each line; for search only.")
    )

    # Declared, because a model's form would read an address without a scheme as http.
    website = WebsiteField(label=_("Website"), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = [name for name in EDITABLE if name != "website"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial["website"] = self.instance.website
        subkinds = Organisation.SUBKINDS[Organisation.Kind(self.instance.kind)]
        self.fields["subkind"].choices = [("", "–"), *((subkind.value, subkind.label) for subkind in subkinds)]


class OrganisationIndexView(generic.IndexView):
    """The list: found in any script, as in the public directory; exported so that no cell starts a formula."""

    _plain = dict.fromkeys(SpreadsheetExportMixin.FORMATS, plain_cell)
    custom_value_preprocess = {**SpreadsheetExportMixin.custom_value_preprocess, str: _plain}

    def get_base_queryset(self) -> QuerySet[Organisation]:
        return super().get_base_queryset().select_related("region", "place")

    def search_queryset(self, queryset: QuerySet[Organisation]) -> QuerySet[Organisation]:
        if not self.is_searching:
            return queryset
        folded = fold(self.search_query)
        return queryset.filter(search_text__contains=folded) if folded else queryset.none()


class OrganisationEditView(generic.EditView):
    """Edits go through the service: one transaction, one line in the audit trail."""

    def save_instance(self) -> Organisation:
        return edit_organisation(
            organisation_id=self.object.pk, values=self.form.cleaned_data, by=self.request.user, at=timezone.now()
        )

    def form_valid(self, form: OrganisationForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except RuleError as refusal:
            form.add_error(None, str(refusal))
            self.is_valid(form)
            return self.form_invalid(form)


def standing_today(organisation: Organisation) -> str:
    return str(dict(Standing.Kind.choices).get(organisation.standing, "–"))


def country(organisation: Organisation) -> str:
    return country_name(organisation.country)


class OrganisationViewSet(ModelViewSet):
    """No adding (that is an application's end), no copying, no deleting (an organisation becomes former)."""

    model = Organisation
    name = "organisations"
    icon = "site"
    menu_label = _("Organisations")
    index_view_class = OrganisationIndexView
    edit_view_class = OrganisationEditView
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    ordering = ["name_en", "pk"]
    list_display = [
        TitleColumn(
            "name_en", label=pgettext_lazy("organisation", "Name"), url_name="organisations:edit", sort_key="name_en"
        ),
        Column("name_ko", label=_("in Korean"), sort_key="sort_ko"),
        Column("country", label=_("Country or area"), accessor=country, sort_key="country"),
        Column("region", label=_("Region"), sort_key="region__order"),
        Column("kind", label=pgettext_lazy("organisation", "Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("standing", label=_("Standing"), accessor=standing_today, sort_key="standing"),
    ]
    list_filter = ["kind", "standing", "region", "country"]
    search_fields = ["search_text"]
    search_backend_name = None
    export_filename = "wego-organisations"
    list_export = [
        "slug",
        "kind",
        "subkind",
        "country",
        "region.code",
        "name_en",
        "name_ko",
        "name_zh",
        "name_native",
        "standing",
        "place.latitude",
        "place.longitude",
        "place.match",
        "place.population",
        "website",
        "note",
    ]

    def get_form_class(self, for_update: bool = False) -> type[OrganisationForm]:
        return OrganisationForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        none = dict.fromkeys(("add_url_name", "delete_url_name", "history_url_name", "usage_url_name"))
        return super().get_common_view_kwargs(**{**none, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("edit/<int:pk>/", repeatable("the same values are saved again")(self.edit_view), name="edit"),
        ]
