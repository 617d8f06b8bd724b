"""Commands on files: they import engines and datafiles only, never Django."""
