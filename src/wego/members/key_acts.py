"""What people do about the API keys of their organisation: make one, revoke one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from wego.core.acts.act import OF_MEMBERS, Act
from wego.members.forms.api_keys import ApiKeyForm
from wego.members.models import ApiKey, Organisation
from wego.members.permissions import can_make_api_key, can_revoke_api_key
from wego.members.queries.api_keys import api_keys_visible_to, organisations_with_keys_of
from wego.members.services.api_keys import NewKey, make_api_key, revoke_api_key

USUAL = timedelta(days=365)


def _organisation(user: Any, slug: str) -> Organisation:
    return get_object_or_404(organisations_with_keys_of(user), slug=slug)


def _shown_once(made: NewKey) -> str:
    words = _("Key created. Copy it now: it is not shown again.")
    return format_html("{}<br><code>{}</code>", words, made.secret)


def _keys_page(organisation: Organisation, made: object = None) -> str:
    return reverse("my_members:api_keys", args=[organisation.slug])


API_KEY_MAKE = Act(
    name="api_key_make",
    address="my_members:api_key_make",
    label=_("Create key"),
    said=_("Key created."),
    told=_shown_once,
    service=make_api_key,
    subject=_organisation,
    key="organisation_id",
    args=lambda organisation: [organisation.slug],
    form=ApiKeyForm,
    initial=lambda organisation: {"expires_on": timezone.localdate() + USUAL},
    allowed_on=can_make_api_key,
    above=lambda organisation: [(_keys_page(organisation), _("API keys"))],
    back=_keys_page,
    **OF_MEMBERS,
)


def _key(user: Any, pk: int) -> ApiKey:
    return get_object_or_404(api_keys_visible_to(user), pk=pk)


API_KEY_REVOKE = Act(
    name="api_key_revoke",
    address="my_members:api_key_revoke",
    label=_("Revoke key"),
    said=_("Key revoked."),
    service=revoke_api_key,
    subject=_key,
    key="key_id",
    allowed_on=can_revoke_api_key,
    is_possible=lambda key: key.revoked_at is None,
    explains=lambda key: [_("The system that uses this key is refused from now on. The key cannot be restored.")],
    is_final=True,
    is_warning=True,
    above=lambda key: [(_keys_page(key.organisation), _("API keys"))],
    back=lambda key: _keys_page(key.organisation),
    **OF_MEMBERS,
)
