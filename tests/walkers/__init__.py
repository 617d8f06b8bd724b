"""Walks over every address; a package of its own, so that its world ends with it."""
