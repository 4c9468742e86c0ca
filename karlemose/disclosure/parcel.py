"""The folder of a hand-over as bytes: the same content, moments and codes give the same folder, bit for bit."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from karlemose.disclosure import bag, readme
from karlemose.documents import render, tables
from karlemose.documents.handover import CustodyTold, HandOverPaper, ItemTold
from karlemose.documents.handover_page import lines, title_of
from karlemose.documents.handover_words import label, say
from karlemose.ledger import keys
from karlemose.ledger.heads import Statement

PAPER, TABLE, DECISIONS, CUSTODY = "aflevering.pdf", "liste.csv", "decisions.json", "forvaring.csv"
README, TEXTS, FILES, LOG = "LAES-MIG.txt", "tekster", "filer", "log"

COLUMNS = (
    *("post", "haendelse", "hvad", "handling", "sted", "hvornaar", "skrevet_ned", "noteret_af", "fakta", "vurdering"),
    *("fil", "sha256", "regel", "hjemmel", "opfyldt"),
)
_BEGINNINGS = (
    (b"\xff\xd8\xff", 0, "jpg"),
    (b"\x89PNG", 0, "png"),
    (b"WEBP", 8, "webp"),
    (b"ftyphei", 4, "heic"),
    (b"ftypmif1", 4, "heic"),
)


class Numbered(Protocol):
    """A hand-over's row, or its paper."""

    @property
    def week(self) -> str: ...
    @property
    def public_id(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Contents:
    """Everything that goes in. `decisions` has an entry an item; `files` holds photos and clips by digest."""

    paper: HandOverPaper
    decisions: tuple[Mapping[str, Any], ...]
    files: Mapping[str, bytes]
    head: Statement


@dataclass(frozen=True, kw_only=True)
class Made:
    """The folder as one file, and what is kept of it."""

    content: bytes
    digest: str
    manifest_digest: str


def make(contents: Contents) -> Made:
    """Set the paper, gather the folder, sign its manifest."""
    files = bag.bag(payload=_payload(contents), info=_info(contents.paper), sign=_signed)
    content = bag.zipped(files, folder=folder_name(contents.paper))
    return Made(
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        manifest_digest=hashlib.sha256(files[bag.MANIFEST]).hexdigest(),
    )


def folder_name(of: Numbered) -> str:
    """`aflevering-2017-W37-H4W9T2KQ7M`."""
    return f"aflevering-{of.week}-{of.public_id}"


def file_name(digest: str, ending: str) -> str:
    """Where a photo or clip lies in the folder."""
    return f"data/{FILES}/{digest}.{ending}" if ending else f"data/{FILES}/{digest}"


def ending_of(content: bytes) -> str:
    """How the name of a photo ends, by its first bytes; nothing for what we do not know."""
    for begins, at, ending in _BEGINNINGS:
        if content[at : at + len(begins)] == begins:
            return ending
    return ""


def _payload(contents: Contents) -> dict[str, bytes]:
    paper = contents.paper
    return {
        README: _readme(contents).encode(),
        PAPER: render.hand_over(paper),
        TABLE: _table(paper),
        DECISIONS: _json(list(contents.decisions)),
        CUSTODY: _custody(paper.custody),
        **{_text_name(item): _text(item, paper).encode() for item in paper.items},
        **{item.file.name.removeprefix("data/"): contents.files[item.file.digest] for item in paper.items if item.file},
        f"{LOG}/head.bin": contents.head.message,
        f"{LOG}/head.sig": contents.head.signature,
        f"{LOG}/head.pem": _pem(contents.head.public_key),
    }


def _info(paper: HandOverPaper) -> dict[str, str]:
    return {
        "Bag-Software-Agent": "Karlemose",
        "Bagging-Date": paper.released_at.date().isoformat(),
        "Source-Organization": _one_line(paper.sender),
        "External-Identifier": paper.public_id,
        "External-Description": f"{_one_line(paper.neighbourhood)} {paper.week}",
    }


def _signed(manifest: bytes) -> dict[str, bytes]:
    public_key, signature = keys.sign(manifest)
    return {"signature/manifest.sig": signature, "signature/key.pem": _pem(public_key)}


def _pem(public_key: bytes) -> bytes:
    key = Ed25519PublicKey.from_public_bytes(public_key)
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _readme(contents: Contents) -> str:
    paper = contents.paper
    return readme.TEXTS[paper.language].format(
        code=paper.public_id,
        sender=paper.sender,
        receiver=paper.receiver,
        week=paper.week,
        neighbourhood=paper.neighbourhood,
        released=paper.released_at.isoformat(timespec="minutes"),
        items=len(paper.items),
        receipt=paper.receipt,
        fingerprint=hashlib.sha256(contents.head.public_key).hexdigest(),
        head=paper.head_code,
        invented=readme.INVENTED if paper.is_invented else "",
    )


def _text_name(item: ItemTold) -> str:
    return f"{TEXTS}/{item.number:04d}-{item.observation}-{item.sort}.txt"


def _text(item: ItemTold, paper: HandOverPaper) -> str:
    told = "".join(f"{name}: {text}\n" for name, text in lines(item, paper))
    return f"{title_of(item, paper)}\n{told}"


def _table(paper: HandOverPaper) -> bytes:
    return tables.written([COLUMNS, *(_row(item, paper) for item in paper.items)])


def _row(item: ItemTold, paper: HandOverPaper) -> tuple[str, ...]:
    facts = "\n".join(f"{label(name, paper.language)}: {text}" for name, text in item.facts)
    return (
        str(item.number),
        item.observation,
        say(f"sort.{item.sort}", paper.language),
        item.kind,
        item.place,
        item.occurred_at.isoformat(timespec="minutes"),
        item.noted_at.isoformat(timespec="minutes"),
        str(item.employee or ""),
        facts,
        item.assessment,
        item.file.name if item.file else "",
        item.file.digest if item.file else "",
        item.rule,
        item.basis,
        "; ".join(item.conditions),
    )


def _custody(steps: tuple[CustodyTold, ...]) -> bytes:
    head = ("hvornaar", "hvad", "hvem", "organisation", "sha256")
    rows = [(step.at.isoformat(), step.kind, step.name, step.organisation, step.digest) for step in steps]
    return tables.written([head, *rows])


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())
