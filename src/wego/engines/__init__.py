"""Pure computation: no Django, no files; each engine is usable on its own."""
