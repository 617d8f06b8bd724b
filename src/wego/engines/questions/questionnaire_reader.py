"""Reading a questionnaire's definition: from plain data to a sound Questionnaire, or every fault with its key path."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from wego.engines.definitions import Cursor, DefinitionFaults, require_known
from wego.engines.questions.condition_reader import read_condition, refuse_loops
from wego.engines.questions.definition import Constraint, Option, Question, QuestionnaireDefinition, Section, Texts
from wego.engines.questions.kinds import SPECIAL_ANSWERS, Kind

DEFAULT_LANGUAGES = ("en", "ko", "zh-hans")
MOST_DECIMALS = 6
INDICATOR_PARTS = ("value", "period")

REQUIRED_KEYS = ("code", "kind", "text", "why")
OPTIONAL_KEYS = ("evidence", "required", "allow", "show_if", "indicator", "indicator_part")
KIND_KEYS: dict[Kind, tuple[tuple[str, ...], tuple[str, ...]]] = {  # kind -> (required, optional) keys of its own
    Kind.SINGLE: (("options",), ()),
    Kind.MULTIPLE: (("options",), ()),
    Kind.SCALE: (("scale",), ("option_texts",)),
    Kind.NUMBER: (("unit",), ("minimum", "maximum", "decimals", "constraints")),
    Kind.YES_NO: ((), ()),
    Kind.TEXT: ((), ("max_length",)),
    Kind.DATE: ((), ("earliest", "latest", "constraints")),
    Kind.FILE: ((), ("accept",)),
}


@dataclass(frozen=True)
class _Surroundings:
    """What questions of one file share."""

    languages: tuple[str, ...]
    scales: Mapping[str, tuple[Option, ...]]
    allowed_specials: tuple[str, ...]


def read_questionnaire(data: object) -> QuestionnaireDefinition:
    """The questionnaire that plain data (as YAML gives it) describes; docs/reference/questionnaire-format.md tells how.

    Raises DefinitionFaults with every fault and its key path. Faults of single keys come first; faults between
    questions (unknown, loops) are looked for only once each question is sound by itself, so that one slip is not
    reported twice.
    """
    top = Cursor(data)
    if not top.is_mapping(
        required=("code", "version", "title", "note", "sections"), optional=("languages", "scales", "allow")
    ):
        raise DefinitionFaults(top.faults)
    languages = top.at("languages").languages(DEFAULT_LANGUAGES)
    if any(fault.path[:1] == ("languages",) for fault in top.faults):
        raise DefinitionFaults(top.faults)  # every text would be faulted for a language that is only misspelt
    title = top.at("title").texts(languages) if top.has("title") else {}
    note = top.at("note").texts(languages) if top.has("note") else {}
    scales = {
        code: _read_options(cursor, languages, ordered=True, exclusive=False)
        for code, cursor in (top.at("scales").entries() if top.has("scales") else [])
    }
    around = _Surroundings(languages, scales, _read_specials(top.at("allow"), ()))
    cursors: dict[str, Cursor] = {}
    sections = _read_sections(top.at("sections"), around, cursors)
    questionnaire = QuestionnaireDefinition(
        code=top.at("code").code() if top.has("code") else "",
        version=top.at("version").string() if top.has("version") else "",
        languages=languages,
        title=title,
        note=note,
        sections=sections,
    )
    if top.faults:
        raise DefinitionFaults(top.faults)
    return _linked(questionnaire, cursors, top)


def _read_sections(cursor: Cursor, around: _Surroundings, cursors: dict[str, Cursor]) -> tuple[Section, ...]:
    sections: list[Section] = []
    for item in cursor.items():
        if not item.is_mapping(required=("code", "title", "questions"), optional=("intro",)):
            continue
        code = item.at("code").code() if item.has("code") else ""
        if code and any(section.code == code for section in sections):
            item.at("code").fault("duplicate", f"the section {code!r} appears twice", "give each its own code")
        questions = _read_questions(item.at("questions"), code, around, cursors) if item.has("questions") else ()
        title = item.at("title").texts(around.languages) if item.has("title") else {}
        intro = item.at("intro").texts(around.languages) if item.has("intro") else None
        sections.append(Section(code, title, intro, questions))
    if cursor.value == []:
        cursor.fault("empty", "there is no section", "add a section with questions")
    return tuple(sections)


def _read_questions(
    cursor: Cursor, section: str, around: _Surroundings, cursors: dict[str, Cursor]
) -> tuple[Question, ...]:
    questions = []
    for item in cursor.items():
        question = _read_question(item, section, around)
        if question is None:
            continue
        if question.code in cursors:
            item.at("code").fault(
                "duplicate", f"the question {question.code!r} appears twice", "give each question its own code"
            )
        elif question.code:
            cursors[question.code] = item
        questions.append(question)
    if cursor.value == []:
        cursor.fault("empty_section", "the section has no questions", "add a question or remove the section")
    return tuple(questions)


def _read_question(cursor: Cursor, section: str, around: _Surroundings) -> Question | None:
    """One question by itself; what points to other questions is read later."""
    if not isinstance(cursor.value, Mapping) or not cursor.has("kind"):
        cursor.is_mapping(required=REQUIRED_KEYS, optional=OPTIONAL_KEYS)
        return None
    name = cursor.at("kind").one_of([kind.value for kind in Kind])
    if not name:
        return None
    kind = Kind(name)
    own_required, own_optional = KIND_KEYS[kind]
    cursor.is_mapping(required=(*REQUIRED_KEYS, *own_required), optional=(*OPTIONAL_KEYS, *own_optional))
    text, why, evidence = (
        cursor.at(key).texts(around.languages) if cursor.has(key) else {} for key in ("text", "why", "evidence")
    )
    if cursor.has("indicator_part") and not cursor.has("indicator"):
        cursor.at("indicator_part").fault("no_indicator", "a part of no indicator", "name the indicator")
    question = Question(
        code=cursor.at("code").code() if cursor.has("code") else "",
        kind=kind,
        text=text,
        why=why,
        evidence=evidence,
        section=section,
        is_required=cursor.at("required").flag() if cursor.has("required") else False,
        allowed_specials=_read_specials(cursor.at("allow"), around.allowed_specials),
        indicator=cursor.at("indicator").string() if cursor.has("indicator") else None,
        indicator_part=cursor.at("indicator_part").one_of(INDICATOR_PARTS) if cursor.has("indicator_part") else "value",
    )
    match kind:
        case Kind.SINGLE | Kind.MULTIPLE if cursor.has("options"):
            is_multiple = kind is Kind.MULTIPLE
            options = _read_options(cursor.at("options"), around.languages, ordered=False, exclusive=is_multiple)
            return replace(question, options=options)
        case Kind.SCALE if cursor.has("scale"):
            return replace(question, options=_read_scale(cursor, around))
        case Kind.NUMBER:
            return _with_number_limits(cursor, question, around.languages)
        case Kind.DATE:
            return _with_date_limits(cursor, question)
        case Kind.TEXT if cursor.has("max_length"):
            return replace(question, max_length=cursor.at("max_length").whole(minimum=1) or question.max_length)
        case Kind.FILE if cursor.has("accept"):
            return replace(question, accept=tuple(item.code() for item in cursor.at("accept").items()))
    return question


def _read_specials(cursor: Cursor, default: tuple[str, ...]) -> tuple[str, ...]:
    if cursor.value is None:
        return default
    return tuple(found for item in cursor.items() if (found := item.one_of(SPECIAL_ANSWERS)))


def _read_options(cursor: Cursor, languages: Collection[str], *, ordered: bool, exclusive: bool) -> tuple[Option, ...]:
    """A list of at least two options. Values, where there are any, stand at every option and rise from one to the
    next; `ordered` lists (scales) must have them."""
    options: list[Option] = []
    required = ("code", "text", "value") if ordered else ("code", "text")
    optional = ("exclusive",) if exclusive else () if ordered else ("value",)
    for item in cursor.items():
        if not item.is_mapping(required=required, optional=optional):
            continue
        code = item.at("code").code() if item.has("code") else ""
        if code in SPECIAL_ANSWERS:
            item.at("code").fault("reserved", f"{code!r} is a reserved answer", "list it under 'allow' instead")
        if code and any(option.code == code for option in options):
            item.at("code").fault("duplicate", f"the option {code!r} appears twice", "give each its own code")
        text = item.at("text").texts(languages) if item.has("text") else {}
        value = item.at("value").number() if item.has("value") else None
        previous = options[-1].value if options else None
        if value is not None and previous is not None and value <= previous:
            item.at("value").fault(
                "not_ordered", f"the value {value} does not follow {previous}", "let values rise down the list"
            )
        is_exclusive = item.at("exclusive").flag() if item.has("exclusive") else False
        options.append(Option(code, text, value, is_exclusive))
    if not ordered and len({option.value is None for option in options}) > 1:
        cursor.fault("partly_valued", "some options have a value and some have none", "give all a value, or none")
    if isinstance(cursor.value, list) and len(cursor.value) < 2:
        cursor.fault("too_few_options", "there are fewer than two options", "give at least two")
    return tuple(options)


def _read_scale(cursor: Cursor, around: _Surroundings) -> tuple[Option, ...]:
    """The options of a scale question, with the question's own words where `option_texts` gives some."""
    name = cursor.at("scale").code()
    if not name or not require_known(cursor.at("scale"), name, around.scales, "scale"):
        return ()
    options = {option.code: option for option in around.scales[name]}
    for code, text in cursor.at("option_texts").entries() if cursor.has("option_texts") else []:
        own = text.texts(around.languages)
        if code in options:
            options[code] = replace(options[code], text=own)
        else:
            known = ", ".join(options)
            text.fault("unknown_option", f"the scale {name!r} has no option {code!r}", f"its options are {known}")
    return tuple(options.values())


