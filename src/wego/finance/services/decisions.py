"""What rests on a decision: only one that is in force bears it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wego.core.references import Reference
from wego.core.rules import RuleError
from wego.members.queries.decisions import decision_in_force


class DecisionNotInForce(RuleError):
    """No decision in force bears the act."""


def borne_by(decision: Reference | None) -> Reference:
    """The decision as it is kept beside what rests on it; refused where none such is in force."""
    kept = decision_in_force(decision) if decision else None
    if kept is None:
        raise DecisionNotInForce(
            _("This requires a decision in force. Record the body's decision first, then choose it here.")
        )
    return kept
