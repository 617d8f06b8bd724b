"""Puts questionnaires and rounds of collection into the office."""

from wego.core.office import MenuGroup, add_to_office
from wego.questionnaires.listings import QUESTIONNAIRES
from wego.questionnaires.round_listings import ROUNDS

add_to_office("wego.questionnaires.urls.office", QUESTIONNAIRES, group=MenuGroup.DIAGNOSES, order=50)
add_to_office("wego.questionnaires.urls.rounds.office", ROUNDS, group=MenuGroup.DIAGNOSES, order=20)
