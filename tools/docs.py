"""Pages of the documentation that are printed from the code, so that they cannot say anything else.

python tools/docs.py write    print docs/generated/*.md again
python tools/docs.py check    fail when a page is not what the code says now
"""

import inspect
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tools.markdown import code, page, table
from tools.told_by_code import commented, leaves, routes, tables_without_partnership, writers

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "generated"


# -- pages -----------------------------------------------------------------------------------------------------------


def settings() -> str:
    from karlemose.config.environment import SETTINGS

    rows = [(code(one.name), code(one.default) if one.default else "", one.meaning) for one in SETTINGS]
    return page(
        "Settings",
        "Everything that comes from outside comes from the environment, read by `karlemose/config/environment.py`.\n"
        "An empty variable counts as absent. How they are used: [operations](../operations.md).",
        table(("setting", "default", "what it is"), rows),
    )


def commands() -> str:
    parts = [
        "The command line: `.venv/bin/karlemose VERB`. Verbs that need the database start the embedded server when\n"
        "none runs, bring it up to date and stop what they started."
    ]
    parts += [told(name, command) for name, command in leaves()]
    return page("Commands", *parts)


def told(name: str, command: Any) -> str:
    import click

    head = [f"## {code('karlemose ' + name)}", inspect.cleandoc(command.help or "")]
    rows = []
    for one in command.params:
        names = one.human_readable_name if isinstance(one, click.Argument) else ", ".join(one.opts)
        must = "must be given" if one.required else default_of(one)
        rows.append((code(names), must, getattr(one, "help", None) or "", choices_of(one)))
    return "\n\n".join([*head, table(("", "default", "what it is", "one of"), rows)] if rows else head)


def default_of(parameter: Any) -> str:
    is_said = isinstance(parameter.default, str | int | float) and not isinstance(parameter.default, bool)
    return code(str(parameter.default)) if is_said else ""


def choices_of(parameter: Any) -> str:
    return ", ".join(code(str(one)) for one in getattr(parameter.type, "choices", ()))


def events() -> str:
    from karlemose.ledger.events import Event

    written = writers()
    rows = [(code(event.value), "<br>".join(sorted(written.get(event, set())))) for event in Event]
    return page(
        "What leaves a line in the ledger",
        "`app.object.verb`, from `karlemose/ledger/events.py`. A line holds who (as an id), when, the event, the\n"
        "records it is about (by kind and id) and a few codes and numbers: never a text, a name or an address.",
        table(("event", "written by"), rows),
    )


def permissions() -> str:
    from karlemose.partners.roles import kinds_of, purpose_of
    from karlemose.policy.permissions import OF_ROLE
    from karlemose.policy.words import Permission, Role

    columns = ("role", "works for", "purpose", *(code(one.value) for one in Permission))
    matrix = [
        (
            code(role.value),
            ", ".join(kind.value for kind in kinds_of(role)),
            purpose_of(role).value,
            *("●" if one in OF_ROLE.get(role, ()) else "" for one in Permission),
        )
        for role in Role
    ]
    meanings = [(code(value), comment) for value, comment in commented("policy/words.py", "Permission")]
    return page(
        "Roles, permissions and what they read",
        "Who may ask for what is one table (`karlemose/policy/permissions.py`); what the answer may hold follows from\n"
        "the rulebook and the agreements (`karlemose/policy/grants.py`). Whatever neither names is refused.",
        "## Permissions\n\n" + table(("permission", "lets somebody"), meanings),
        "## Role × permission\n\nA role without a mark has no page yet: what it works with is not built.\n\n"
        + table(columns, matrix),
        "## Organisation × purpose → channel and level\n\nThe most that a membership can read. It stands while the\n"
        "rulebook lets the owner's records go there, and an agreement that runs says in which neighbourhoods and how\n"
        "closely.\n\n"
        + table(
            ("channel", "level", "whose records", "organisations", "roles", "purpose of the membership", "rule"),
            readings(),
        ),
    )


def readings() -> list[Sequence[str]]:
    from karlemose.policy.rulebook import in_force
    from karlemose.policy.words import Role

    def listed(words: Any) -> str:
        return ", ".join(sorted(one.value for one in words))

    return [
        (
            *(code(one.channel.value), one.level.value, one.whose.value, listed(one.organisations)),
            *("all" if one.roles == frozenset(Role) else listed(one.roles), listed(one.memberships), code(one.basis)),
        )
        for one in in_force().readings
    ]


def tables() -> str:
    from django.apps import apps

    from karlemose.tenancy.walls import is_owned

    models = sorted(apps.get_models(), key=lambda one: one._meta.db_table)
    ours = [model for model in models if model.__module__.startswith("karlemose.")]
    without = [(code(name), why) for name, why in sorted(tables_without_partnership().items())]
    return page(
        "Tables and their walls",
        "Walls are laid over the models after every migration (`karlemose/tenancy/walls.py`), so no table is\n"
        "forgotten. *Partnership*: row security shows a transaction the rows of the one partnership it has opened,\n"
        "and none without. *Stays inside*: composite foreign keys that cannot point into another partnership.\n"
        "*Refused*: what the application's role may never do to the table.",
        table(("table", "wall", "stays inside", "refused"), [walls_of(model) for model in ours if is_owned(model)]),
        "## Tables without a partnership\n\nEach with its reason. `tests/tenancy/test_walls.py` holds that\n"
        "every table stands here or above.\n\n" + table(("table", "why"), without),
        "## What each field is\n\nMarks from `class Privacy` of each model: `plain` says nothing about a person,\n"
        "`quasi` may point to one together with others, `personal` names or describes one, `sensitive` falls\n"
        "under GDPR articles 9 and 10, `secret` opens a door.",
        *(marks_of(model) for model in ours),
    )


