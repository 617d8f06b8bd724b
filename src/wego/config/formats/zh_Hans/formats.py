"""Thousands are parted as the network's documents part them: 10,000. Django's own format parts nothing."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
