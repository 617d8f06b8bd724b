"""Reads a fee schedule's definition, every fault at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from wego.engines.definitions import Cursor, DefinitionFaults, require_known
from wego.engines.fees.bands import Band, BandsFault, read_bands
from wego.engines.fees.schedules import Cell, FeeTable, Measure, Reading, Schedule

KINDS = ("local_government", "corporation", "institution")
MEASURES = ("gdp", "population", "staff")
STEPS = {"population": Decimal(1000)}  # population bands are printed in thousands
DEFAULT_LANGUAGES = ("en", "ko", "zh-hans")
REQUIRED = ("code", "title", "documents", "currency", "first_year", "gdp", "readings", "tables")
Row = Mapping[Cell, Decimal]


def read_schedule(data: object) -> Schedule:
    """The schedule that a definition describes; docs/reference/fee-schedules.md tells the format. Raises
    DefinitionFaults."""
    root = Cursor(data)
    if not root.is_mapping(required=REQUIRED, optional=("version", "languages", "priced_as")):
        raise DefinitionFaults(root.faults)
    languages = root.at("languages").languages(DEFAULT_LANGUAGES)
    readings, in_force, reason = _readings(root.at("readings"), languages)
    priced_as, priced_as_reason = _priced_as(root.at("priced_as"), languages)
    gdp = root.at("gdp")
    gdp.is_mapping(required=("indicator", "note"), optional=("years_earlier",))
    lag = gdp.at("years_earlier").whole() if gdp.has("years_earlier") else None
    tables = [_table(item, languages, [known.code for known in readings]) for item in root.at("tables").items()]
    _no_class_twice(root.at("tables"), tables)
    for code, cursor in [(other, root.at("priced_as").at("classes").at(own)) for own, other in priced_as.items()]:
        require_known(cursor, code, {known for table in tables if table for known in table.classes}, "class")
    schedule = Schedule(
        code=root.at("code").string(),
        version=root.at("version").string() if root.has("version") else "",
        title=root.at("title").texts(languages),
        languages=languages,
        documents=tuple(item.string() for item in root.at("documents").items()),
        currency=root.at("currency").string(),
        first_year=root.at("first_year").whole(minimum=1900) or 0,
        indicator=gdp.at("indicator").string(),
        lag=lag,
        gdp_note=gdp.at("note").texts(languages),
        readings=readings,
        reading_in_force=in_force,
        reading_reason=reason,
        priced_as=priced_as,
        priced_as_reason=priced_as_reason,
        tables=tuple(table for table in tables if table),
    )
    if root.faults:
        raise DefinitionFaults(root.faults)
    return schedule


def _readings(cursor: Cursor, languages: Sequence[str]) -> tuple[tuple[Reading, ...], str, dict[str, str]]:
    if not cursor.is_mapping(required=("in_force", "reason", "known")):
        return (), "", {}
    known = []
    for code, item in cursor.at("known").entries():
        item.is_mapping(required=("title", "source"))
        known.append(Reading(code, item.at("title").texts(languages), item.at("source").texts(languages)))
    in_force = cursor.at("in_force").string()
    require_known(cursor.at("in_force"), in_force, [reading.code for reading in known], "reading")
    return tuple(known), in_force, cursor.at("reason").texts(languages)


def _priced_as(cursor: Cursor, languages: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    if cursor.value is None:
        return {}, {}
    if not cursor.is_mapping(required=("classes", "reason")):
        return {}, {}
    return {code: item.code() for code, item in cursor.at("classes").entries()}, cursor.at("reason").texts(languages)


def _table(cursor: Cursor, languages: Sequence[str], readings: Sequence[str]) -> FeeTable | None:
    if not cursor.is_mapping(required=("code", "kind", "title", "rows", "fees"), optional=("classes", "columns", "by")):
        return None
    columns_at = cursor.at("columns")
    measure: Measure | None = None
    columns: tuple[Band, ...] = ()
    if columns_at.value is not None:
        columns_at.is_mapping(required=("by", "bands"))
        measure = _measure(columns_at.at("by"))
        columns = _bands(columns_at.at("bands"), [item.string() for item in columns_at.at("bands").items()])
    printed = _cells(cursor.at("fees"), columns)
    fees = dict.fromkeys(readings, printed)
    if cursor.has("by"):
        fees |= {code: {**printed, **_cells(item, columns)} for code, item in cursor.at("by").entries()}
        for code, item in cursor.at("by").entries():
            require_known(item, code, readings, "reading")
    labels = list(dict.fromkeys(row for cells in fees.values() for row, _column in cells))
    rows = _bands(cursor.at("fees"), labels)
    _every_cell(cursor, fees, rows, columns)
    return FeeTable(
        code=cursor.at("code").code(),
        kind=cursor.at("kind").one_of(KINDS),
        classes=tuple(item.code() for item in cursor.at("classes").items()) if cursor.has("classes") else (),
        title=cursor.at("title").texts(languages),
        row_measure=_measure(cursor.at("rows")),
        rows=rows,
        column_measure=measure,
        columns=columns,
        fees=fees,
    )


def _measure(cursor: Cursor) -> Measure:
    name = cursor.one_of(MEASURES)
    return Measure(name, STEPS.get(name, Decimal(1)))


def _bands(cursor: Cursor, labels: Sequence[str]) -> tuple[Band, ...]:
    try:
        return read_bands(labels)
    except BandsFault as fault:
        cursor.fault("bands", str(fault), "let every band begin where the one before ends")
        return ()


def _cells(cursor: Cursor, columns: Sequence[Band]) -> dict[Cell, Decimal]:
    """The fees of some rows: a list as long as the columns, or one number where there are none."""
    if not isinstance(cursor.value, Mapping):
        cursor.fault("not_a_mapping", "rows are expected here", "write '2000-3999': [400, 450, …]")
        return {}
    cells: dict[Cell, Decimal] = {}
    for label in cursor.value:
        row = cursor.at(label)
        if not columns:
            cells[str(label), None] = _fee(row)
            continue
        fees = row.items()
        if len(fees) != len(columns):
            row.fault("wrong_length", f"{len(fees)} fees for {len(columns)} columns", "give one fee for each column")
        cells |= {(str(label), band.label): _fee(fee) for band, fee in zip(columns, fees, strict=False)}
    return cells


def _fee(cursor: Cursor) -> Decimal:
    fee = cursor.number()
    if fee is not None and fee < 0:
        cursor.fault("negative", f"a fee cannot be {fee}", "give 0 or more")
    return fee or Decimal(0)


def _every_cell(cursor: Cursor, fees: Mapping[str, Row], rows: Sequence[Band], columns: Sequence[Band]) -> None:
    wanted = {(row.label, column.label if column else None) for row in rows for column in (columns or (None,))}
    for reading, cells in fees.items():
        if missing := sorted(row for row, _column in wanted - set(cells)):
            message = f"the reading {reading!r} has no fee in the row {missing[0]!r}"
            cursor.at("fees").fault("missing_cell", message, "give the row, for all readings or for this one")


def _no_class_twice(cursor: Cursor, tables: Sequence[FeeTable | None]) -> None:
    seen: set[tuple[str, str]] = set()
    for number, table in enumerate(tables):
        for code in (table.classes or ("",)) if table else ():
            if table and (table.kind, code) in seen:
                cursor.at(number).fault("duplicate", f"{table.kind} {code} is priced twice".rstrip(), "remove one")
            elif table:
                seen.add((table.kind, code))
