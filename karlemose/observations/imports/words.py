"""The words by which other systems and people name our kinds, our numbers of people, and doors."""

import re

from karlemose.observations.enums import Kind, NumberOfPeople

DANISH = {
    Kind.GROUP: "truende eller spærrende gruppe",
    Kind.CAR: "bil",
    Kind.DRUG_DEALING: "handel med stoffer",
    Kind.DRUG_LITTER: "efterladenskaber fra stoffer",
    Kind.GRAFFITI: "graffiti",
    Kind.DAMAGE: "hærværk",
    Kind.THREAT: "trussel",
    Kind.LOCK_FORCED: "lås eller kælder brudt op",
    Kind.TAKEN_OVER: "bolig eller pulterrum overtaget",
    Kind.DANGEROUS_DOG: "farlig hund",
    Kind.NOISE: "støj",
    Kind.WEAPON: "våben",
    Kind.FIRE: "brand",
    Kind.RECRUITING: "hvervning",
    Kind.OTHER: "andet",
    Kind.NOTHING: "intet at melde",
}
ENGLISH = {
    Kind.GROUP: "threatening or blocking group",
    Kind.CAR: "car",
    Kind.DRUG_DEALING: "drug dealing",
    Kind.DRUG_LITTER: "drug litter",
    Kind.GRAFFITI: "graffiti",
    Kind.DAMAGE: "damage",
    Kind.THREAT: "threat",
    Kind.LOCK_FORCED: "lock or cellar forced",
    Kind.TAKEN_OVER: "dwelling or storage room taken over",
    Kind.DANGEROUS_DOG: "dangerous dog",
    Kind.NOISE: "noise",
    Kind.WEAPON: "weapon",
    Kind.FIRE: "fire",
    Kind.RECRUITING: "recruiting",
    Kind.OTHER: "other",
    Kind.NOTHING: "nothing to report",
}
_KINDS = {word: kind for words in (DANISH, ENGLISH) for kind, word in words.items()} | {
    kind.value: kind for kind in Kind
}
_PEOPLE = {"1": NumberOfPeople.ONE, "2-4": NumberOfPeople.FEW, "5-10": NumberOfPeople.SEVERAL} | dict.fromkeys(
    ("more", "flere", ">10", "> 10", "10+", "11+", "more than 10", "flere end 10", "over 10"), NumberOfPeople.MORE
)
# a floor and a side, or a dwelling's own number: finer than a stairwell
_DOOR = re.compile(
    r",? ?\b(?:(?:\d{1,2}\.?|st\.?|stuen|kld?\.?|kælderen)\s*(?:sal\b\.?,?\s*)?(?:tv|th|mf)\b\.?"
    r"|\d{1,2}\.\s*sal\b\.?|(?:lejlighed|lejl|bolig|dør|apt|apartment|flat|unit)\b\.?\s*(?:nr\b\.?\s*)?#?\s*\w{1,5})",
    re.IGNORECASE,
)


def kind_of(words: str) -> Kind | None:
    """Our kind of that name, in Danish, English or as the stored code; none if the words are not ours."""
    return _KINDS.get(" ".join(words.casefold().split()))


def people_of(words: str) -> NumberOfPeople | None:
    """The class a number of people belongs to; none if it is not understood."""
    plain = re.sub(r"\s*[-–—]\s*", "-", " ".join(words.casefold().split()))
    if plain in _PEOPLE:
        return _PEOPLE[plain]
    return NumberOfPeople.of(int(plain)) if re.fullmatch(r"[0-9]{1,6}", plain) else None


def without_door(words: str) -> str:
    """A place in words without floor, side and dwelling: the finest place is a stairwell."""
    plain = " ".join(words.split())  # first, so that no run of spaces is read again and again
    return " ".join(_DOOR.sub("", plain).split())
