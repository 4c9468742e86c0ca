"""The documentation cannot rot: what it names is there, what is there is named, and every page can be reached."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from karlemose.config.cli import VERBS
from karlemose.config.environment import SETTINGS
from karlemose.ledger.events import Event
from karlemose.policy.words import Channel, Permission, Role
from tests.architecture.house import HOUSE, ROOT, python_files, source_files
from tools import docs, told_by_code

LARGEST_PICTURE = 200_000  # bytes
PAGES = [path for path in source_files() if path.suffix == ".md"]
OPENED_BY_HAND = {"README.md"}  # where a reader begins
LINK = re.compile(r"!?\[[^\]]*\]\(<?([\w./#:@%?=&+~,-]+)>?(?: \"[^\"]*\")?\)", re.ASCII)
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def each_page(test):
    return pytest.mark.parametrize("page", PAGES, ids=name_of)(test)


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@cache
def everything_written() -> str:
    return "\n".join(text_of(page) for page in PAGES)


def links_of(text: str) -> list[str]:
    return LINK.findall(CODE.sub("", CODE_BLOCK.sub("", text)))


def commands_in(text: str) -> Iterator[str]:
    """Whatever stands in code: lines of blocks and words between backticks."""
    for block in CODE_BLOCK.findall(text):
        yield from block.splitlines()[1:-1]
    yield from CODE.findall(CODE_BLOCK.sub("", text))


def anchors_of(text: str) -> set[str]:
    """The names by which headings can be linked to, as Git hosts make them."""
    headings = re.findall(r"^#+ (.+)$", CODE_BLOCK.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(page: Path, text: str) -> list[str]:
    broken = []
    for link in links_of(text):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in anchors_of(target.read_text(encoding="utf-8"))):
            broken.append(link)
    return broken


# -- what is there is named ------------------------------------------------------------------------------------------


def test_generated_pages_say_what_the_code_says():
    assert docs.faults() == []


def test_every_setting_is_in_the_docs():
    assert [one.name for one in SETTINGS if f"`{one.name}`" not in everything_written()] == []


def test_every_variable_that_is_read_is_in_the_docs():
    sources = [*python_files(), ROOT / "Makefile"]
    pattern = re.compile(r"\b(?:KARLEMOSE_[A-Z_]*[A-Z]|DATABASE_(?:OWNER_)?URL)\b")
    read = {name for path in sources for name in pattern.findall(path.read_text(encoding="utf-8"))}
    assert {name for name in read if f"`{name}`" not in everything_written()} == set()


def test_every_verb_is_in_the_docs():
    assert [name for name in options_by_verb() if f"`karlemose {name}`" not in everything_written()] == []


@pytest.mark.parametrize("words", [Event, Role, Permission, Channel], ids=lambda words: words.__name__)
def test_every_fixed_word_is_in_the_docs(words):
    assert [word.value for word in words if f"`{word.value}`" not in everything_written()] == []


def test_every_room_is_in_the_plan_of_the_house():
    rooms = {path.name for path in HOUSE.iterdir() if (path / "__init__.py").exists()}
    plan = text_of(ROOT / "ARCHITECTURE.md")
    assert {room for room in rooms if f"`{room}`" not in plan} == set()


def test_every_decision_that_code_names_is_written_down():
    named = {int(number) for path in source_files() if path.suffix in {".py", ".toml", ".md"} for number in adrs(path)}
    assert {number for number in named if not list((ROOT / "docs/adr").glob(f"{number:02d}-*.md"))} == set()


def adrs(path: Path) -> list[str]:
    return re.findall(r"\bADR (\d+)\b", path.read_text(encoding="utf-8"))


# -- what is named is there ------------------------------------------------------------------------------------------


@each_page
def test_links_resolve(page):
    assert broken_links(page, text_of(page)) == []


def test_a_broken_link_is_seen():
    text = (
        "[gone](gone.md) [here](README.md) [part](#no-such-part) [abroad](https://example.org)\n```\n[code](x.md)\n```"
    )
    assert broken_links(ROOT / "README.md", text) == ["gone.md", "#no-such-part"]


def test_every_page_can_be_reached():
    reached, ahead = set(), [ROOT / name for name in OPENED_BY_HAND]
    while ahead:
        page = ahead.pop()
        reached.add(page)
        found = [(page.parent / link.partition("#")[0]).resolve() for link in links_of(text_of(page))]
        ahead += [path for path in found if path.suffix == ".md" and path.exists() and path not in reached]
    assert {name_of(page) for page in PAGES if page not in reached} == set()


@each_page
def test_files_that_a_page_names_are_there(page):
    pattern = re.compile(r"(?:karlemose|tests|tools|docs|benchmarks|requirements)/[\w./-]+")
    named = {code for code in CODE.findall(CODE_BLOCK.sub("", text_of(page))) if pattern.fullmatch(code)}
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_pages_that_code_names_are_there():
    pattern = re.compile(r"\bdocs/[\w./-]+\.md\b")
    named = {name for path in python_files() for name in pattern.findall(path.read_text(encoding="utf-8"))}
    assert {name for name in named if not (ROOT / name).exists()} == set()


@each_page
def test_commands_that_a_page_shows_exist(page):
    assert [command for command in commands_in(text_of(page)) if faults_of(command)] == []


def test_a_command_that_does_not_exist_is_seen():
    assert faults_of("karlemose breifing --week 2015-W23")
    assert faults_of("karlemose briefing --wek 2015-W23")
    assert not faults_of(".venv/bin/karlemose briefing --week 2015-W23")


def faults_of(command: str) -> list[str]:
    """What a shown `karlemose …` line names and the command line does not know."""
    found = re.match(r"(?:[A-Z_]+=\S+ +)*(?:\.venv/bin/)?karlemose +([a-z][\w -]*)", command)
    if found is None:
        return []
    words = found[1].split(" --")[0].split()
    if words[0] not in VERBS:
        return [words[0]]
    below = {name: leaf for name, leaf in options_by_verb().items() if name.split()[0] == words[0]}
    known = set().union(*(leaf for name, leaf in below.items() if name.split() == words[: len(name.split())]))
    known = known or set().union(*below.values())
    return [option for option in re.findall(r"(?<=\s)--[\w-]+", command) if option not in {*known, "--help"}]


@cache
def options_by_verb() -> dict[str, set[str]]:
    return {name: {one for each in leaf.params for one in each.opts} for name, leaf in told_by_code.leaves()}


def test_make_has_every_target_that_a_page_shows():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = {
        name for page in PAGES for code in commands_in(text_of(page)) for name in re.findall(r"^make ([a-z]+)", code)
    }
    assert shown - targets == set()


# -- pictures, and what a repository must not tell -------------------------------------------------------------------


def test_every_picture_is_shown_and_small():
    pictures = {path for path in source_files() if path.parent == ROOT / "docs/pictures"}
    shown = {(page.parent / link).resolve() for page in PAGES for link in links_of(text_of(page))}
    assert {name_of(path) for path in pictures - shown} == set()
    assert {name_of(path) for path in pictures if path.stat().st_size > LARGEST_PICTURE} == set()


def test_nothing_tells_of_a_machine_or_a_registry():
    """Lock files and pages alike: no folder of somebody's machine, no address packages were fetched from."""
    pattern = re.compile(r"(?<![\w.])/(?:home|Users|root)/|registry\.npmjs|pypi\.org|files\.pythonhosted")
    suffixes = {".py", ".md", ".toml", ".txt", ".json", ".in", ".html", ".js", ".css", ".typ", ".po", ""}
    files = [path for path in source_files() if path.suffix in suffixes]
    telling = [name_of(path) for path in files if pattern.search(path.read_text(encoding="utf-8", errors="ignore"))]
    assert telling == []
