"""The description of the API: every operation with an example that its own schema takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from ninja.operation import Operation

from wego.config.api import api
from wego.config.api_description import EXAMPLES, example_of
from wego.core.api_problems import ProblemItem
from wego.records.api import PushedFacts


def operations() -> Iterator[Operation]:
    for router in api._get_bound_routers():
        for path in router.path_operations.values():
            yield from path.operations


def identity(operation: Operation) -> str:
    return operation.operation_id or api.get_openapi_operation_id(operation)


@pytest.mark.parametrize("operation", list(operations()), ids=identity)
def test_each_operation_has_an_example_that_is_just_what_it_answers(operation: Operation) -> None:
    example = example_of(identity(operation))["answer"]
    model: Any = operation.response_models[200]

    answered = model.model_validate({"response": example}).model_dump(mode="json", by_alias=True)["response"]

    assert json.loads(json.dumps(answered)) == example


def test_what_is_sent_in_an_example_can_be_sent() -> None:
    example = example_of("push_facts")

    assert len(PushedFacts.model_validate(example["request"]).facts) == 2
    assert ProblemItem.model_validate(example["problem"]).errors


def test_the_description_shows_them_and_there_is_none_of_what_is_gone() -> None:
    description = api.get_openapi_schema()
    told = {
        operation["operationId"]: operation for path in description["paths"].values() for operation in path.values()
    }

    assert {path.stem for path in EXAMPLES.glob("*.json")} == set(told)
    for operation in told.values():
        assert operation["responses"][200]["content"]["application/json"]["example"]
        assert operation["summary"]
    push = told["push_facts"]
    assert push["requestBody"]["content"]["application/json"]["example"]["facts"]
    assert push["responses"][422]["content"]["application/problem+json"]["example"]
    assert push["security"] == [{"KeyOfOrganisation": []}]
    assert told["list_facts"]["security"] == [{"KeyOfOrganisation": []}, {}]
