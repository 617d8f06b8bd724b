"""What each refusal of an answer says in English."""

from __future__ import annotations

# code -> sentence; the names in brackets are the facts that come with the code
MESSAGES: dict[str, str] = {
    "question.unknown": "There is no question %(question)s.",
    "answer.dont_know_not_offered": "“Don't know” is not offered for this question.",
    "answer.not_applicable_not_offered": "“Not applicable” is not offered for this question.",
    "choice.unknown": "%(value)s is not one of the options; choose one of %(options)s.",
    "multiple.not_a_list": "Enter a list of options.",
    "multiple.exclusive": "The option %(option)s excludes all others.",
    "number.not_a_number": "%(value)s is not a number.",
    "number.too_many_decimals": "Enter at most %(decimals)s decimal places.",
    "number.below_minimum": "The number must be %(minimum)s or more.",
    "number.above_maximum": "The number must be %(maximum)s or less.",
    "yes_no.not_yes_or_no": "Answer yes or no.",
    "text.not_text": "Enter text.",
    "text.too_long": "The text is %(length)s characters long; at most %(maximum)s are kept.",
    "text.control_character": "The text contains a character that cannot be stored.",
    "date.not_a_date": "%(value)s is not a date; write it as 2024-12-31.",
    "date.before_earliest": "The date cannot be before %(earliest)s.",
    "date.after_latest": "The date cannot be after %(latest)s.",
    "file.not_a_reference": "This is not a reference to an uploaded file.",
    "question.not_asked": "This is worked out or only said; it takes no answer.",
    "ranking.twice": "%(option)s has two ranks; give each option one.",
    "ranking.count": "%(count)s options are ranked; rank %(wanted)s.",
    "matrix.not_rows": "Enter one option for each row.",
    "matrix.unknown_row": "There is no row %(value)s.",
    "repeat.not_rows": "Enter a list of rows.",
    "repeat.unknown_question": "There is no question %(value)s in row %(row)s.",
    "repeat.in_row": "Row %(row)s, %(inner)s: %(said)s",
    "repeat.too_many": "There are %(count)s rows; at most %(maximum)s are kept.",
    "constraint.not_above": "%(value)s is above %(limit)s, the answer to %(other)s.",
    "constraint.not_below": "%(value)s is below %(limit)s, the answer to %(other)s.",
}
