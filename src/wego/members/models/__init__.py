"""The nouns of the member register."""

from wego.members.models.affiliations import Affiliation, Invitation
from wego.members.models.api_keys import AnsweredRequest, ApiKey
from wego.members.models.contacts import ContactPoint
from wego.members.models.editions import Edition, EditionEntry, Inconsistency
from wego.members.models.histories import FormerName, Relation
from wego.members.models.organisations import Organisation
from wego.members.models.places import Place, Region
from wego.members.models.profiles import ProfileChange
from wego.members.models.standings import Standing

__all__ = [
    "Affiliation",
    "AnsweredRequest",
    "ApiKey",
    "ContactPoint",
    "Edition",
    "EditionEntry",
    "FormerName",
    "Inconsistency",
    "Invitation",
    "Organisation",
    "Place",
    "ProfileChange",
    "Region",
    "Relation",
    "Standing",
]
