"""The state of every translation beside its text, and what waits for translators."""
