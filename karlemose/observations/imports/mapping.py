"""Which column of the file holds which field."""

from collections.abc import Iterable, Mapping

from karlemose.observations.imports.problems import Unusable

FIELDS = ("occurred_at", "kind", "text", "latitude", "longitude", "place", "number_of_people", "reference")
REQUIRED = ("occurred_at", "kind")

Columns = Mapping[str, int]


def parse(written: Iterable[str]) -> dict[str, str]:
    """`["kind=type", …]` → `{"kind": "type", …}`."""
    mapping: dict[str, str] = {}
    for pair in written:
        field, equals, column = pair.partition("=")
        field, column = field.strip(), column.strip()
        if not equals or not column:
            raise Unusable(f"--map {pair}: write --map field=column, for example --map occurred_at=opened")
        if field not in FIELDS:
            raise Unusable(f"--map {pair}: there is no field {field!r}; the fields are {', '.join(FIELDS)}")
        if field in mapping:
            raise Unusable(f"--map {pair}: {field} is mapped already, to {mapping[field]!r}")
        mapping[field] = column
    return mapping


def columns(header: list[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """Field → index of its column; a field that is not mapped is looked for under its own name."""
    names = [name.strip() for name in header]
    found = {field: _index(names, field, mapping[field]) for field in FIELDS if field in mapping}
    lower = [name.lower() for name in names]
    for field in FIELDS:
        if field not in found and field in lower:
            found[field] = _index(lower, field, field)
    for field in REQUIRED:
        if field not in found:
            raise Unusable(f"no column holds {field}; name it with --map {field}=COLUMN. {_known(names)}")
    if ("latitude" in found) != ("longitude" in found):
        lacking = "longitude" if "latitude" in found else "latitude"
        raise Unusable(f"a position needs both; name the other with --map {lacking}=COLUMN. {_known(names)}")
    return found


def _index(names: list[str], field: str, column: str) -> int:
    if column not in names:
        raise Unusable(f"--map {field}={column}: there is no column {column!r}. {_known(names)}")
    if names.count(column) > 1:
        raise Unusable(f"{field}: the file has {names.count(column)} columns called {column!r}; rename one")
    return names.index(column)


def _known(names: list[str]) -> str:
    return "The file's columns are: " + ", ".join(name or "(no name)" for name in names[:60])
