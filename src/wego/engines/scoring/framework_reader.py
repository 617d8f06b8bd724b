"""Reading a framework's definition over its questionnaire, or refusing it with every fault at its key path."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from wego.engines.definitions import Cursor, DefinitionFaults, require_known
from wego.engines.scoring.bands import BENCHMARK_BANDS, PointBand
from wego.engines.scoring.framework import (
    Advice,
    Aspect,
    FrameworkDefinition,
    Gate,
    Group,
    QuestionnaireLike,
    ScoredDimension,
    Stage,
)
from wego.engines.scoring.item_reader import read_others
from wego.engines.scoring.items import Item
from wego.engines.scoring.ladder_reader import read_ladder
from wego.engines.scoring.range_reader import RangeEdge
from wego.engines.scoring.rules import RULES, ScoringRule

DEFAULT_LANGUAGES = ("en", "ko", "zh-hans")
DEFAULT_STEPS = 3

REQUIRED_KEYS = ("code", "version", "questionnaire", "rule", "title", "dimensions", "stages")
OPTIONAL_KEYS = ("languages", "note", "minimum_answered", "groups", "aspects", "bands", "gates", "next_steps")


def questionnaire_of(data: object) -> str:
    """The code of the questionnaire whose answers a framework's definition scores."""
    top = Cursor(data)
    if not top.has("questionnaire"):
        top.is_mapping(required=("questionnaire",), optional=(*REQUIRED_KEYS, *OPTIONAL_KEYS))
        raise DefinitionFaults(top.faults)
    code = top.at("questionnaire").code()
    if not code:
        raise DefinitionFaults(top.faults)
    return code


def read_framework(data: object, questionnaire: QuestionnaireLike) -> FrameworkDefinition:
    """The framework that a definition describes, over its questionnaire (`questionnaire_of(data)` names it). Raises
    DefinitionFaults with every fault and its key path. docs/reference/questionnaire-format.md describes the format."""
    top = Cursor(data)
    if not top.is_mapping(required=REQUIRED_KEYS, optional=OPTIONAL_KEYS):
        raise DefinitionFaults(top.faults)
    languages = top.at("languages").languages(DEFAULT_LANGUAGES)
    rule_code = top.at("rule").one_of(tuple(RULES)) if top.has("rule") else ""
    if not rule_code or any(fault.path[:1] == ("languages",) for fault in top.faults):
        raise DefinitionFaults(top.faults)  # everything below is read by them
    rule = RULES[rule_code]
    named = top.at("questionnaire").code() if top.has("questionnaire") else ""
    if named and named != questionnaire.code:
        top.at("questionnaire").fault(
            "wrong_questionnaire", f"this is read over {questionnaire.code!r}, not {named!r}", "give the one it names"
        )
    bands = _read_bands(top.at("bands"), rule) if top.has("bands") else BENCHMARK_BANDS
    groups = _read_groups(top.at("groups"), languages) if top.has("groups") else ()
    aspects = _read_aspects(top.at("aspects"), languages) if top.has("aspects") else ()
    dimensions, items = (
        _read_dimensions(top.at("dimensions"), _SharedParts(rule, questionnaire, groups, aspects, bands, languages))
        if top.has("dimensions")
        else ((), ())
    )
    stages = _read_stages(top.at("stages"), rule, languages) if top.has("stages") else ()
    if rule.stage_by == "targets" and stages:
        _refuse_uneven_targets(top.at("dimensions"), items, stages)
    step_count, advice = _read_next_steps(top.at("next_steps"), rule, _options_by_kind(items, questionnaire), languages)
    framework = FrameworkDefinition(
        code=top.at("code").code() if top.has("code") else "",
        version=top.at("version").string() if top.has("version") else "",
        questionnaire=named,
        rule=rule,
        languages=languages,
        title=top.at("title").texts(languages) if top.has("title") else {},
        note=top.at("note").texts(languages) if top.has("note") else {},
        minimum_answered=_read_share(top.at("minimum_answered")) if top.has("minimum_answered") else Fraction(0),
        dimensions=dimensions,
        aspects=aspects,
        items=items,
        stages=stages,
        gates=_read_gates(top.at("gates"), stages, (dimensions, aspects), languages)
        if stages and top.has("gates")
        else (),
        step_count=step_count,
        advice=advice,
        groups=groups,
        bands=bands if rule.takes_bands else (),
    )
    if top.faults:
        raise DefinitionFaults(top.faults)
    return framework


