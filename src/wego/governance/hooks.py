"""Where governance lets apps above it hear of decisions."""

from wego.core.hooks import Hook

# A body decided: facts `decision` (with its item), `by`, `at`. Same transaction; rejected and deferred are told too.
decision_taken = Hook("governance.decision_taken")
# A decision was revoked: facts `revocation` (with its decision and item), `by`, `at`. Same transaction.
decision_revoked = Hook("governance.decision_revoked")
