"""The index in the secretariat's office: editions, and the drafts that they are made from."""