def _with_number_limits(cursor: Cursor, question: Question, languages: Collection[str]) -> Question:
    minimum = cursor.at("minimum").number() if cursor.has("minimum") else None
    maximum = cursor.at("maximum").number() if cursor.has("maximum") else None
    if minimum is not None and maximum is not None and minimum > maximum:
        cursor.at("maximum").fault("empty_range", f"no number is from {minimum} to {maximum}", "exchange the two")
    decimals = cursor.at("decimals").whole() if cursor.has("decimals") else 0
    if decimals is not None and decimals > MOST_DECIMALS:
        cursor.at("decimals").fault("too_many_decimals", f"{decimals} decimals", f"give at most {MOST_DECIMALS}")
    unit = _read_unit(cursor.at("unit"), languages) if cursor.has("unit") else None
    return replace(question, unit=unit, minimum=minimum, maximum=maximum, decimals=decimals or 0)


def _read_unit(cursor: Cursor, languages: Collection[str]) -> Texts:
    """A unit in every language, or one symbol for all (%, km²)."""
    if isinstance(cursor.value, str):
        return dict.fromkeys(languages, cursor.string())
    return cursor.texts(languages)


def _with_date_limits(cursor: Cursor, question: Question) -> Question:
    earliest = _read_date(cursor.at("earliest")) if cursor.has("earliest") else None
    latest = _read_date(cursor.at("latest")) if cursor.has("latest") else None
    if earliest and latest and earliest > latest:
        cursor.at("latest").fault("empty_range", f"no day is from {earliest} to {latest}", "exchange the two")
    return replace(question, earliest=earliest, latest=latest)


