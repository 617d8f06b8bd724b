"""Records: what is known of a member, a place or a country, once, with period, source, quality and evidence."""
