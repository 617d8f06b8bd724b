"""Every write of questionnaires: loading definitions, starting, answering and submitting responses."""
