"""Random questionnaires in three languages, sound by their making, for laws about files."""

from __future__ import annotations

import string
from typing import Any

from hypothesis import strategies as st

LANGUAGES = ("en", "ko", "zh-hans")
SIGNS = (
    string.ascii_letters + string.digits + " .,:;!?-_/()[]{}&%#=+*<>'\"" + "도시통계조사" + "城市问卷调查" + "é–’“”\n"
)
OPTION_SIGNS = string.ascii_letters + string.digits + "_.-/+"

words = st.text(SIGNS, min_size=1, max_size=12).map(str.strip).filter(lambda text: bool(text))
texts = st.fixed_dictionaries(dict.fromkeys(LANGUAGES, words))
option_codes = st.one_of(
    st.sampled_from(["01", "1", "NA", "true", "null", "1e5", "no"]), st.text(OPTION_SIGNS, min_size=1, max_size=6)
).filter(lambda code: code not in ("dont_know", "not_applicable"))
numbers = st.integers(-1000, 1000) | st.integers(-1000, 1000).map(lambda n: n / 8)
days = st.dates().map(lambda day: day.isoformat())
specials = st.sampled_from([[], ["dont_know"], ["not_applicable"], ["dont_know", "not_applicable"]])


@st.composite
def option_lists(draw: st.DrawFn, *, values: bool | None = None, least: int = 2) -> list[dict[str, Any]]:
    codes = draw(st.lists(option_codes, min_size=least, max_size=4, unique=True))
    options: list[dict[str, Any]] = [{"code": code, "text": draw(texts)} for code in codes]
    if draw(st.booleans()) if values is None else values:
        for option, value in zip(
            options, sorted(draw(st.sets(numbers, min_size=len(codes), max_size=len(codes)))), strict=True
        ):
            option["value"] = value
    return options


@st.composite
def questionnaires(draw: st.DrawFn, *, is_xlsform: bool = False) -> dict[str, Any]:
    """A questionnaire as plain data. With `is_xlsform`, only what XLSForm can say."""
    maker = _Maker(draw, is_xlsform)
    scales = {f"scale{n}": draw(option_lists(values=True)) for n in range(draw(st.integers(0, 2)))}
    maker.scales = scales
    sections = []
    for number in range(draw(st.integers(1, 3))):
        section: dict[str, Any] = {"code": f"Section_{number}", "title": draw(texts)}
        if draw(st.booleans()):
            section["intro"] = draw(texts)
        section["questions"] = [maker.question() for _ in range(draw(st.integers(1, 3)))]
        sections.append(section)
    data: dict[str, Any] = {
        "code": "random",
        "version": draw(st.sampled_from(["1", "1.0", "2025-1", "01"])),
        "languages": list(LANGUAGES),
        "title": draw(texts),
        "note": draw(st.just({}) | texts),
        "sections": sections,
    }
    if draw(st.booleans()):
        data["allow"] = draw(specials)
    if scales:
        data["scales"] = scales
    return data


