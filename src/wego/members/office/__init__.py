"""The member register in the secretariat's office: organisations, proposed profiles, inconsistencies, the contact."""
