"""Organisations in the office: beside their list an edit page that calls the register's service."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from wego.core.form_tokens import repeatable
from wego.core.rules import RuleError
from wego.core.text_forms import TextsForm
from wego.members.forms.profiles import WebsiteField
from wego.members.listings.organisations import ORGANISATIONS
from wego.members.models import Organisation
from wego.members.services.organisations import EDITABLE, edit_organisation


class AliasesField(forms.CharField):
    """Other spellings, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class OrganisationForm(TextsForm, WagtailAdminModelForm):
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
        choices = [("", "–"), *((subkind.value, subkind.label) for subkind in subkinds)]
        self.fields["subkind"].choices = choices  # type: ignore[attr-defined]


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


class OrganisationViewSet(ModelViewSet):
    """No adding (that is an application's end), no copying, no deleting (an organisation becomes former)."""

    model = Organisation
    name = "organisations"
    icon = "site"
    menu_label = _("Organisations")
    edit_view_class = OrganisationEditView
    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[OrganisationForm]:
        return OrganisationForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        none = dict.fromkeys(("add_url_name", "delete_url_name", "history_url_name", "usage_url_name"))
        return super().get_common_view_kwargs(**{**none, **kwargs})

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", ORGANISATIONS.view, name="index"),
            path("edit/<int:pk>/", repeatable("the same values are saved again")(self.edit_view), name="edit"),
        ]
