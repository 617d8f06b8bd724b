"""Who holds which role in the network."""

from __future__ import annotations

from typing import Any

from wego.accounts.models import NetworkRole, User


def roles_of(user: Any) -> frozenset[str]:
    """The network roles that a person holds now; none for a stranger. Asked once per request."""
    if not user.is_authenticated:
        return frozenset()
    if not hasattr(user, "_network_roles"):
        held = NetworkRole.objects.filter(user=user, ended_at=None).values_list("role", flat=True)
        user._network_roles = frozenset(held)
    return user._network_roles


def is_secretariat(user: Any) -> bool:
    """Does this person work in the secretariat now?"""
    return NetworkRole.Role.SECRETARIAT in roles_of(user)


def people_in_secretariat() -> list[User]:
    """Everybody who works in the secretariat now."""
    return list(
        User.objects.filter(
            network_roles__role=NetworkRole.Role.SECRETARIAT, network_roles__ended_at=None, is_active=True
        )
    )
