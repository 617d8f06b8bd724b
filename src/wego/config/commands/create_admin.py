"""Make a person of the secretariat; prints the link, good once, by which that person sets a password."""

from __future__ import annotations

import argparse
import json

from wego.config.commands.prerequisites import Refused, add_data_dir, begin, holding, need_database

EXAMPLE = "wego create-admin first.last@example.org"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL")
    add_data_dir(parser)
    parser.add_argument("--json", action="store_true", help="print the address and the link as JSON")


def run(arguments: argparse.Namespace) -> None:
    data_dir = begin(arguments)
    need_database()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.utils import timezone

    from wego.accounts.services.people import create_admin
    from wego.config.commands import schema
    from wego.core.rules import RuleError

    try:
        validate_email(arguments.email)
    except ValidationError:
        raise Refused(f"{arguments.email!r} is not an e-mail address", "such as first.last@example.org") from None
    with holding(data_dir):
        schema.need_current()
        try:
            user, link = create_admin(email=arguments.email, at=timezone.now())
        except RuleError as refusal:
            raise Refused(str(refusal)) from None
    if arguments.json:
        print(json.dumps({"email": user.email, "link": link}))
    else:
        print(f"{user.email} is of the secretariat. To set a password, open once:\n{link}")
