"""People and the roles that they hold in the network itself (roles at an organisation are affiliations, in members)."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wego.core import languages
from wego.core.definitions.models import Definition
from wego.core.search.searchable import Searchable, SearchableQuerySet
from wego.core.texts import pick


class UserManager(BaseUserManager.from_queryset(SearchableQuerySet["User"])):  # type: ignore[misc]
    """Makes people by e-mail address, kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=(email or "").strip().lower())


class User(Searchable, AbstractBaseUser, PermissionsMixin):
    """A person. `key` stands for the person in the audit trail and outlives an erasure."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=languages.choices, default="en")
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)  # empty: that of the network's seat
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_demonstration = models.BooleanField(_("sample data"), default=False)
    joined_at = models.DateTimeField(pgettext_lazy("time", "joined"), default=timezone.now)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        if self.erased_at:
            return gettext("Erased person")
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class RoleRules(Definition):
    """One version of all roles together, as the network folder says them: who could do what at a time."""

    audit_name = "role_rules"

    class Meta(Definition.Meta):
        verbose_name = _("rules of roles")
        verbose_name_plural = _("rules of roles")


class RoleType(models.Model):
    """A role that can be given to people, by the rules in force: its names, its kind, and what it grants."""

    class Kind(models.TextChoices):
        OFFICE = "office", _("Secretariat")
        REGION = "region", _("Regional office")
        READER = "reader", _("Read only")
        JUROR = "juror", _("Juror")
        TRAINEE = "trainee", _("Trainee")

    # Those who come into the office, each only with a second factor.
    IN_OFFICE = (Kind.OFFICE, Kind.REGION, Kind.READER)
    ALL = "all"  # in the place of a permission: every one that the kind may have

    code = models.SlugField(_("code"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(default=0)
    titles = models.JSONField(_("title"), default=dict)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    permissions = models.JSONField(_("permissions"), default=list)
    sources = models.JSONField(_("source"), default=dict)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return pick(self.titles) or self.code


class NetworkRoleManager(models.Manager["NetworkRole"]):
    """Roles that people hold, each with what its type says: no further query for each."""

    def get_queryset(self) -> models.QuerySet[NetworkRole]:
        types = RoleType.objects.filter(code=models.OuterRef("role"))
        told = {f"type_{name}": models.Subquery(types.values(name)[:1]) for name in ("kind", "titles", "permissions")}
        return super().get_queryset().annotate(**told)


class NetworkRole(models.Model):
    """A role in the network itself, from a time until it ends; a regional office's is for its region."""

    class Role(models.TextChoices):
        """Those that are there before a network folder is loaded; all others come with it (`RoleType`)."""

        SECRETARIAT = "secretariat", _("Secretariat")
        JUROR = "juror", _("Juror")
        TRAINEE = "trainee", _("Trainee")

    BUILT_IN: ClassVar[dict[str, RoleType.Kind]] = {
        Role.SECRETARIAT: RoleType.Kind.OFFICE,
        Role.JUROR: RoleType.Kind.JUROR,
        Role.TRAINEE: RoleType.Kind.TRAINEE,
    }

    user = models.ForeignKey(User, models.CASCADE, related_name="network_roles", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=40)
    region = models.CharField(_("region"), max_length=30, blank=True, default="")
    granted_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects: ClassVar[NetworkRoleManager] = NetworkRoleManager()
    region_name = ""  # given by `queries.name_regions`

    class Meta:
        verbose_name = _("role in the network")
        verbose_name_plural = _("roles in the network")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "region"], condition=models.Q(ended_at=None), name="networkrole_held_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("granted_at")),
                name="networkrole_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.title}"

    @property
    def title(self) -> str:
        """What people read for it, in the reader's language."""
        told = pick(getattr(self, "type_titles", None) or {})
        return told or str(dict(self.Role.choices).get(self.role, self.role))

    @property
    def kind(self) -> str:
        return str(getattr(self, "type_kind", None) or self.BUILT_IN.get(self.role, ""))

    @property
    def granted(self) -> list[str]:
        """The codes of what its type grants."""
        if self.role == self.Role.SECRETARIAT:
            return [RoleType.ALL]
        return getattr(self, "type_permissions", None) or []

    @property
    def is_in_office(self) -> bool:
        return self.kind in RoleType.IN_OFFICE
