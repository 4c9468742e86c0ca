"""One invented hand-over as paper, for tests of the folder and of the page."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from karlemose.documents.content import Language
from karlemose.documents.handover import CustodyTold, FileTold, HandOverPaper, ItemTold, Label

ZONE = ZoneInfo("Europe/Copenhagen")
PHOTO = b"\xff\xd8\xff\xe0 not really a photo"
PHOTO_DIGEST = "1b4dd2f3bd7bbd2d9ce9b2b3e0f0b3b1b5a3a1d0e9c8b7a6958473625140302f"
MET = ("en konkret hændelse er angivet", "fakta er adskilt fra vurdering", "en navngiven person har godkendt")
BASIS = "databeskyttelseslovens § 8, stk. 3–4; GDPR art. 6, stk. 1, litra f, og art. 10"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2017, 9, day, hour, minute, tzinfo=ZONE)


def item(number: int = 1, **more) -> ItemTold:
    told = {
        "number": number,
        "observation": "K7QM4T9XAB",
        "sort": "plate",
        "kind": "Narkohandel",
        "place": "P-plads Syd",
        "occurred_at": at(12, 22, 10),
        "noted_at": at(12, 22, 14),
        "employee": 1,
        "facts": ((Label.PLATE, "QX12345"), (Label.COUNTRY, "DK"), (Label.ACT, "Noget blev rakt ind eller ud")),
        "assessment": "",
        "rule": "D05",
        "basis": BASIS,
        "conditions": MET[:1],
    }
    return ItemTold(**(told | more))


def description(number: int = 2, **more) -> ItemTold:
    facts = ((Label.DESCRIPTION, "Mand i sort dynejakke med hvid stribe på ærmet"), (Label.HOW_KNOWN, "så selv"))
    told = {"sort": "description", "facts": facts, "assessment": "Det ligner sidste uge", "rule": "D04"}
    return item(number, **(told | {"conditions": MET} | more))


def photo(number: int = 3, digest: str = PHOTO_DIGEST) -> ItemTold:
    file = FileTold(name=f"data/filer/{digest}.jpg", digest=digest, size=len(PHOTO))
    return item(number, sort="photo", facts=((Label.REPORTED, "Nyt tag"),), rule="D04", file=file)


def paper(*items: ItemTold, **more) -> HandOverPaper:
    told = {
        "language": Language.DANISH,
        "public_id": "H4W9T2KQ7M",
        "sender": "Boligorganisationen Siv",
        "receiver": "Lokalpolitiet",
        "partnership": "Karlemosen",
        "neighbourhood": "Karlemoseparken",
        "week": "2017-W37",
        "starts_on": date(2017, 9, 11),
        "ends_on": date(2017, 9, 17),
        "released_at": at(15, 11),
        "contact": "Lone Fabricius, Boligorganisationen Siv",
        "approver": "Yasmin Toft, Boligorganisationen Siv",
        "receipt": "K7NM 9TXA",
        "head_code": "1204-7F3A-91C2-0D5E-66B1-A2F4-8C39-17E0-5B7D",
        "rulebook": "dk 3f9c52ab01de",
        "items": items or (item(), description()),
        "custody": custody(),
        "is_invented": True,
    }
    return HandOverPaper(**(told | more))


def custody() -> tuple[CustodyTold, ...]:
    siv = "Boligorganisationen Siv"
    return (
        CustodyTold(at=at(15, 10, 2), kind="made", name="Lone Fabricius", organisation=siv, digest="ab" * 32),
        CustodyTold(at=at(15, 10, 31), kind="approved", name="Yasmin Toft", organisation=siv, digest="cd" * 32),
        CustodyTold(at=at(15, 11), kind="released", name="Lone Fabricius", organisation=siv, digest="cd" * 32),
    )