def walls_of(model: Any) -> Sequence[str]:
    from karlemose.tenancy import walls

    channel = walls.protected_channel(model)
    wall = "partnership" + (f" and channel {channel}" if channel else "")
    wall += "; a user reads their own" if getattr(model, "readable_by_own_user", False) else ""
    keys = [
        code(field.column)
        for field in model._meta.local_concrete_fields
        if isinstance(field.related_model, type) and walls.is_owned(field.related_model)
    ]
    return code(model._meta.db_table), wall, ", ".join(keys), getattr(model, "refused", "")


def marks_of(model: Any) -> str:
    privacy = model.Privacy
    kept = "as long as the partnership" if privacy.kept_for is None else f"{privacy.kept_for.days} days"
    by_mark: dict[str, list[str]] = {}
    for name, mark in privacy.fields.items():
        by_mark.setdefault(mark.value, []).append(code(name))
    lines = [f"* {mark}: {', '.join(names)}" for mark, names in sorted(by_mark.items())]
    head = f"### {code(model._meta.db_table)}\n\nKept {kept}, then {code(privacy.then)}. Basis: {privacy.basis}.\n"
    return "\n".join([head, *lines])


def pages() -> str:
    rows = []
    for address, gate in routes():
        allowed = code(gate.permission.value) if gate.permission else f"everyone: {gate.why}"
        reads = getattr(gate, "reads", None)
        rows.append((code(address), allowed, str(gate.queries), code(reads.value) if reads else ""))
    return page(
        "Pages",
        "Every page declares its gate beside its code; a page without one fails a test. *Queries*: how many a reading\n"
        "of it sends at most, whatever the data.",
        table(("address", "permission", "queries", "leaves the line"), rows),
    )


def observations() -> str:
    from karlemose.observations.enums import Kind, NumberOfPeople, Sort
    from karlemose.observations.guard import MASKS
    from karlemose.observations.imports.problems import SENTENCES
    from karlemose.observations.imports.words import DANISH, ENGLISH

    kinds = [(code(kind.value), DANISH[kind], ENGLISH[kind]) for kind in Kind]
    people = [(code(one.value), str(one.label)) for one in NumberOfPeople]
    masks = [(code(sort.value), str(sort.label), code(MASKS[sort])) for sort in Sort if sort in MASKS]
    reasons = [(code(reason.value), sentence) for reason, sentence in SENTENCES.items()]
    return page(
        "The words of an observation",
        "What an observation can say, and why a row of a file is refused. How they are used: [import](../import.md).",
        "## Kinds of act\n\nA file may use the code, the Danish or the English words, in capitals or not.\n\n"
        + table(("code", "Danish", "English"), kinds),
        "## How many people\n\n" + table(("code", "shown as"), people),
        "## What is masked in open text\n\n" + table(("sort", "what it is", "stands as"), masks),
        "## Why a row is refused\n\n" + table(("`rejected_because`", "`rejected_reason`"), reasons),
    )


def states() -> str:
    from karlemose.disclosure.enums import State
    from karlemose.disclosure.states import OPEN, OUT, TRANSITIONS

    arrows = [
        f"    {state.value} --> {following.value}"
        for state in State
        for following in State
        if following in TRANSITIONS[state]
    ]
    where = {**dict.fromkeys(OPEN, "with the sender"), **dict.fromkeys(OUT, "with the receiver")}
    rows = [(code(state.value), str(state.label), where.get(state, "nowhere: nothing of it left")) for state in State]
    return page(
        "States",
        "Tables of transitions are data; whatever is not in them is refused (`WrongState`).",
        "## A hand-over\n\nFrom `karlemose/disclosure/states.py`.\n\n"
        + "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {State.DRAFT.value}", *arrows, "```"]),
        table(("state", "shown as", "where it is"), rows),
    )


PAGES: dict[str, tuple[Callable[[], str], str]] = {
    "settings.md": (settings, "every setting, its default and what it is"),
    "commands.md": (commands, "every verb of the command line with its options"),
    "permissions.md": (permissions, "roles, permissions, and what a purpose and an organisation read"),
    "events.md": (events, "what leaves a line in the ledger, and what writes it"),
    "tables.md": (tables, "every table, its walls, and what each field is"),
    "pages.md": (pages, "every page, its gate and its number of queries"),
    "states.md": (states, "what a hand-over may become"),
    "observations.md": (observations, "kinds of act, masks, and reasons why a row is refused"),
}


# -- printing --------------------------------------------------------------------------------------------------------


def contents() -> str:
    rows = [(f"[{name.removesuffix('.md')}]({name})", what) for name, (_, what) in PAGES.items()]
    return page("Printed from the code", table(("page", "what stands there"), rows))


def printed() -> dict[str, str]:
    """Name → what the page must say. Django must be ready."""
    from django.utils.translation import override

    with override("en"):
        return {"README.md": contents(), **{name: make() for name, (make, _) in PAGES.items()}}


def faults() -> list[str]:
    wanted = printed()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    stale = [name for name in wanted if there.get(name) != wanted[name]]
    return [
        *(f"{name} is not what the code says" for name in stale),
        *(f"{n} has no page" for n in there.keys() - wanted.keys()),
    ]


def main(verb: str) -> int:
    from tools.django_without_database import django_ready

    with django_ready():
        if verb == "write":
            FOLDER.mkdir(parents=True, exist_ok=True)
            for name, text in printed().items():
                (FOLDER / name).write_text(text, encoding="utf-8")
            return 0
        found = faults()
    print(
        "\n".join([*found, "run: .venv/bin/python tools/docs.py write"]) if found else "every generated page is fresh"
    )
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
