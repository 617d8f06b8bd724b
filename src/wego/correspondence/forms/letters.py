"""What is entered of letters sent and received, and of certificates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core import languages
from wego.core.files import MEDIA_TYPES, UploadRefused
from wego.core.form_fields import DayField, OtherEmailInput
from wego.core.references import Reference
from wego.correspondence.email_files import ENDING, ReceivedEmail, content_of_email, is_email_file, read_email
from wego.correspondence.forms.contact_choice import ContactField
from wego.correspondence.models import Certificate, ExternalOrganisation, Letter, LetterSeries
from wego.correspondence.queries.certificates import dues_of
from wego.correspondence.queries.letters import contact_by_address, matter_choices, matter_of, series_of
from wego.members.models import Organisation

EMAIL_OR_FILE = forms.ClearableFileInput({"accept": ",".join(f".{ending}" for ending in (*MEDIA_TYPES, ENDING))})
FILES = forms.ClearableFileInput({"accept": ",".join(f".{ending}" for ending in MEDIA_TYPES)})


class _SeriesChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class _CorrespondentFields(forms.Form):
    """With whom, and about what: shared by what goes out and what comes in."""

    contact = ContactField(label=pgettext_lazy("a person", "Contact"), required=False)
    organisation = forms.ModelChoiceField(
        label=_("Member"), queryset=Organisation.objects.order_by("sort_en"), required=False
    )
    external = forms.ModelChoiceField(
        label=_("Partner or prospect"), queryset=ExternalOrganisation.objects.order_by("code"), required=False
    )
    matter = forms.ChoiceField(label=_("Matter"), required=False)

    def __init__(self, *args: Any, known_matter: Reference | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known_matter = known_matter
        choices: list[Any] = [("", "–"), *matter_choices()]
        if known_matter:
            choices.insert(1, (_value(known_matter), known_matter.label))
        self.fields["matter"].choices = choices  # type: ignore[attr-defined]

    def clean_matter(self) -> Reference | None:
        chosen = self.cleaned_data["matter"]
        if not chosen:
            return None
        if self._known_matter and chosen == _value(self._known_matter):
            return self._known_matter
        return matter_of(chosen)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("organisation") and given.get("external"):
            self.add_error("external", _("Choose one organisation: either a member, or a partner or prospect."))
        chosen = [given.get(name) for name in ("contact", "organisation", "external", "correspondent")]
        if not any(chosen):
            self.add_error("contact", _("Choose a contact, a member or a partner, or enter a name."))
        return given


def _value(reference: Reference) -> str:
    return f"{reference.kind}:{reference.id}"


class LetterForm(_CorrespondentFields):
    """A letter of the network; what is left empty is filled in from the contact."""

    series = _SeriesChoice(label=_("Series"), queryset=LetterSeries.objects.none(), empty_label=None)
    language = forms.ChoiceField(label=_("Language"), choices=languages.choices)
    correspondent = forms.CharField(
        label=_("Addressee, as on the letter"),
        max_length=200,
        required=False,
        help_text=_("If empty, the name of the contact, member or partner is used."),
    )
    correspondent_post = forms.CharField(
        label=_("Post and organisation, as on the letter"), max_length=300, required=False
    )
    salutation = forms.CharField(
        label=_("Form of address"),
        max_length=150,
        required=False,
        help_text=_("If empty, that of the contact in the language of the letter is used."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False, widget=OtherEmailInput)
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=pgettext_lazy("of a letter", "Text"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 14}),
        help_text=_("Plain text. An empty line begins a new paragraph."),
    )
    field_order = (
        "series",
        "contact",
        "organisation",
        "external",
        "language",
        "correspondent",
        "correspondent_post",
        "salutation",
        "email",
        "matter",
        "subject",
        "body",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = series_of(LetterSeries.Kind.SENT)  # type: ignore[attr-defined]


class LetterChangeForm(LetterForm):
    """The same of a draft; its series stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["series"]


