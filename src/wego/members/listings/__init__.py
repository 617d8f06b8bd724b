"""The register's lists in the office."""
