"""Which column of the file holds which field, and what is stated for all rows of it."""

from collections.abc import Iterable, Mapping

from karlemose.observations.enums import ActAtVehicle
from karlemose.observations.imports.problems import Unusable

OPEN = ("occurred_at", "kind", "text", "latitude", "longitude", "place", "number_of_people", "reference")
PROTECTED = ("plate", "description", "name")  # go to the particulars; only when somebody names their column
FIELDS = OPEN + PROTECTED
REQUIRED = ("occurred_at", "kind")
STATED = ("kind", "act", "plate_country")

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


def stated(written: Iterable[str]) -> dict[str, str]:
    """`["act=damaged", …]` → `{"act": "damaged", …}`: what holds for every row of the file."""
    found: dict[str, str] = {}
    for pair in written:
        field, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not value:
            raise Unusable(f"--set {pair}: write --set FIELD=VALUE, for example --set act=damaged")
        if field not in STATED:
            raise Unusable(f"--set {pair}: what can be stated for a whole file is {', '.join(STATED)}, not {field!r}")
        if field in found:
            raise Unusable(f"--set {pair}: {field} is stated already, as {found[field]!r}")
        found[field] = value
    _check(found)
    return found


def _check(found: Mapping[str, str]) -> None:
    acts = [act.value for act in ActAtVehicle]
    if found.get("act", acts[0]) not in acts:
        raise Unusable(f"--set act={found['act']}: what can have happened at a car is {', '.join(acts)}")
    country = found.get("plate_country", "DK")
    if not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise Unusable(f"--set plate_country={country}: a country is two letters, for example DK or SE")


def protected(mapping: Mapping[str, str]) -> list[str]:
    """The fields among those mapped that can point to a person."""
    return [field for field in PROTECTED if field in mapping]


def columns(header: list[str], mapping: Mapping[str, str], *, given: Iterable[str] = ()) -> dict[str, int]:
    """Field → index of its column; an open field that is not mapped is looked for under its own name.

    Fields that are `given` for the whole file are not looked for.
    """
    names = [name.strip() for name in header]
    found = {field: _index(names, field, mapping[field]) for field in FIELDS if field in mapping}
    lower = [name.lower() for name in names]
    given = frozenset(given)
    if both := sorted(given & found.keys()):
        raise Unusable(f"{both[0]} is stated for the whole file and mapped to a column: leave one of the two out")
    for field in OPEN:
        if field not in found and field in lower and field not in given:
            found[field] = _index(lower, field, field)
    for field in REQUIRED:
        if field not in found and field not in given:
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
