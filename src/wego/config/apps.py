"""Connects what `wiring.py` names once every app is ready."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "wego.config"
    label = "wego_config"

    def ready(self) -> None:
        from wego.config import wiring  # models must be loaded first

        wiring.connect()
