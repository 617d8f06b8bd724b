"""The part of XLSForm's expressions that is read: as conditions, values and limits in our own data format."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wego.engines.messages import say

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<text>'[^']*'|\"[^\"]*\")|\$\{\s*(?P<name>[^}\s]+)\s*\}"
    r"|(?P<sign>!=|<=|>=|[=<>+*(),-])|(?P<word>[A-Za-z][A-Za-z-]*(?<!-))|(?P<self>\.))"
)
MOST_CHARACTERS, MOST_DEPTH = 5000, 40
SIGNS = {">=": "at_least", "<=": "at_most", ">": "above", "<": "below", "=": "equals"}
TURNED = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}
READ = (
    "read are and, or, not(), = != < <= > >=, + - * div, selected(), count-selected(), count(), sum(), min(), max(), "
    "round(), if(), date(), string-length()"
)


class ExpressionFault(Exception):
    """An expression that is not read: what is wrong, and what would be right."""

    def __init__(self, message: str, remedy: str = READ) -> None:
        self.message, self.remedy = message, remedy
        super().__init__(f"{message} ({remedy})")


@dataclass(frozen=True)
class Named:
    """What an expression has to know of a question: its kind, and the codes of its options."""

    kind: str
    options: Sequence[str] = ()
    decimals: int = 0


# A parsed expression: ("number", text), ("text", text), ("name", code), ("self",), ("call", function, parts),
# (operator, parts)
Node = tuple[Any, ...]


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = self._depth = 0

    def whole(self) -> Node:
        if not self._tokens:
            raise ExpressionFault("the expression is empty", "write it, or clear the cell")
        node = self._either()
        if self._at < len(self._tokens):
            raise ExpressionFault(say("%(at)r is not expected where it stands", at=self._tokens[self._at][1]))
        return node

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("end", "")

    def _take(self, *wanted: str) -> str:
        kind, text = self._peek()
        if kind in ("sign", "word") and text in wanted:
            self._at += 1
            return text
        return ""

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            kind, text = self._peek()
            found = "the expression ends" if kind == "end" else f"{text!r} stands"
            raise ExpressionFault(say("%(found)s where %(sign)r is expected", found=found, sign=sign))

    def _either(self) -> Node:
        parts = [self._both()]
        while self._take("or"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else ("or", parts)

    def _both(self) -> Node:
        parts = [self._compared()]
        while self._take("and"):
            parts.append(self._compared())
        return parts[0] if len(parts) == 1 else ("and", parts)

    def _compared(self) -> Node:
        left = self._folded(self._product, "+", "-")
        if sign := self._take("=", "!=", "<", "<=", ">", ">="):
            return (sign, [left, self._folded(self._product, "+", "-")])
        return left

    def _product(self) -> Node:
        return self._folded(self._single, "*", "div", "mod")

    def _folded(self, inner: Any, *signs: str) -> Node:
        """A chain of one operator in one list where the order is no matter, else from the left."""
        node, own = inner(), False
        while sign := self._take(*signs):
            right = inner()
            if own and node[0] == sign and sign in ("+", "*"):
                node[1].append(right)
            else:
                node, own = (sign, [node, right]), True
        return node

    def _single(self) -> Node:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise ExpressionFault(
                say("the expression stands more than %(most)s deep", most=MOST_DEPTH), "write it flatter"
            )
        try:
            return self._unnested()
        finally:
            self._depth -= 1

    def _unnested(self) -> Node:
        if self._take("-"):
            inner = self._single()
            return ("number", f"-{inner[1]}") if inner[0] == "number" else ("-", [("number", "0"), inner])
        if self._take("("):
            node = self._either()
            self._expect(")")
            return node
        kind, text = self._peek()
        if kind == "end":
            raise ExpressionFault("the expression ends where a value is expected")
        self._at += 1
        match kind:
            case "number" | "name":
                return (kind, text)
            case "text":
                return (kind, text[1:-1])
            case "self":
                return ("self",)
            case "word":
                return self._call(text)
        raise ExpressionFault(say("%(text)r is not expected where it stands", text=text))

    def _call(self, function: str) -> Node:
        if not self._take("("):
            raise ExpressionFault(
                say("%(function)r is not known here", function=function), "name questions as ${name}, texts in quotes"
            )
        parts: list[Node] = []
        if not self._take(")"):
            parts.append(self._either())
            while self._take(","):
                parts.append(self._either())
            self._expect(")")
        return ("call", function, parts)


def _tokens(text: str) -> Any:
    if len(text) > MOST_CHARACTERS:
        raise ExpressionFault(
            say("the expression is longer than %(most)s characters", most=MOST_CHARACTERS),
            "write it shorter",
        )
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at, end)
        if found is None:
            rest = text[at:].strip()[:20]
            raise ExpressionFault(say("%(rest)r cannot be read", rest=rest), "close quotes and braces; " + READ)
        yield found.lastgroup, found[found.lastgroup or 0]
        at = found.end()


class ExpressionReader:
    """Reads expressions over the questions of a form."""

    def __init__(self, known: Mapping[str, Named]) -> None:
        self._known = known

    def condition(self, text: str) -> dict[str, Any]:
        return self._condition(_Parser(text).whole())

    def value(self, text: str) -> Any:
        return self._value(_Parser(text).whole())

    # --- conditions ---------------------------------------------------------------------------------------------
    def _condition(self, node: Node) -> dict[str, Any]:
        match node:
            case ("and", parts):
                return {"all": [self._condition(part) for part in parts]}
            case ("or", parts):
                return {"any": [self._condition(part) for part in parts]}
            case ("call", "not", [part]):
                return {"not": self._condition(part)}
            case ("call", "selected", [("name", code), ("text", option)]):
                operator = "includes" if self._named(code).kind == "multiple" else "equals"
                return self._about_option(code, operator, option)
            case ("=" | "!=" | "<" | "<=" | ">" | ">=" as sign, [left, right]):
                return self._comparison(sign, left, right)
            case ("call", function, _):
                raise ExpressionFault(say("%(function)s() is no condition that is read", function=function))
        raise ExpressionFault("a condition is expected: a comparison, selected(), not(), and, or")

    def _comparison(self, sign: str, left: Node, right: Node) -> dict[str, Any]:
        if right[0] == "name" and left[0] in ("number", "text"):
            left, right, sign = right, left, TURNED.get(sign, sign)
        match (left, right):
            case (("name", code), ("text", "")) if sign in ("=", "!="):
                self._named(code)
                return {"question": code, "answered": sign == "!="}
            case (("call", "string-length", [("name", code)]), ("number", "0")) if sign in ("=", "!=", ">"):
                self._named(code)
                return {"question": code, "answered": sign != "="}
            case (("name", code), ("text" | "number", said)):
                found = self._about_answer(code, sign, said, is_text=right[0] == "text")
                if found is not None:
                    return found
        if sign == "!=":
            return {"not": {"value": self._value(left), "equals": self._value(right)}}
        return {"value": self._value(left), SIGNS[sign]: self._value(right)}

    def _about_answer(self, code: str, sign: str, said: str, *, is_text: bool) -> dict[str, Any] | None:
        named = self._named(code)
        if named.kind in ("single", "scale", "multiple", "yes_no"):
            if sign not in ("=", "!="):
                raise ExpressionFault(
                    say("%(code)r is a choice, and %(sign)r compares numbers", code=code, sign=sign),
                    say("write ${%(code)s} = 'OPTION' or ...", code=code),
                )
            if named.kind == "multiple":
                raise ExpressionFault(
                    say("%(code)r has several answers", code=code),
                    say("write selected(${%(code)s}, '%(said)s')", code=code, said=said),
                )
            found = self._about_option(code, "equals", said)
            return found if sign == "=" else {"not": found}
        if named.kind in ("text", "file"):
            raise ExpressionFault(
                say("the text of %(code)r cannot be compared", code=code),
                say("write ${%(code)s} != '' or = ''", code=code),
            )
        if named.kind == "number" and sign in (">=", "<=", "=", "!="):
            if is_text and not _is_number(said):
                raise ExpressionFault(
                    say("%(said)r is no number, and %(code)r asks for one", said=said, code=code), "write digits"
                )
            operator = "equals" if sign == "!=" else SIGNS[sign]
            found = {"question": code, operator: _number(said)}
            return {"not": found} if sign == "!=" else found
        return None

    def _about_option(self, code: str, operator: str, option: str) -> dict[str, Any]:
        named = self._named(code)
        if named.kind == "yes_no" and option in ("yes", "no"):
            return {"question": code, "equals": option == "yes"}
        if option not in named.options:
            raise ExpressionFault(
                say("%(code)r has no option %(option)r", code=code, option=option),
                say("its options are %(options)s", options=", ".join(named.options)),
            )
        return {"question": code, operator: option}

    def _named(self, code: str) -> Named:
        if code not in self._known:
            raise ExpressionFault(
                say("there is no question %(code)r", code=code), "correct the name, or add the question"
            )
        return self._known[code]

    # --- values -------------------------------------------------------------------------------------------------
    def _value(self, node: Node) -> Any:
        match node:
            case ("number", text):
                return _number(text)
            case ("text", "yes" | "no" as text):
                return text == "yes"
            case ("text", text) if _is_day(text):
                return {"date": text}
            case ("text", text):
                raise ExpressionFault(
                    say("the text %(text)r is no value to calculate with", text=text), "write a number or date('…')"
                )
            case ("name", code):
                self._named(code)
                return {"answer": code}
            case ("-", [("call", "decimal-date-time", [end]), ("call", "decimal-date-time", [start])]):
                return {"days": [self._value(start), self._value(end)]}
            case ("+" | "-" | "*" | "div" as sign, parts):
                words = {"+": "add", "-": "subtract", "*": "multiply", "div": "divide"}
                return {words[sign]: [self._value(part) for part in parts]}
            case ("call", function, parts):
                return self._call(function, parts)
        raise ExpressionFault("a value is expected: numbers, days, questions and what is calculated from them")

    def _call(self, function: str, parts: list[Node]) -> Any:
        match (function, parts):
            case ("date", [("text", text)]) if _is_day(text):
                return {"date": text}
            case ("true" | "false", []):
                return function == "true"
            case ("min" | "max", [_, _, *_]):
                return {"least" if function == "min" else "greatest": [self._value(part) for part in parts]}
            case ("round", [part, ("number", decimals)]) if decimals.isdigit():
                places = {"decimals": int(decimals)} if int(decimals) else {}
                return {"round": self._value(part), **places}
            case ("round", [part]):
                return {"round": self._value(part)}
            case ("number", [("call", "format-date", [day, ("text", "%Y")])]):
                return {"year": self._value(day)}
            case ("count", [("name", code)]):
                self._named(code)
                return {"count": code}
            case ("count", [("name", code), where]):
                self._named(code)
                return {"count": code, "where": self._condition(where)}
            case ("sum", [("name", code)]):
                self._named(code)
                return {"sum": code}
            case ("count-selected", [("name", code)]):
                self._named(code)
                return {"ticked": code}
            case ("value", [("name", code)]):
                self._named(code)
                return {"answer": code}
            case ("if", [condition, then, otherwise]):
                return {"if": self._condition(condition), "then": self._value(then), "else": self._value(otherwise)}
            case ("today" | "now", []):
                raise ExpressionFault(
                    say("%(function)s() would change an answer with the day", function=function),
                    "ask for the day instead",
                )
        raise ExpressionFault(
            say("%(function)s() with %(parts)s values is not read", function=function, parts=len(parts))
        )

    # --- limits -------------------------------------------------------------------------------------------------
    def limits(self, text: str, named: Named) -> dict[str, Any]:
        """What `constraint` says of a question's own answer, as the keys of our format."""
        node = _Parser(text).whole()
        keys: dict[str, Any] = {}
        for part in node[1] if node[0] == "and" else [node]:
            self._limit(part, named, keys)
        return keys

    def _limit(self, node: Node, named: Named, keys: dict[str, Any]) -> None:
        match node:
            case ("<" | "<=" | ">" | ">=" as sign, [left, ("self",) as right]):
                self._limit((TURNED[sign], [right, left]), named, keys)
                return
            case ("<" | "<=" | ">" | ">=" as sign, [("self",), ("number", text)]) if named.kind == "number":
                _put(keys, "minimum" if sign[0] == ">" else "maximum", _limit_of(sign, _number(text), named))
                return
            case ("<=" | ">=" as sign, [("self",), ("call", "date", [("text", day)])]) if named.kind == "date":
                if _is_day(day):
                    _put(keys, "earliest" if sign == ">=" else "latest", day)
                    return
            case ("<=" | "<" as sign, [("call", "string-length", [("self",)]), ("number", text)]):
                if named.kind == "text" and text.isdigit():
                    _put(keys, "max_length", int(text) - (sign == "<"))
                    return
            case ("<=" | ">=" as sign, [("self",), ("name", code)]) if named.kind in ("number", "date"):
                self._named(code)
                keys.setdefault("constraints", []).append({"not_above" if sign == "<=" else "not_below": code})
                return
            case (
                "or",
                [("=", [("name", code), ("text", "")]), (("<=" | ">="), [("self",), ("name", other)]) as inner],
            ):
                if code == other:
                    self._limit(inner, named, keys)
                    return
            case ("call", "not", [("and", [("call", "selected", [("self",), ("text", option)]), (">", [count, one])])]):
                if count == ("call", "count-selected", [("self",)]) and one == ("number", "1"):
                    if option not in named.options:
                        raise ExpressionFault(
                            say("there is no option %(option)r", option=option), "name an option of the list"
                        )
                    keys.setdefault("exclusive", []).append(option)
                    return
        raise ExpressionFault(
            "this limit is not read",
            "read are . >= NUMBER, . <= NUMBER, . >= date('…'), string-length(.) <= N, . <= ${name}, joined by and",
        )


def _put(keys: dict[str, Any], key: str, value: Any) -> None:
    if key in keys:
        raise ExpressionFault(say("the %(key)s is limited twice", key=key), "keep one")
    keys[key] = value


def _limit_of(sign: str, limit: int | float, named: Named) -> int | float:
    if sign in (">=", "<="):
        return limit
    if named.decimals or not float(limit).is_integer():
        raise ExpressionFault(
            say("'. %(sign)s %(limit)s' leaves no last number", sign=sign, limit=limit),
            say("write . %(sign)s= and the last number", sign=sign),
        )
    return limit + 1 if sign == ">" else limit - 1


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?(?:\d+(?:\.\d+)?|\.\d+)", text, re.ASCII))


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text) is not None
    except ValueError:
        return False
