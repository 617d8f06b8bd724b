"""Governance in the secretariat's office: the agenda, meetings, decisions, bodies."""
