"""From the content of a hand-over to what its template sets, and to the text blocks that are pasted elsewhere."""

from karlemose.documents.composition import LONGEST_IN_FOOT, LONGEST_IN_TITLE, Composer, Page
from karlemose.documents.handover import CustodyTold, HandOverPaper, ItemTold
from karlemose.documents.handover_words import label, say
from karlemose.documents.phrases import NO_BREAK, Phrases, capital
from karlemose.documents.text import BREAK, clipped

Line = tuple[str, str]  # label, text


def page(content: HandOverPaper, composer: Composer) -> Page:
    """Everything that `handover.typ` sets."""
    language, phrases = content.language, composer.phrases
    items = say("items.one", language)
    if len(content.items) != 1:
        items = say("items.many", language, number=phrases.whole(len(content.items)))
    return _cover(content, composer) | {
        "receipt": {
            "title": say("receipt", language),
            "code": content.receipt,
            "note": say("receipt.note", language),
        },
        "facts": [
            [say("number", language), content.public_id],
            [say("items", language), items],
            [say("released", language), phrases.moment(content.released_at)],
            [say("contact", language), composer.cleaner.text(content.contact)],
            [say("approved", language), composer.cleaner.text(content.approver)],
            [say("rulebook", language), content.rulebook],
        ],
        "use": say("use", language),
        "index": _index(content, composer),
        "blocks": {
            "title": say("blocks", language),
            "note": say("blocks.note", language),
            "items": [_block(item, content, composer) for item in content.items],
        },
        "custody": _custody(content, composer),
        "verify": {"title": say("verify", language), "note": say("verify.note", language)},
    }


def lines(item: ItemTold, content: HandOverPaper) -> list[Line]:
    """An item as labels and texts, in the order in which they stand everywhere: page, text block and table."""
    language = content.language
    phrases = Phrases(language)
    found = [
        (say("line.incident", language), item.observation),
        (say("line.what", language), item.kind),
        (say("line.where", language), item.place),
        (say("line.when", language), when(item, phrases)),
        (say("line.noted", language), phrases.moment(item.noted_at)),
        (say("line.by", language), _noted_by(item, content)),
        *((label(name, language), text) for name, text in item.facts),
        (say("line.assessment", language), item.assessment),
        (say("line.file", language), item.file.name if item.file else ""),
        (say("line.digest", language), item.file.digest if item.file else ""),
        (say("line.basis", language), say("rule", language, rule=item.rule, basis=item.basis)),
        (say("line.conditions", language), "; ".join(item.conditions)),
    ]
    return [(name, text.replace(NO_BREAK, " ")) for name, text in found if text]


def when(item: ItemTold, phrases: Phrases) -> str:
    """'tirsdag 12. september 2017, 22.10', or as much of it as is known."""
    if item.precision == "month":
        return phrases.month(item.occurred_at.date())
    day = phrases.full_day(item.occurred_at.date(), with_year=True)
    return day if item.precision == "day" else f"{day}, {phrases.clock(item.occurred_at)}"


def title_of(item: ItemTold, content: HandOverPaper) -> str:
    """'Post 3 · Nummerplade'"""
    language = content.language
    return f"{say('item', language, number=item.number)} · {say(f'sort.{item.sort}', language)}"


def _cover(content: HandOverPaper, composer: Composer) -> Page:
    language, name = content.language, composer.cleaner.name
    year, _, week = content.week.partition("-W")
    receiver, sender = (name(clipped(of, LONGEST_IN_TITLE)) for of in (content.receiver, content.sender))
    neighbourhood = name(clipped(content.neighbourhood, LONGEST_IN_TITLE))
    moment = content.released_at
    span = f"{composer.phrases.day(content.starts_on)} – {composer.phrases.day(content.ends_on, with_year=True)}"
    return {
        "language": language.value,
        "date": [moment.year, moment.month, moment.day],
        "edge": {
            "word": say("protected", language),
            "reader": say("protected.reader", language),
            "is_public": False,
            "is_protected": True,
        },
        "marks": [say("invented", language)] if content.is_invented else [],
        "genre": say("genre", language),
        "receiver": say("for", language, receiver=receiver),
        "receiver_kind": say("from", language, sender=sender),
        "partnership": name(clipped(content.partnership, LONGEST_IN_TITLE)),
        "title": f"{say('genre', language)} · {neighbourhood} · {content.week}".replace(BREAK, ""),
        "heading": say("title", language, week=int(week), neighbourhood=neighbourhood),
        "span": span,
        "foot": say(
            "foot",
            language,
            code=content.public_id,
            sender=name(clipped(content.sender, LONGEST_IN_FOOT)),
            receiver=name(clipped(content.receiver, LONGEST_IN_FOOT)),
            week=f"{int(week)},{NO_BREAK}{year}",
        ),
        "made": say("made", language, made=composer.phrases.moment(moment)),
        "page": say("page", language, number="{number}", total="{total}"),  # Typst counts
        "check": {
            "title": say("check", language),
            "code": composer.cleaner.text(content.head_code),
            "note": say("check.note", language),
        },
    }


def _noted_by(item: ItemTold, content: HandOverPaper) -> str:
    if item.employee is None:
        return say("from_file", content.language, sender=content.sender)
    return say("employee", content.language, number=item.employee, sender=content.sender)


def _index(content: HandOverPaper, composer: Composer) -> Page:
    language = content.language
    keys = ("number", "observation", "when", "what", "sort", "rule")
    return {
        "title": say("index", language),
        "columns": [say(f"column.{key}", language) for key in keys],
        "rows": [_row(item, composer) for item in content.items],
    }


def _row(item: ItemTold, composer: Composer) -> Page:
    phrases, name = composer.phrases, composer.cleaner.name
    day = item.occurred_at.date()
    is_month = item.precision == "month"
    return {
        "number": str(item.number),
        "observation": item.observation,
        "day": phrases.month(day) if is_month else f"{phrases.weekday(day.weekday(), short=True)} {phrases.day(day)}",
        "time": phrases.clock(item.occurred_at) if item.precision == "hour" else "",
        "kind": capital(name(item.kind)),
        "place": name(item.place),
        "sort": say(f"sort.{item.sort}", phrases.language),
        "rule": item.rule,
    }


def _block(item: ItemTold, content: HandOverPaper, composer: Composer) -> Page:
    return {
        "title": title_of(item, content),
        "lines": [[name, composer.cleaner.text(text)] for name, text in lines(item, content)],
    }


def _custody(content: HandOverPaper, composer: Composer) -> Page:
    language = content.language
    return {
        "title": say("custody", language),
        "columns": [say(f"custody.{key}", language) for key in ("when", "what", "who", "digest")],
        "rows": [_step(step, composer) for step in content.custody],
    }


def _step(step: CustodyTold, composer: Composer) -> list[str]:
    phrases = composer.phrases
    who = ", ".join(part for part in (step.name, step.organisation) if part)
    return [
        phrases.moment(step.at),
        say(f"step.{step.kind}", phrases.language),
        composer.cleaner.name(who),
        composer.cleaner.text(step.digest),
    ]
