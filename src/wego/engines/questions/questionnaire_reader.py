"""Reading a questionnaire's definition: from plain data to a sound Questionnaire, or every fault with its key path."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from wego.engines.definitions import Cursor, DefinitionFaults, require_known
from wego.engines.messages import say
from wego.engines.questions.condition_reader import read_condition, refuse_loops
from wego.engines.questions.definition import (
    Constraint,
    MatrixRow,
    Option,
    Question,
    QuestionnaireDefinition,
    Section,
    Texts,
)
from wego.engines.questions.kinds import SPECIAL_ANSWERS, UNANSWERED_KINDS, Kind
from wego.engines.questions.value_reader import Scope, read_value
from wego.engines.questions.values import ValueType, type_of

DEFAULT_LANGUAGES = ("en", "ko", "zh-hans")
MOST_DECIMALS = 6
INDICATOR_PARTS = ("value", "period")

MOST_ROWS, ROWS_UNLESS_SAID = 200, 20
# What the page that asks calls its own fields.
RESERVED_CODES = ("asked", "offered", "revision", "csrfmiddlewaretoken")

REQUIRED_KEYS = ("code", "kind", "text", "why")
OPTIONAL_KEYS = ("hint", "evidence", "required", "allow", "show_if", "indicator", "indicator_part", "replaces")
# Kinds of which less can be said, since nobody answers them.
SPARE_KEYS: dict[Kind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Kind.NOTE: (("code", "kind", "text"), ("show_if",)),
    Kind.CALCULATED: (REQUIRED_KEYS, ("hint", "show_if", "indicator", "indicator_part")),
}
# An indicator takes one value; what has several parts gives it none.
SPARE_KEYS |= dict.fromkeys(
    (Kind.RANKING, Kind.MATRIX, Kind.REPEAT),
    (REQUIRED_KEYS, tuple(key for key in OPTIONAL_KEYS if not key.startswith("indicator"))),
)
KIND_KEYS: dict[Kind, tuple[tuple[str, ...], tuple[str, ...]]] = {  # kind -> (required, optional) keys of its own
    Kind.SINGLE: (("options",), ()),
    Kind.MULTIPLE: (("options",), ()),
    Kind.SCALE: (("scale",), ("option_texts",)),
    Kind.NUMBER: (("unit",), ("minimum", "maximum", "decimals", "constraints", "message")),
    Kind.YES_NO: ((), ()),
    Kind.TEXT: ((), ("max_length", "message")),
    Kind.DATE: ((), ("earliest", "latest", "constraints", "message")),
    Kind.FILE: ((), ("accept",)),
    Kind.RANKING: (("options",), ("ranks",)),
    Kind.MATRIX: (("rows",), ("options", "scale", "option_texts")),
    Kind.REPEAT: (("questions",), ("minimum_rows", "maximum_rows")),
    Kind.CALCULATED: (("value",), ("unit", "decimals")),
    Kind.NOTE: ((), ()),
}
# What a row of a repeated group may ask; rows in rows, files and evidence have no place on its page.
ROW_KINDS = (Kind.SINGLE, Kind.MULTIPLE, Kind.SCALE, Kind.NUMBER, Kind.YES_NO, Kind.TEXT, Kind.DATE, Kind.CALCULATED)
WITHOUT_DEFAULT_SPECIALS = (Kind.REPEAT, Kind.MATRIX, Kind.RANKING)  # "don't know" only where the question says so
NOT_IN_ROWS = ("evidence", "constraints", "indicator", "indicator_part", "message", "replaces")


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
    note = _texts_or_none(top.at("note"), languages) if top.has("note") else {}
    scales = {
        code: _read_options(cursor, languages, ordered=True, exclusive=False)
        for code, cursor in (top.at("scales").named_entries() if top.has("scales") else [])
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
        scales=scales,
    )
    if top.faults:
        raise DefinitionFaults(top.faults)
    return _linked(questionnaire, cursors, top)


def _read_sections(cursor: Cursor, around: _Surroundings, cursors: dict[str, Cursor]) -> tuple[Section, ...]:
    sections: list[Section] = []
    for item in cursor.items():
        if not item.is_mapping(required=("code", "title", "questions"), optional=("intro",)):
            continue
        code = item.at("code").question_code() if item.has("code") else ""
        if code and any(section.code == code for section in sections):
            item.at("code").fault(
                "duplicate", say("the section %(code)r appears twice", code=code), "give each its own code"
            )
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
                "duplicate",
                say("the question %(question)r appears twice", question=question.code),
                "give each question its own code",
            )
        elif question.code:
            cursors[question.code] = item
        _place_rows(item, question, cursors)
        questions.append(question)
    if cursor.value == []:
        cursor.fault("empty_section", "the section has no questions", "add a question or remove the section")
    return tuple(questions)


def _place_rows(item: Cursor, question: Question, cursors: dict[str, Cursor]) -> None:
    """Where the questions of a repeated group stand; their codes are their own in the whole file."""
    if question.kind is not Kind.REPEAT or not item.has("questions"):
        return
    for inner in item.at("questions").items():
        code = inner.at("code").value
        if not isinstance(code, str):
            continue
        if code in cursors:
            inner.at("code").fault(
                "duplicate", say("the question %(code)r appears twice", code=code), "give each its own code"
            )
        else:
            cursors[code] = inner


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
    required, optional = SPARE_KEYS.get(kind, (REQUIRED_KEYS, OPTIONAL_KEYS))
    cursor.is_mapping(required=(*required, *own_required), optional=(*optional, *own_optional))
    text = cursor.at("text").texts(around.languages) if cursor.has("text") else {}
    why, hint, evidence, message = (
        _texts_or_none(cursor.at(key), around.languages) if cursor.has(key) else {}
        for key in ("why", "hint", "evidence", "message")
    )
    if cursor.has("indicator_part") and not cursor.has("indicator"):
        cursor.at("indicator_part").fault("no_indicator", "a part of no indicator", "name the indicator")
    default = () if kind in UNANSWERED_KINDS or kind in WITHOUT_DEFAULT_SPECIALS else around.allowed_specials
    question = Question(
        code=_read_code(cursor.at("code")) if cursor.has("code") else "",
        kind=kind,
        text=text,
        why=why,
        evidence=evidence,
        section=section,
        is_required=cursor.at("required").flag() if cursor.has("required") else False,
        allowed_specials=_read_specials(cursor.at("allow"), default),
        indicator=cursor.at("indicator").string() if cursor.has("indicator") else None,
        indicator_part=cursor.at("indicator_part").one_of(INDICATOR_PARTS) if cursor.has("indicator_part") else "value",
        replaces=(cursor.at("replaces").question_code() or None) if cursor.has("replaces") else None,
        hint=hint,
        message=message,
    )
    return _with_own_keys(cursor, question, around)


def _read_code(cursor: Cursor) -> str:
    code = cursor.question_code()
    if code in RESERVED_CODES:
        cursor.fault(
            "reserved", say("%(code)r is a name of the page's own", code=code), "give the question another code"
        )
    return code


def _texts_or_none(cursor: Cursor, languages: Collection[str]) -> Texts:
    """A text in every language; `{}` says that there is none."""
    return {} if cursor.value == {} else cursor.texts(languages)


def _with_own_keys(cursor: Cursor, question: Question, around: _Surroundings) -> Question:
    """The question with what only its kind has."""
    languages = around.languages
    match question.kind:
        case Kind.SINGLE | Kind.MULTIPLE | Kind.RANKING if cursor.has("options"):
            is_multiple, is_single = question.kind is Kind.MULTIPLE, question.kind is Kind.SINGLE
            options = _read_options(
                cursor.at("options"), languages, ordered=False, exclusive=is_multiple, valued=is_single or is_multiple
            )
            ranks = cursor.at("ranks").whole(minimum=1) if cursor.has("ranks") else None
            if ranks is not None and ranks > len(options):
                cursor.at("ranks").fault(
                    "too_many_ranks",
                    say("%(ranks)s ranks for %(options)s options", ranks=ranks, options=len(options)),
                    "give fewer",
                )
            return replace(question, options=options, ranks=None if ranks == len(options) else ranks)
        case Kind.SCALE if cursor.has("scale"):
            return _with_scale(cursor, question, around)
        case Kind.NUMBER:
            return _with_number_limits(cursor, question, languages)
        case Kind.DATE:
            return _with_date_limits(cursor, question)
        case Kind.TEXT if cursor.has("max_length"):
            return replace(question, max_length=cursor.at("max_length").whole(minimum=1) or question.max_length)
        case Kind.FILE if cursor.has("accept"):
            return replace(question, accept=tuple(item.code() for item in cursor.at("accept").items()))
        case Kind.MATRIX:
            return _with_matrix(cursor, question, around)
        case Kind.REPEAT:
            return _with_rows(cursor, question, around)
        case Kind.CALCULATED:
            unit = _read_unit(cursor.at("unit"), languages) if cursor.has("unit") else {}
            return replace(question, unit=unit, decimals=_read_decimals(cursor))
    return question


def _with_matrix(cursor: Cursor, question: Question, around: _Surroundings) -> Question:
    rows: list[MatrixRow] = []
    for item in cursor.at("rows").items() if cursor.has("rows") else []:
        if not item.is_mapping(required=("code", "text")):
            continue
        code = item.at("code").question_code() if item.has("code") else ""
        if code and any(row.code == code for row in rows):
            item.at("code").fault(
                "duplicate", say("the row %(code)r appears twice", code=code), "give each its own code"
            )
        rows.append(MatrixRow(code, item.at("text").texts(around.languages) if item.has("text") else {}))
    if cursor.at("rows").value == []:
        cursor.at("rows").fault("empty", "the matrix has no rows", "give at least one")
    if cursor.has("options") == cursor.has("scale"):
        cursor.fault("options_or_scale", "a matrix has either options or a scale", "give one of the two")
        return replace(question, rows=tuple(rows))
    if cursor.has("scale"):
        return replace(_with_scale(cursor, question, around), rows=tuple(rows))
    if cursor.has("option_texts"):
        cursor.at("option_texts").fault("unknown_key", "there is no scale to put words to", "write them at the options")
    options = _read_options(cursor.at("options"), around.languages, ordered=False, exclusive=False)
    return replace(question, rows=tuple(rows), options=options)


def _with_rows(cursor: Cursor, question: Question, around: _Surroundings) -> Question:
    """A repeated group with its questions; what they name is read later."""
    found: list[Question] = []
    inner_around = replace(around, allowed_specials=())
    for item in cursor.at("questions").items() if cursor.has("questions") else []:
        one = _read_question(item, question.section, inner_around)
        if one is None:
            continue
        if one.kind not in ROW_KINDS:
            kinds = ", ".join(ROW_KINDS)
            item.at("kind").fault(
                "not_in_rows",
                say("a %(kind)s cannot stand in a repeated group", kind=one.kind),
                say("use %(kinds)s", kinds=kinds),
            )
        for key in NOT_IN_ROWS:
            if item.has(key):
                item.at(key).fault("not_in_rows", say("%(key)r has no place in a repeated group", key=key), "remove it")
        if one.allowed_specials:
            item.at("allow").fault("not_in_rows", "'allow' has no place in a repeated group", "remove it")
        found.append(replace(one, repeat=question.code))
    if cursor.at("questions").value == []:
        cursor.at("questions").fault("empty", "the repeated group has no questions", "give at least one")
    least = cursor.at("minimum_rows").whole() if cursor.has("minimum_rows") else 0
    most = cursor.at("maximum_rows").whole(minimum=1) if cursor.has("maximum_rows") else None
    if most is not None and most > MOST_ROWS:
        cursor.at("maximum_rows").fault(
            "too_many_rows", say("%(most)s rows", most=most), say("give at most %(most)s", most=MOST_ROWS)
        )
    most = most or max(ROWS_UNLESS_SAID, least or 0)
    if least is not None and least > most:
        cursor.at("maximum_rows").fault(
            "empty_range", say("from %(least)s to %(most)s rows", least=least, most=most), "exchange the two"
        )
    return replace(question, questions=tuple(found), minimum_rows=least or 0, maximum_rows=most)


def _read_specials(cursor: Cursor, default: tuple[str, ...]) -> tuple[str, ...]:
    if cursor.value is None:
        return default
    return tuple(found for item in cursor.items() if (found := item.one_of(SPECIAL_ANSWERS)))


def _read_options(
    cursor: Cursor, languages: Collection[str], *, ordered: bool, exclusive: bool, valued: bool = True
) -> tuple[Option, ...]:
    """A list of at least two options. Values, where there are any, stand at every option and rise from one to the
    next; `ordered` lists (scales) must have them."""
    options: list[Option] = []
    required = ("code", "text", "value") if ordered else ("code", "text")
    optional = ("exclusive",) if exclusive else () if ordered or not valued else ("value",)
    for item in cursor.items():
        if not item.is_mapping(required=required, optional=optional):
            continue
        code = item.at("code").option_code() if item.has("code") else ""
        if code in SPECIAL_ANSWERS:
            item.at("code").fault(
                "reserved", say("%(code)r is a reserved answer", code=code), "list it under 'allow' instead"
            )
        if code and any(option.code == code for option in options):
            item.at("code").fault(
                "duplicate", say("the option %(code)r appears twice", code=code), "give each its own code"
            )
        text = item.at("text").texts(languages) if item.has("text") else {}
        value = item.at("value").number() if item.has("value") else None
        previous = options[-1].value if options else None
        if value is not None and previous is not None and value <= previous:
            item.at("value").fault(
                "not_ordered",
                say("the value %(value)s does not follow %(previous)s", value=value, previous=previous),
                "let values rise down the list",
            )
        is_exclusive = item.at("exclusive").flag() if item.has("exclusive") else False
        options.append(Option(code, text, value, is_exclusive))
    if not ordered and len({option.value is None for option in options}) > 1:
        cursor.fault("partly_valued", "some options have a value and some have none", "give all a value, or none")
    if isinstance(cursor.value, list) and len(cursor.value) < 2:
        cursor.fault("too_few_options", "there are fewer than two options", "give at least two")
    return tuple(options)


def _with_scale(cursor: Cursor, question: Question, around: _Surroundings) -> Question:
    """The question with the options of its scale, and its own words where `option_texts` gives some."""
    name = cursor.at("scale").question_code()
    if not name or not require_known(cursor.at("scale"), name, around.scales, "scale"):
        return question
    options = {option.code: option for option in around.scales[name]}
    own = {}
    given = cursor.at("option_texts")
    if cursor.has("option_texts") and not isinstance(given.value, Mapping):
        given.entries()
    for code in given.value if isinstance(given.value, Mapping) else ():
        words = given.at(code).texts(around.languages)
        if code in options:
            options[code] = replace(options[code], text=words)
            own[code] = words
        else:
            known = ", ".join(options)
            given.at(code).fault(
                "unknown_option",
                say("the scale %(name)r has no option %(code)r", name=name, code=code),
                say("its options are %(known)s", known=known),
            )
    return replace(question, options=tuple(options.values()), scale=name, option_texts=own)


def _with_number_limits(cursor: Cursor, question: Question, languages: Collection[str]) -> Question:
    minimum = cursor.at("minimum").number() if cursor.has("minimum") else None
    maximum = cursor.at("maximum").number() if cursor.has("maximum") else None
    if minimum is not None and maximum is not None and minimum > maximum:
        cursor.at("maximum").fault(
            "empty_range",
            say("no number is from %(minimum)s to %(maximum)s", minimum=minimum, maximum=maximum),
            "exchange the two",
        )
    unit = _read_unit(cursor.at("unit"), languages) if cursor.has("unit") else None
    return replace(question, unit=unit, minimum=minimum, maximum=maximum, decimals=_read_decimals(cursor))


def _read_decimals(cursor: Cursor) -> int:
    decimals = cursor.at("decimals").whole() if cursor.has("decimals") else 0
    if decimals is not None and decimals > MOST_DECIMALS:
        cursor.at("decimals").fault(
            "too_many_decimals",
            say("%(decimals)s decimals", decimals=decimals),
            say("give at most %(most)s", most=MOST_DECIMALS),
        )
    return decimals or 0


def _read_unit(cursor: Cursor, languages: Collection[str]) -> Texts:
    """A unit in every language, or one symbol for all (%, km²), or none (`{}`)."""
    if cursor.value == {}:
        return {}
    if isinstance(cursor.value, str):
        return dict.fromkeys(languages, cursor.string())
    return cursor.texts(languages)


def _with_date_limits(cursor: Cursor, question: Question) -> Question:
    earliest = cursor.at("earliest").day() if cursor.has("earliest") else None
    latest = cursor.at("latest").day() if cursor.has("latest") else None
    if earliest and latest and earliest > latest:
        cursor.at("latest").fault(
            "empty_range",
            say("no day is from %(earliest)s to %(latest)s", earliest=earliest, latest=latest),
            "exchange the two",
        )
    return replace(question, earliest=earliest, latest=latest)


def _linked(
    questionnaire: QuestionnaireDefinition, cursors: Mapping[str, Cursor], top: Cursor
) -> QuestionnaireDefinition:
    """The questionnaire with the conditions and constraints between its questions."""
    types: dict[str, ValueType] = {}
    scope = Scope(questionnaire.question_by_code, questionnaire.row_question_by_code, types)
    sections = []
    for section in questionnaire.sections:
        questions = [_linked_question(question, cursors, scope, types) for question in section.questions]
        sections.append(replace(section, questions=tuple(questions)))
    linked = replace(questionnaire, sections=tuple(sections))
    refuse_loops(linked.questions, cursors)
    _refuse_replaced(linked, cursors)
    if top.faults:
        raise DefinitionFaults(top.faults)
    return linked


def _refuse_replaced(questionnaire: QuestionnaireDefinition, cursors: Mapping[str, Cursor]) -> None:
    """What is asked here under its own code is replaced by nothing."""
    for question in questionnaire.questions:
        if question.replaces in cursors:
            message = say("the question %(replaces)r is still asked here", replaces=question.replaces)
            cursors[question.code].at("replaces").fault("still_asked", message, "name one that is asked no more")


def _linked_question(
    question: Question, cursors: Mapping[str, Cursor], scope: Scope, types: dict[str, ValueType]
) -> Question:
    cursor = cursors[question.code]
    condition = read_condition(cursor.at("show_if"), scope) if cursor.has("show_if") else None
    value = read_value(cursor.at("value"), scope) if question.kind is Kind.CALCULATED else None
    if value is not None:
        types[question.code] = type_of(value)
    inner_scope = scope.within(question)
    inner = [_linked_question(one, cursors, inner_scope, types) for one in question.questions]
    constraints = _read_constraints(cursor, question, scope.known)
    return replace(question, show_if=condition, value=value, questions=tuple(inner), constraints=constraints)


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
            other = end.question_code()
            if not other or not require_known(end, other, known, "question"):
                continue
            if other == question.code:
                end.fault("own_limit", "a question cannot limit itself", "use minimum, maximum, earliest or latest")
            elif known[other].kind is not question.kind:
                end.fault(
                    "different_kinds",
                    say(
                        "%(question)r is a %(kind)s, %(other)r a %(kind_2)s",
                        question=question.code,
                        kind=question.kind,
                        other=other,
                        kind_2=known[other].kind,
                    ),
                    "compare numbers with numbers and dates with dates",
                )
            else:
                constraints.append(Constraint(relation, other))
    return tuple(constraints)
