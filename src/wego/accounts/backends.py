"""Who somebody is, by allauth, and what a role in the network lets that person do in the office."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from wego.accounts.queries import is_secretariat

# People and their rights are changed by services only, never by the office's generic pages and bulk actions.
CLOSED_APPS = {"accounts", "account", "auth", "mfa", "socialaccount", "usersessions", "wagtailusers", "core"}


class RoleBackend(AuthenticationBackend):
    """The secretariat may enter the office and see its lists; who may write what, each service's permission says.

    Django's own tables of permissions and groups are not used, and not asked.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if perm.partition(".")[0] in CLOSED_APPS:
            return False
        return bool(user_obj.is_active) and is_secretariat(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return self.has_perm(user_obj, f"{app_label}.")

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()