@dataclass(frozen=True)
class _SharedParts:
    """What the dimensions of one file share."""

    rule: ScoringRule
    questionnaire: QuestionnaireLike
    groups: tuple[Group, ...]
    aspects: tuple[Aspect, ...]
    bands: tuple[PointBand, ...]
    languages: Collection[str]


def _read_bands(cursor: Cursor, rule: ScoringRule) -> tuple[PointBand, ...]:
    """Bands from 0 up, each with its points; they meet without gap or overlap."""
    if not rule.takes_bands:
        cursor.fault("not_for_this_rule", f"the rule {rule.code!r} has no bands", "remove them")
        return ()
    bands: list[PointBand] = []
    edge = RangeEdge("band")
    for entry in cursor.items():
        if not entry.is_mapping(required=("from", "points"), optional=("to",)):
            continue
        start = edge.read(entry)
        points = entry.at("points").number() if entry.has("points") else None
        if points is not None and (points < 0 or (bands and points <= bands[-1].points)):
            entry.at("points").fault("not_ordered", f"{points} points are not more than before", "let points rise")
        bands.append(PointBand(start, Fraction(points or 0)))
    edge.close()
    if not bands:
        cursor.fault("empty", "there is no band", "add a band from 0")
    elif bands[-1].points <= 0 and not cursor.faults:
        cursor.fault("no_effect", "the highest band earns nothing", "give it points above 0")
    return tuple(bands)


def _read_groups(cursor: Cursor, languages: Collection[str]) -> tuple[Group, ...]:
    groups: list[Group] = []
    for item in cursor.items():
        if item.is_mapping(required=("code", "title")):
            code = _own_code(item, [group.code for group in groups], "group")
            groups.append(Group(code, item.at("title").texts(languages) if item.has("title") else {}))
    return tuple(groups)


def _read_aspects(cursor: Cursor, languages: Collection[str]) -> tuple[Aspect, ...]:
    aspects: list[Aspect] = []
    for item in cursor.items():
        if item.is_mapping(required=("code", "title")):
            code = _own_code(item, [aspect.code for aspect in aspects], "aspect")
            aspects.append(Aspect(code, item.at("title").texts(languages) if item.has("title") else {}))
    return tuple(aspects)


def _own_code(cursor: Cursor, taken: Collection[str], noun: str) -> str:
    code = cursor.at("code").code() if cursor.has("code") else ""
    if code and code in taken:
        cursor.at("code").fault("duplicate", f"the {noun} {code!r} appears twice", "give each its own code")
    return code


def _read_dimensions(cursor: Cursor, around: _SharedParts) -> tuple[tuple[ScoredDimension, ...], tuple[Item, ...]]:
    dimensions: list[ScoredDimension] = []
    read: list[tuple[Item, Cursor]] = []
    for entry in cursor.items():
        weights = ("weight",) if around.rule.weighs_dimensions else ()
        grouped = ("group",) if around.groups else ()
        if not entry.is_mapping(required=("code", "title", *grouped, "questions"), optional=weights):
            continue
        taken = [d.code for d in dimensions] + [a.code for a in around.aspects] + [g.code for g in around.groups]
        code = _own_code(entry, taken, "dimension, aspect or group")
        title = entry.at("title").texts(around.languages) if entry.has("title") else {}
        group = (
            entry.at("group").one_of([group.code for group in around.groups]) if grouped and entry.has("group") else ""
        )
        dimensions.append(ScoredDimension(code, title, _read_weight(entry), group or None))
        listed = entry.at("questions")
        for row in listed.items() if entry.has("questions") else []:
            item = _read_item(row, code, around)
            if item and any(item.question == other.question for other, _ in read):
                row.fault("duplicate", f"the question {item.question!r} is scored twice", "leave it in one dimension")
            elif item:
                read.append((item, row))
        if listed.value == []:
            listed.fault("empty", "the dimension has no questions", "add a question or remove the dimension")
    if cursor.value == []:
        cursor.fault("empty", "there is no dimension", "add a dimension with questions")
    _refuse_scores_that_hide(read, around.questionnaire)
    return tuple(dimensions), tuple(item for item, _ in read)


