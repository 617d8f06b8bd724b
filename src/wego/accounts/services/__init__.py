"""What can be done with people, each act one function."""

from wego.accounts.services.erasure import LastOfSecretariat, erase_person
from wego.accounts.services.people import (
    AddressTaken,
    add_person,
    change_person,
    create_admin,
    open_account,
    reset_second_factor,
    send_way_in,
)
from wego.accounts.services.roles import RegionMismatch, RoleHeld, RoleNotHeld, UnknownRole, end_role, grant_role

__all__ = [
    "AddressTaken",
    "LastOfSecretariat",
    "RegionMismatch",
    "RoleHeld",
    "RoleNotHeld",
    "UnknownRole",
    "add_person",
    "change_person",
    "create_admin",
    "end_role",
    "erase_person",
    "grant_role",
    "open_account",
    "reset_second_factor",
    "send_way_in",
]
