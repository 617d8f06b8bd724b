"""Admissions in the secretariat's office: applications, departures, what becomes of organisations."""
