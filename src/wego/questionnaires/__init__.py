"""Questionnaires: definitions, responses and their answers."""
