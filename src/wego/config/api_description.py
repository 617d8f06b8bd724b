"""The API with its description: what it asks and answers, with an example of each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ninja import NinjaAPI

from wego.core.api_problems import CONTENT_TYPE

EXAMPLES = Path(__file__).parent / "api_examples"  # one file an operation: its answer, and what was sent
JSON = "application/json"


class DescribedAPI(NinjaAPI):
    """Every operation is described with an example; `tests/config/test_api_description.py` holds them to the schema."""

    def get_openapi_schema(self, **asked: Any) -> Any:
        description = super().get_openapi_schema(**asked)
        for operations in description["paths"].values():
            for operation in operations.values():
                _add_example(operation)
        return description


def example_of(operation_id: str) -> dict[str, Any]:
    """What is sent (`request`) and answered (`answer`, by a refusal `problem`) in the example of an operation."""
    found = json.loads((EXAMPLES / f"{operation_id}.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def _add_example(operation: dict[str, Any]) -> None:
    example = example_of(operation["operationId"])
    if "request" in example:
        operation["requestBody"]["content"][JSON]["example"] = example["request"]
    for status, answer in operation["responses"].items():
        if status == 200:
            answer["content"][JSON]["example"] = example["answer"]
        elif JSON in answer.get("content", {}):  # refusals are problem documents
            answer["content"] = {CONTENT_TYPE: answer["content"][JSON]}
            if status == 422 and "problem" in example:
                answer["content"][CONTENT_TYPE]["example"] = example["problem"]
