"""What each refusal of an answer says in English; pages in other languages translate the same codes."""

from __future__ import annotations

from collections.abc import Mapping

# code -> sentence; the names in braces are the parameters that come with the code
MESSAGES: dict[str, str] = {
    "question.unknown": "There is no question {question}.",
    "answer.dont_know_not_offered": "“Don't know” is not offered for this question.",
    "answer.not_applicable_not_offered": "“Not applicable” is not offered for this question.",
    "choice.unknown": "{value} is not one of the options; choose one of {options}.",
    "multiple.not_a_list": "Give a list of options.",
    "multiple.exclusive": "The option {option} excludes all others.",
    "number.not_a_number": "{value} is not a number.",
    "number.too_many_decimals": "Give at most {decimals} decimal places.",
    "number.below_minimum": "The number must be {minimum} or more.",
    "number.above_maximum": "The number must be {maximum} or less.",
    "yes_no.not_yes_or_no": "Answer yes or no.",
    "text.not_text": "Give text.",
    "text.too_long": "The text is {length} characters long; at most {maximum} are kept.",
    "text.control_character": "The text contains a character that cannot be stored.",
    "date.not_a_date": "{value} is not a date; write it as 2024-12-31.",
    "date.before_earliest": "The date must not be before {earliest}.",
    "date.after_latest": "The date must not be after {latest}.",
    "file.not_a_reference": "This is not a reference to an uploaded file.",
    "constraint.not_above": "{value} is above {limit}, the answer to {other}.",
    "constraint.not_below": "{value} is below {limit}, the answer to {other}.",
}


def english(code: str, params: Mapping[str, object]) -> str:
    """The English sentence for a refusal."""
    shown = {key: ", ".join(value) if isinstance(value, list) else value for key, value in params.items()}
    return MESSAGES[code].format(**shown)