class _Maker:
    """Makes one question after the other; conditions and values look at those made before."""

    def __init__(self, draw: st.DrawFn, is_xlsform: bool) -> None:
        self.draw, self.is_xlsform = draw, is_xlsform
        self.scales: dict[str, list[dict[str, Any]]] = {}
        self.made: list[dict[str, Any]] = []
        self.count = 0

    def _code(self) -> str:
        self.count += 1
        return f"Q{self.count}_x"

    def question(self) -> dict[str, Any]:
        kinds = ["single", "multiple", "number", "yes_no", "text", "date", "file", "note", "calculated", "matrix"]
        kinds += ["ranking", "repeat", *(["scale"] if self.scales else [])]
        question = self._of_kind(self.draw(st.sampled_from(kinds)))
        if self.made and self.draw(st.booleans()):
            question["show_if"] = self._condition(2)
        if question["kind"] not in ("note", "calculated"):
            if self.draw(st.booleans()):
                question["required"] = True
            if self.draw(st.integers(0, 3)) == 0:
                question["allow"] = self.draw(specials)
            if self.draw(st.booleans()):
                question["evidence"] = self.draw(texts)
        if question["kind"] not in ("note", "ranking", "matrix", "repeat") and self.draw(st.integers(0, 3)) == 0:
            question |= {"indicator": "place.population", "hint": self.draw(texts)}
        self.made.append(question)
        return question

    def _of_kind(self, kind: str) -> dict[str, Any]:
        draw = self.draw
        question: dict[str, Any] = {"code": self._code(), "kind": kind, "text": draw(texts)}
        if kind != "note":
            question["why"] = draw(st.just({}) | texts)
        match kind:
            case "single":
                question["options"] = draw(option_lists())
            case "multiple":
                question["options"] = draw(option_lists(values=False))
                if draw(st.booleans()):
                    question["options"][-1]["exclusive"] = True
            case "ranking":
                question["options"] = draw(option_lists(values=False))
                if draw(st.booleans()):
                    question["ranks"] = draw(st.integers(1, len(question["options"])))
            case "scale":
                self._put_scale(question)
            case "matrix":
                rows = draw(st.integers(1, 3))
                question["rows"] = [{"code": f"row_{n}", "text": draw(texts)} for n in range(rows)]
                if self.scales and draw(st.booleans()):
                    self._put_scale(question)
                else:
                    question["options"] = draw(option_lists())
            case "number":
                question["unit"] = draw(st.just({}) | words | texts)
                question["decimals"] = draw(st.integers(0, 6))
                low, high = sorted([draw(numbers), draw(numbers)])
                question |= draw(
                    st.sampled_from([{}, {"minimum": low}, {"maximum": high}, {"minimum": low, "maximum": high}])
                )
                self._put_constraint(question)
                if "minimum" in question and draw(st.booleans()):
                    question["message"] = draw(texts)
            case "date":
                low, high = sorted([draw(days), draw(days)])
                question |= draw(
                    st.sampled_from([{}, {"earliest": low}, {"latest": high}, {"earliest": low, "latest": high}])
                )
                self._put_constraint(question)
            case "text":
                question["max_length"] = draw(st.integers(1, 3000))
            case "file":
                question |= draw(st.sampled_from([{}, {"accept": ["pdf"]}, {"accept": ["pdf", "png"]}]))
            case "calculated":
                question["value"] = self._number(2)
                question["decimals"] = draw(st.integers(0, 6))
                if draw(st.booleans()):
                    question["unit"] = draw(words)
            case "repeat":
                question["questions"] = [self._inner() for _ in range(draw(st.integers(1, 3)))]
                question |= draw(st.sampled_from([{}, {"maximum_rows": 3}, {"minimum_rows": 2, "maximum_rows": 20}]))
        return question

    def _put_scale(self, question: dict[str, Any]) -> None:
        name = self.draw(st.sampled_from(sorted(self.scales)))
        question["scale"] = name
        if self.draw(st.booleans()):
            option = self.draw(st.sampled_from(self.scales[name]))
            question["option_texts"] = {option["code"]: self.draw(texts.filter(lambda words: words != option["text"]))}

    def _put_constraint(self, question: dict[str, Any]) -> None:
        same = [one["code"] for one in self.made if one["kind"] == question["kind"]]
        if same and self.draw(st.booleans()):
            relation = self.draw(st.sampled_from(["not_above", "not_below"]))
            question["constraints"] = [{relation: self.draw(st.sampled_from(same))}]

    def _inner(self) -> dict[str, Any]:
        inner = self._of_kind(self.draw(st.sampled_from(["number", "text", "yes_no", "date", "single"])))
        for key in ("constraints", "message"):
            inner.pop(key, None)
        return inner

    def _condition(self, depth: int) -> dict[str, Any]:
        shape = self.draw(st.sampled_from(["one", "one", "all", "any", "not", "value"] if depth else ["one"]))
        match shape:
            case "all" | "any":
                return {shape: [self._condition(depth - 1) for _ in range(self.draw(st.integers(1, 3)))]}
            case "not":
                return {"not": self._condition(depth - 1)}
            case "value":
                operator = self.draw(st.sampled_from(["equals", "at_least", "at_most", "above", "below"]))
                left, right = self._number(depth - 1), self._number(depth - 1)
                if all(not isinstance(side, dict) or "answer" in side for side in (left, right)):
                    left = {"add": [left, 1]}  # or it may never be true, which is refused
                return {"value": left, operator: right}
        return self._about(self.draw(st.sampled_from(self.made)))

    def _about(self, question: dict[str, Any]) -> dict[str, Any]:
        code, kind, flag = question["code"], question["kind"], self.draw(st.booleans())
        options = question.get("options") or self.scales.get(question.get("scale", ""), [])
        codes = [option["code"] for option in options]
        if kind in ("single", "scale"):
            valued = [option["code"] for option in options if "value" in option]
            picks = self.draw(st.lists(st.sampled_from(codes), min_size=1, unique=True))
            found: list[dict[str, Any]] = [{"question": code, "one_of": picks}, {"question": code, "equals": picks[0]}]
            if valued:
                found += [{"question": code, "at_least": picks[0]}, {"question": code, "at_most": picks[0]}]
            return self.draw(st.sampled_from(found))
        if kind == "multiple":
            return {"question": code, "includes": self.draw(st.sampled_from(codes))}
        if kind == "yes_no":
            return {"question": code, "equals": flag}
        if kind in ("note", "matrix"):
            return {"value": self._number(0), "above": 5}
        return {"question": code, "answered": flag}

    def _number(self, depth: int) -> Any:
        """A value that is a number."""
        found: list[Any] = [self.draw(numbers)]
        for one in self.made:
            match one["kind"]:
                case "number" | "calculated":
                    found.append({"answer": one["code"]})
                case "multiple":
                    found.append({"ticked": one["code"]})
                case "date":
                    found.append({"year": {"answer": one["code"]}})
                    found.append({"days": [{"answer": one["code"]}, {"date": "2024-02-29"}]})
                case "repeat":
                    found.append({"count": one["code"]})
                    found += [{"sum": inner["code"]} for inner in one["questions"] if inner["kind"] == "number"]
                    inner = one["questions"][0]
                    if not self.is_xlsform:
                        found.append({"count": one["code"], "where": {"question": inner["code"], "answered": True}})
                case "scale" if not self.is_xlsform:
                    found.append({"answer": one["code"]})
        value = self.draw(st.sampled_from(found))
        if not depth or self.draw(st.booleans()):
            return value
        other = self._number(depth - 1)
        shapes: list[Any] = [{"add": [value, other, 1]}, {"multiply": [value, other]}, {"subtract": [value, other]}]
        shapes += [{"least": [value, other]}, {"greatest": [value, other, 5]}, {"round": value}]
        shapes += [{"round": value, "decimals": 2}, {"divide": [value, {"add": [other, 2]}]}]
        if self.made:
            shapes.append({"if": self._condition(depth - 1), "then": value, "else": other})
        return self.draw(st.sampled_from(shapes))
