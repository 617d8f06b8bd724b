"""To whom invoices go, where the money is to be sent, and the terms on which."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wego.core import languages
from wego.finance.models.fields import currency_field
from wego.members.models import Organisation


class BillingContact(models.Model):
    """Who gets an organisation's invoices, in which language, and what must stand on them."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="billing_contact")
    name = models.CharField(_("person or office"), max_length=200, blank=True, default="")
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=10, choices=languages.choices, default="en")
    address = models.TextField(_("postal address"), max_length=500, blank=True, default="")
    purchase_reference = models.CharField(_("your reference"), max_length=100, blank=True, default="")
    changed_at = models.DateTimeField(pgettext_lazy("a moment", "changed"))

    class Meta:
        verbose_name = _("billing contact")
        verbose_name_plural = _("billing contacts")
        ordering = ["organisation"]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.email}"


class BankAccount(models.Model):
    """Where members send money of a currency. Changing it closes the row in force and adds one."""

    currency = currency_field()
    holder = models.CharField(_("account holder"), max_length=200)
    number = models.CharField(_("account number or IBAN"), max_length=50)
    bank = models.CharField(_("bank"), max_length=200)
    bic = models.CharField(
        "BIC",
        max_length=11,
        blank=True,
        default="",
        validators=[RegexValidator(r"^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$", _("A BIC has 8 or 11 letters and digits."))],
    )
    bank_address = models.CharField(_("address of the bank"), max_length=300, blank=True, default="")
    is_in_force = models.BooleanField(_("in force"), default=True)
    since = models.DateField(_("since"))

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        ordering = ["currency", "-is_in_force", "-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["currency"], condition=models.Q(is_in_force=True), name="bankaccount_one_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bank} {self.number}"


class Terms(models.Model):
    """The terms of payment, one row: from the network folder."""

    currency = currency_field(default="USD")
    payment_days = models.PositiveSmallIntegerField(_("days to pay"))
    reminder_days = models.JSONField(_("reminders, days after the due day"), default=list)
    note = models.JSONField(_("note"), default=dict, blank=True)  # {"en": …, "ko": …, "zh-hans": …}

    class Meta:
        verbose_name = _("terms of payment")
        verbose_name_plural = _("terms of payment")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="terms_one_row")]

    def __str__(self) -> str:
        return f"{self.payment_days}"
