"""Definitions with versions: questionnaires, frameworks, fee schedules, rules. One model, one way to publish."""
