"""What a week leaves open, and what the police answered; nothing of either where there is none."""

from karlemose.documents.composition import LONGEST_IN_SENTENCE, Composer, Page
from karlemose.documents.content import Answers, Questions
from karlemose.documents.text import clipped


def questions(content: Questions, composer: Composer) -> Page | None:
    phrases, name = composer.phrases, composer.cleaner.name
    counted = (("unanswered", content.unanswered), ("told", content.only_told), ("place", content.without_place))
    lines = [phrases.count(f"question.{key}", number) for key, number in counted if number]
    if content.still_silent:
        names = phrases.listed(name(clipped(one, LONGEST_IN_SENTENCE)) for one in content.still_silent)
        lines.append(phrases.say("question.silent", names=names))
    return {"title": phrases.say("questions"), "lines": lines} if lines else None


def answers(content: tuple[Answers, ...] | None, composer: Composer) -> Page | None:
    """None, without a trace, for whoever does not hear them."""
    if content is None:
        return None
    phrases = composer.phrases
    return {
        "title": phrases.say("answers"),
        "columns": [phrases.say("week"), phrases.say("answers.state"), phrases.say("answers.given")],
        "rows": [_week(one, composer) for one in content],
        "note": phrases.say("answers.note"),
    }


def _week(one: Answers, composer: Composer) -> list[str]:
    phrases, name = composer.phrases, composer.cleaner.name
    given = " · ".join(f"{name(words)} {phrases.whole(number)}" for words, number in one.given)
    silent = phrases.say("answers.none" if one.number else "answers.nothing")
    return [
        phrases.say("answers.week", week=int(one.week.partition("-W")[2])),
        phrases.say("of", part=phrases.whole(one.answered), whole=phrases.whole(one.number)) if one.number else "–",
        given or silent,
    ]
