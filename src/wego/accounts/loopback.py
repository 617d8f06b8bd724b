"""Does a request come from this very machine, and is it meant for it?"""

from __future__ import annotations

import ipaddress

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.request import split_domain_port


def is_loopback(request: HttpRequest) -> bool:
    """True only if both ends are this machine; a request that a proxy passed on never is."""
    if any(name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")):
        return False
    try:
        host, _port = split_domain_port(request.get_host())
    except DisallowedHost:
        return False
    return _names_this_machine(host) and _names_this_machine(request.META.get("REMOTE_ADDR", ""))


def _names_this_machine(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False