def _refuse_scores_that_hide(read: list[tuple[Item, Cursor]], questionnaire: QuestionnaireLike) -> None:
    """A better answer must never lower the score. It could, if it brought up another scored question; so whether a
    scored question is asked may depend only on questions that are not scored."""
    scored = {item.question for item, _ in read}
    for item, row in read:
        for other in sorted(questionnaire.reads(item.question) & scored):
            row.fault(
                "depends_on_score",
                f"whether {item.question!r} is asked depends on {other!r}, which is scored: "
                f"a better answer there could lower the score",
                f"leave one of the two out, or let {item.question!r} depend on a question that is not scored",
            )


def _read_weight(cursor: Cursor) -> Fraction:
    number = cursor.at("weight").number() if cursor.has("weight") else None
    if number is not None and number <= 0:
        cursor.at("weight").fault("not_positive", f"the weight {number} is not above 0", "leave out what has no weight")
    return Fraction(number) if number is not None and number > 0 else Fraction(1)


def _read_item(cursor: Cursor, dimension: str, around: _SharedParts) -> Item | None:
    rule, known = around.rule, around.questionnaire.question_by_code
    if isinstance(cursor.value, str):  # short for {question: CODE}
        cursor = Cursor({"question": cursor.value}, cursor.path, cursor.faults)
    own = ("aspect",) if around.aspects else ()
    if not cursor.is_mapping(required=("question", *own, *rule.required_keys), optional=rule.optional_keys):
        return None
    code = cursor.at("question").code() if cursor.has("question") else ""
    if not code or not require_known(cursor.at("question"), code, known, "question"):
        return None
    aspect = cursor.at("aspect").one_of([aspect.code for aspect in around.aspects]) if cursor.has("aspect") else ""
    question = known[code]
    if str(question.kind) not in rule.kinds:
        fitting = ", ".join(sorted(rule.kinds))
        cursor.at("question").fault(
            "wrong_kind", f"the rule {rule.code!r} does not score {question.kind} questions", f"it scores {fitting}"
        )
        return None
    others = read_others(cursor, question, known)
    ladder = read_ladder(cursor, rule, question, around.bands)
    if ladder is None:
        return None
    return Item(
        code,
        str(question.kind),
        dimension,
        aspect or None,
        _read_weight(cursor),
        ladder,
        **others,
    )


def _read_share(cursor: Cursor) -> Fraction:
    number = cursor.number()
    if number is not None and not 0 <= number <= 1:
        cursor.fault("not_a_share", f"{number} is not from 0 to 1", "write three quarters as 0.75")
    return Fraction(number or 0)


def _read_stages(cursor: Cursor, rule: ScoringRule, languages: Collection[str]) -> tuple[Stage, ...]:
    stages: list[Stage] = []
    by_score = rule.stage_by == "score"
    edge = RangeEdge("stage", highest=Fraction(100))
    for entry in cursor.items():
        limits = ("from",) if by_score else ()
        if not entry.is_mapping(required=("code", "title", *limits, "meaning"), optional=("to",) if by_score else ()):
            continue
        code = _own_code(entry, [stage.code for stage in stages], "stage")
        start = edge.read(entry) if by_score else Fraction(0)
        title = entry.at("title").texts(languages) if entry.has("title") else {}
        meaning = entry.at("meaning").texts(languages) if entry.has("meaning") else {}
        stages.append(Stage(code, title, start, meaning))
    edge.close()
    if cursor.value == []:
        cursor.fault("empty", "there is no stage", "add a stage that begins at 0")
    return tuple(stages)


