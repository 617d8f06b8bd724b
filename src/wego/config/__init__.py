"""Settings, addresses, wiring and the `wego` command."""
