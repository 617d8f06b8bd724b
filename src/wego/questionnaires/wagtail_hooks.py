"""Puts questionnaires into the office."""

from wego.core.office import MenuGroup, add_to_office
from wego.questionnaires.listings import QUESTIONNAIRES

add_to_office("wego.questionnaires.urls.office", QUESTIONNAIRES, group=MenuGroup.DIAGNOSES, order=50)