def _refuse_uneven_targets(cursor: Cursor, items: tuple[Item, ...], stages: tuple[Stage, ...]) -> None:
    """Every indicator has one target for each stage after the first."""
    needed = len(stages) - 1
    for item in items:
        if item.ladder.rungs != needed:
            cursor.fault(
                "uneven_targets",
                f"{item.question!r} has {item.ladder.rungs} thresholds, but there are {len(stages)} stages",
                f"give {needed} thresholds, one for each stage after the first",
            )


def _read_gates(
    cursor: Cursor,
    stages: tuple[Stage, ...],
    parts: tuple[tuple[ScoredDimension, ...], tuple[Aspect, ...]],
    languages: Collection[str],
) -> tuple[Gate, ...]:
    gates = []
    for entry in cursor.items():
        if not entry.is_mapping(required=("highest", "while_below", "of", "reason")):
            continue
        highest = entry.at("highest").one_of([stage.code for stage in stages]) if entry.has("highest") else ""
        if highest and highest == stages[-1].code:
            entry.at("highest").fault("no_effect", f"{highest!r} is the highest stage", "name a lower one")
        number = entry.at("while_below").number() if entry.has("while_below") else None
        if number is not None and not 0 < number <= 100:
            entry.at("while_below").fault("no_effect", f"no score is kept by {number}", "give a score up to 100")
        of, among = _read_gated_parts(entry.at("of"), parts) if entry.has("of") else ("", ())
        reason = entry.at("reason").texts(languages) if entry.has("reason") else {}
        gates.append(Gate(highest, Fraction(number or 0), of, reason, among))
    return tuple(gates)


def _read_gated_parts(
    cursor: Cursor, parts: tuple[tuple[ScoredDimension, ...], tuple[Aspect, ...]]
) -> tuple[str, tuple[str, ...]]:
    """What a gate looks at: all dimensions, all aspects, or a list of codes of one of the two."""
    dimensions, aspects = ([part.code for part in own] for own in parts)
    if not isinstance(cursor.value, list):
        of = cursor.one_of(("dimensions", "aspects"))
        if of == "aspects" and not aspects:
            cursor.fault("no_effect", "this framework has no aspects", "write dimensions")
        return of, ()
    codes = [
        code
        for item in cursor.items()
        if (code := item.code()) and require_known(item, code, [*dimensions, *aspects], "dimension")
    ]
    if not cursor.value:
        cursor.fault("empty", "the gate looks at nothing", "name a dimension, or write dimensions")
    of = "aspects" if codes and codes[0] in aspects else "dimensions"
    if any(code not in (aspects if of == "aspects" else dimensions) for code in codes):
        cursor.fault("mixed", "dimensions and aspects are mixed", "write one gate for each")
    return of, tuple(codes)


def _read_next_steps(
    cursor: Cursor, rule: ScoringRule, options: Mapping[str, Collection[str]], languages: Collection[str]
) -> tuple[int, tuple[Advice, ...]]:
    """How many steps are shown, and what is advised. `options`: the option codes of the scored questions, by kind."""
    if cursor.value is None or not cursor.is_mapping(required=(), optional=("count", "advice")):
        return DEFAULT_STEPS, ()
    count = cursor.at("count").whole(minimum=1) if cursor.has("count") else DEFAULT_STEPS
    advice = []
    for entry in cursor.at("advice").items() if cursor.has("advice") else []:
        if not entry.is_mapping(required=("kinds", "text"), optional=("option",)):
            continue
        kinds = [item.one_of(sorted(rule.kinds)) for item in entry.at("kinds").items()] if entry.has("kinds") else []
        option = entry.at("option").code() if entry.has("option") else None
        known = [code for kind in kinds for code in options.get(kind, ())]
        if option and known:
            require_known(entry.at("option"), option, known, "option")
        text = entry.at("text").texts(languages) if entry.has("text") else {}
        advice.append(Advice(frozenset(kinds), option, text))
    return count or DEFAULT_STEPS, tuple(advice)


def _options_by_kind(items: tuple[Item, ...], questionnaire: QuestionnaireLike) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in items:
        codes = [option.code for option in questionnaire.question_by_code[item.question].options]
        found.setdefault(item.kind, []).extend(codes)
    return found
