"""Pages of diagnoses: a member's own, and what the public reads of the Activator."""
