"""Who somebody is, by allauth, and what a role in the network lets that person do in the office."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from wego.accounts.permissions import can_keep_content
from wego.accounts.queries import enters_office

# People and their rights are changed by services only, never by the office's generic pages and bulk actions.
CLOSED_APPS = {"accounts", "account", "auth", "mfa", "socialaccount", "usersessions", "wagtailusers", "core"}


ENTER = "wagtailadmin.access_admin"


class RoleBackend(AuthenticationBackend):
    """Who has a role in the office may enter it; Wagtail's own pages there are for who keeps content.

    Everything else is asked by our own permissions.

    Django's own tables of permissions and groups are not used, and not asked.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if perm.partition(".")[0] in CLOSED_APPS:
            return False
        if not user_obj.is_active:
            return False
        return enters_office(user_obj) if perm == ENTER else can_keep_content(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return self.has_perm(user_obj, f"{app_label}.")

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()
