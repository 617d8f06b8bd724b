"""What a role in the network lets a person do in the office."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend

from wego.accounts.queries import is_secretariat


class RoleBackend(BaseBackend):
    """The secretariat may enter the office and see its lists; who may write what is said by each service's permission."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return bool(user_obj.is_active) and is_secretariat(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return self.has_perm(user_obj, app_label)