class IncomingForm(_CorrespondentFields):
    """A letter or an e-mail that came in."""

    received: ReceivedEmail | None = None

    series = _SeriesChoice(label=_("Series"), queryset=LetterSeries.objects.none(), empty_label=None)
    file = forms.FileField(
        label=_("File"),
        widget=EMAIL_OR_FILE,
        help_text=_(
            "A scan or a photo of the letter, or an e-mail saved as .eml: what you leave empty of sender, date and "
            "subject is read from it, and its attachments are filed with it."
        ),
    )
    received_on = DayField(label=pgettext_lazy("letter", "Received on"))
    written_on = DayField(label=_("Date on the letter"), required=False)
    correspondent = forms.CharField(
        label=_("Sender, as on the letter"),
        max_length=200,
        required=False,
        help_text=_("If empty, the name of the contact, member or partner is used."),
    )
    their_number = forms.CharField(label=_("Sender’s number"), max_length=80, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=languages.choices)
    subject = forms.CharField(
        label=_("Subject"), max_length=200, required=False, help_text=_("Leave empty to take that of an e-mail.")
    )
    field_order = (
        "series",
        "file",
        "received_on",
        "written_on",
        "contact",
        "organisation",
        "external",
        "correspondent",
        "their_number",
        "language",
        "matter",
        "subject",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = series_of(LetterSeries.Kind.RECEIVED)  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile:
        """An e-mail is read here; what was left empty is filled in from it once all else is known."""
        file: UploadedFile = self.cleaned_data["file"]
        if is_email_file(file.name or ""):
            try:
                self.received = read_email(content_of_email(file), limit=settings.WEGO_UPLOAD_LIMIT)
            except UploadRefused as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return file

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if (received := self.received) is not None:
            if not any(given.get(name) for name in ("contact", "organisation", "external", "correspondent")):
                given["contact"] = contact_by_address(received.address)
                given["correspondent"] = received.sender[:200]
            given["subject"] = given.get("subject") or received.subject[:200]
            given["written_on"] = given.get("written_on") or received.sent_on
            given["body"], given["email"] = received.text, received.address
        if not given.get("subject") and "subject" not in self.errors and "file" not in self.errors:
            self.add_error("subject", _("Enter the subject."))
        return super().clean()


class AttachmentForm(forms.Form):
    file = forms.FileField(label=_("File"), widget=FILES)


class LetterReturnForm(forms.Form):
    remark = forms.CharField(label=_("What should be changed"), max_length=2000, widget=forms.Textarea({"rows": 4}))


class SendForm(forms.Form):
    """How a letter goes, to which address or on which day."""

    way = forms.ChoiceField(label=_("How"), choices=Letter.Way.choices, widget=forms.RadioSelect)
    email = forms.EmailField(label=_("E-mail"), required=False, widget=OtherEmailInput)
    sent_on = DayField(label=_("Posted on"), required=False, help_text=_("Only for letters sent by post."))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("way") == Letter.Way.EMAIL and not given.get("email") and "email" not in self.errors:
            self.add_error("email", _("Enter the e-mail address to which the letter goes."))
        return given


class CertificateForm(forms.Form):
    """Which certificate, in which language."""

    kind = forms.ChoiceField(label=_("Certificate"), choices=Certificate.Kind.choices, widget=forms.RadioSelect)
    dues_year = forms.TypedChoiceField(
        label=_("Dues of the year"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Only for a certificate of dues paid."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=languages.choices)

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if organisation:
            years = [one.year for one in dues_of(organisation) if one.is_paid]
        else:
            years = list(range(timezone.localdate().year, 2010, -1))
        self.fields["dues_year"].choices = [("", "–"), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("kind") == Certificate.Kind.DUES and not given.get("dues_year") and not self.errors:
            self.add_error("dues_year", _("Choose the year of the dues."))
        return given


class CertificateOfMemberForm(CertificateForm):
    """The same, with the member."""

    organisation_id = forms.ModelChoiceField(label=_("Member"), queryset=Organisation.objects.order_by("sort_en"))
    field_order = ("organisation_id", "kind", "dues_year", "language")

    def clean_organisation_id(self) -> int:
        return self.cleaned_data["organisation_id"].pk
