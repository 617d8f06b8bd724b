"""Where questionnaires ask what only apps above know."""

from typing import Any

from wego.core.hooks import Slot

# The address of a page of the flow that answers a response: filler(response, page, parts) -> address, or None where
# the response is not of that flow. `page` is a name of `declarations.FlowNames`.
flow_page = Slot("questionnaires.flow_page")


def page_of(response: Any, page: str = "overview", *parts: object) -> str:
    """Where a response is answered, in the language in force; nothing where no flow knows it."""
    return next(iter(flow_page.collect(response=response, page=page, parts=parts)), "")