def _read_date(cursor: Cursor) -> date | None:
    value = cursor.value
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    cursor.fault("not_a_date", f"{cursor.value!r} is not a date", "write it as 2024-12-31")
    return None


def _linked(
    questionnaire: QuestionnaireDefinition, cursors: Mapping[str, Cursor], top: Cursor
) -> QuestionnaireDefinition:
    """The questionnaire with the conditions and constraints between its questions."""
    known = questionnaire.question_by_code
    sections = []
    for section in questionnaire.sections:
        questions = []
        for question in section.questions:
            cursor = cursors[question.code]
            condition = read_condition(cursor.at("show_if"), known) if cursor.has("show_if") else None
            constraints = _read_constraints(cursor, question, known)
            questions.append(replace(question, show_if=condition, constraints=constraints))
        sections.append(replace(section, questions=tuple(questions)))
    linked = replace(questionnaire, sections=tuple(sections))
    refuse_loops(linked.questions, cursors)
    if top.faults:
        raise DefinitionFaults(top.faults)
    return linked


def _read_constraints(cursor: Cursor, question: Question, known: Mapping[str, Question]) -> tuple[Constraint, ...]:
    constraints = []
    for item in cursor.at("constraints").items() if cursor.has("constraints") else []:
        if not item.is_mapping(required=(), optional=("not_above", "not_below")):
            continue
        if not item.value:
            item.fault("empty", "the constraint is empty", "give not_above or not_below with a question's code")
        for relation in ("not_above", "not_below"):
            if not item.has(relation):
                continue
            end = item.at(relation)
            other = end.code()
            if not other or not require_known(end, other, known, "question"):
                continue
            if other == question.code:
                end.fault("own_limit", "a question cannot limit itself", "use minimum, maximum, earliest or latest")
            elif known[other].kind is not question.kind:
                end.fault(
                    "different_kinds",
                    f"{question.code!r} is a {question.kind}, {other!r} a {known[other].kind}",
                    "compare numbers with numbers and dates with dates",
                )
            else:
                constraints.append(Constraint(relation, other))
    return tuple(constraints)
