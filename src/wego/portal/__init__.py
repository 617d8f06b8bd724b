"""Portal: what spans apps (home, search, dashboards)."""
