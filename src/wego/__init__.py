"""The WeGO platform: open software on which a network of cities runs."""

__version__ = "0.1.0"
