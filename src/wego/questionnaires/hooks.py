"""Where questionnaires ask what only apps above know."""

from typing import Any

from wego.core.hooks import Hook, Slot

# The address of a page of the flow that answers a response: filler(response, page, parts) -> address, or None where
# the response is not of that flow. `page` is a name of `declarations.FlowNames`.
flow_page = Slot("questionnaires.flow_page")


def page_of(response: Any, page: str = "overview", *parts: object) -> str:
    """Where a response is answered, in the language in force; nothing where no flow knows it."""
    return next(iter(flow_page.collect(response=response, page=page, parts=parts)), "")


# Whether a version may be published, asked of apps that count on its questions: filler(definition) -> what stands
# against it, in the reader's language, or None. `definition` is the engine's.
version_refusals = Slot("questionnaires.version_refusals")
# A version is in force from now on: receiver(questionnaire, by, at).
version_published = Hook("questionnaires.version_published")


def refusals_of(definition: Any) -> list[str]:
    """What apps above have against a version."""
    return [said for several in version_refusals.collect(definition=definition) for said in several]
