"""What the secretariat does with contacts, their posts, and organisations outside the membership."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.forms import model_to_dict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from wego.core.acts.act import Act
from wego.core.office import Trail
from wego.correspondence.forms.contacts import (
    ContactForm,
    ExternalOrganisationForm,
    MemberForm,
    NewContactForm,
    PlanForm,
    PostEndForm,
    PostForm,
)
from wego.correspondence.models import Contact, ExternalOrganisation, Post
from wego.correspondence.permissions import can_keep_contacts
from wego.correspondence.queries.contacts import contacts_visible_to, external_organisations_visible_to
from wego.correspondence.services.confirmations import ask_contact
from wego.correspondence.services.contacts import (
    FACTS,
    add_contact,
    add_post,
    change_contact,
    end_post,
    remove_contact,
)
from wego.correspondence.services.external_organisations import (
    add_external_organisation,
    change_external_organisation,
)
from wego.correspondence.services.plans import become_member, start_plan
from wego.members.permissions import can_see_register
from wego.members.queries.visibility import organisations_in_register_of


def page_of_contact(contact: Contact) -> str:
    return reverse("office_contacts:contact", args=[contact.pk])


def page_of_external(one: ExternalOrganisation) -> str:
    return reverse("office_contacts:external", args=[one.pk])


def above_contact(_contact: Any = None) -> Trail:
    return [(reverse("office_contacts:contacts"), _("Contacts"))]


def above_external(_one: Any = None) -> Trail:
    return [(reverse("office_contacts:externals"), _("Partners and prospects"))]


def _contact(user: Any, pk: int) -> Contact:
    return get_object_or_404(contacts_visible_to(user), pk=pk)


def _external(user: Any, pk: int) -> ExternalOrganisation:
    return get_object_or_404(external_organisations_visible_to(user), pk=pk)


def _post(user: Any, pk: int) -> Post:
    return get_object_or_404(Post.objects.select_related("contact", "organisation", "external"), pk=pk)


_ACT = partial(Act, allowed=can_keep_contacts)
_ON_CONTACT = partial(_ACT, subject=_contact, key="contact_id", back=page_of_contact, above=above_contact)

CONTACT_ADD = _ACT(
    name="contact_add",
    address="office_contacts:contact_add",
    label=gettext_lazy("Add a contact"),
    said=gettext_lazy("Contact added."),
    service=add_contact,
    form=NewContactForm,
    initial=lambda nothing: {"language": get_language() or "en"},
    explains=lambda nothing: [
        _("For people without an account. Once a year they are asked by e-mail to check their details.")
    ],
    back=lambda nothing: reverse("office_contacts:contacts"),
    leads_to=lambda nothing, contact: page_of_contact(contact),
    above=above_contact,
)
CONTACT_CHANGE = _ON_CONTACT(
    name="contact_change",
    address="office_contacts:contact_change",
    label=gettext_lazy("Change"),
    said=gettext_lazy("Contact changed."),
    service=change_contact,
    form=ContactForm,
    initial=lambda contact: model_to_dict(contact, FACTS),
)
CONTACT_ASK = _ON_CONTACT(
    name="contact_ask",
    address="office_contacts:contact_ask",
    label=gettext_lazy("Ask to confirm by e-mail"),
    said=gettext_lazy("The question has been sent by e-mail."),
    service=ask_contact,
    is_possible=lambda contact: bool(contact.email) and not contact.is_demonstration,
)
CONTACT_REMOVE = _ON_CONTACT(
    name="contact_remove",
    address="office_contacts:contact_remove",
    label=gettext_lazy("Delete the contact"),
    said=gettext_lazy("Contact deleted."),
    service=remove_contact,
    explains=lambda contact: [_("All information about this person is deleted, including posts, notes and e-mails.")],
    typed=lambda contact: contact.name,
    is_final=True,
    is_warning=True,
    leads_to=lambda contact, done: reverse("office_contacts:contacts"),
)
POST_ADD = _ON_CONTACT(
    name="post_add",
    address="office_contacts:post_add",
    label=gettext_lazy("Add a post"),
    said=gettext_lazy("Post added."),
    service=add_post,
    form=PostForm,
)
POST_END = _ACT(
    name="post_end",
    address="office_contacts:post_end",
    label=gettext_lazy("End the post"),
    said=gettext_lazy("End of the post recorded."),
    service=end_post,
    subject=_post,
    key="post_id",
    form=PostEndForm,
    initial=lambda post: {"ends_on": timezone.localdate()},
    is_possible=lambda post: post.ends_on is None,
    back=lambda post: page_of_contact(post.contact),
    above=above_contact,
)
EXTERNAL_ADD = _ACT(
    name="external_add",
    address="office_contacts:external_add",
    label=gettext_lazy("Add an organisation"),
    said=gettext_lazy("Organisation added."),
    service=add_external_organisation,
    form=ExternalOrganisationForm,
    back=lambda nothing: reverse("office_contacts:externals"),
    leads_to=lambda nothing, one: page_of_external(one),
    above=above_external,
)
EXTERNAL_CHANGE = _ACT(
    name="external_change",
    address="office_contacts:external_change",
    label=gettext_lazy("Change"),
    said=gettext_lazy("Organisation changed."),
    service=change_external_organisation,
    subject=_external,
    key="external_id",
    form=ExternalOrganisationForm,
    initial=lambda one: model_to_dict(one),
    back=page_of_external,
    above=above_external,
)
EXTERNAL_BECOME = _ACT(
    name="external_become",
    address="office_contacts:external_become",
    label=gettext_lazy("Has become a member"),
    said=gettext_lazy("Recorded. Its people are now listed with the member."),
    service=become_member,
    subject=_external,
    key="external_id",
    form=MemberForm,
    explains=lambda one: [_("The posts of its people move to the member; the entry stays here as its history.")],
    is_possible=lambda one: one.relation == ExternalOrganisation.Relation.PROSPECT and one.became_id is None,
    back=page_of_external,
    above=above_external,
)
PLAN_START = _ACT(
    name="plan_start",
    address="office_contacts:plan_start",
    label=gettext_lazy("Start a plan"),
    said=gettext_lazy("Plan started. Its tasks are yours until you hand them over."),
    service=start_plan,
    allowed_on=lambda user, organisation: can_see_register(user),
    subject=lambda user, pk: get_object_or_404(organisations_in_register_of(user), pk=pk),
    key="organisation_id",
    form=PlanForm,
    explains=lambda organisation: [_("The tasks of the plan are added with their dates, counted from the first day.")],
    title=lambda organisation: organisation.name,
    back=lambda organisation: reverse("organisations:organisation", args=[organisation.pk]),
    above=lambda organisation: [(reverse("organisations:index"), _("Organisations"))],
)
