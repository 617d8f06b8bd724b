"""Personal links: an address mailed to one person for one act. `kinds` to declare, `services` to make, use, revoke."""
