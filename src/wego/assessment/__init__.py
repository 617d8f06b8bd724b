"""Assessment: diagnoses, stages and their reports."""
