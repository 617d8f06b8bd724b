"""Where admissions lets apps beside it hear; only `config/wiring.py` connects them."""

from wego.core.hooks import Hook

# An accepted application told a figure for the fee: facts `organisation_id`, `measure` (population or staff), `value`,
# `year`, `evidence` (or None), `source`, `by` (the applicant), `at`. Same transaction.
figure_submitted = Hook("admissions.figure_submitted")
