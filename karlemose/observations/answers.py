"""Who may hear what the police answered: asked of the rulebook (D46), with the conditions that are kept here.

Two conditions stand in the rule and are kept by how it is built. *Belongs to the observation*: an `Answer` has a
foreign key to an observation and to nothing else that was seen. *Counted over a week*: outside the organisation that
answers, nothing gives an answer but `answering.of_week` and `digests`, which count.
"""

from enum import StrEnum

from karlemose.policy.decision import Decision, Result
from karlemose.policy.engine import decide
from karlemose.policy.explain import Explanation, explain
from karlemose.policy.facts import Facts
from karlemose.policy.rule import Language
from karlemose.policy.rulebook import Rulebook, in_force
from karlemose.policy.viewer import Viewer
from karlemose.policy.words import Channel, OrganisationKind, Permission

ANSWERS = OrganisationKind.POLICE  # whose task it is to answer
KEPT = frozenset({"belongs_to_observation", "counts_over_a_week"})
INFORMATION, PURPOSE = "answer_on_observation", "feedback"


class Standing(StrEnum):
    """How somebody stands to the answers."""

    READS = "reads"
    WAITS = "waits"  # would read them, once the partnership's lawyer has signed the rule
    NONE = "none"


def decision(viewer: Viewer, receiver: OrganisationKind) -> Decision:
    """May the police's answers go to organisations of this kind, in the viewer's partnership on the viewer's day?"""
    return decide(_facts(viewer, receiver), _law(viewer))


def standing(viewer: Viewer) -> Standing:
    """How the viewer's organisation stands to the answers. The police hear their own wherever somebody else may."""
    if viewer.organisation_kind is None:
        return Standing.NONE
    kinds = receivers() if viewer.organisation_kind is ANSWERS else (viewer.organisation_kind,)
    found = [_standing(decision(viewer, kind)) for kind in kinds]
    return next((one for one in (Standing.READS, Standing.WAITS) if one in found), Standing.NONE)


def may_read(viewer: Viewer) -> bool:
    """Whether the viewer may hear answers at all: counts over a week, of their own notes."""
    return standing(viewer) is Standing.READS


def may_read_all(viewer: Viewer, neighbourhood_id: int) -> bool:
    """Whether the viewer may hear the counts of everybody's notes: those who read the weekly briefing, of the picture
    that they read."""
    is_reader = viewer.has(Permission.READ_BRIEFINGS) and neighbourhood_id in viewer.sees(Channel.PICTURE)
    return is_reader and may_read(viewer)


def may_write(viewer: Viewer) -> bool:
    """Whether the viewer may answer: the police's own people, while there is somebody who may be told."""
    return viewer.has(Permission.ANSWER) and viewer.organisation_kind is ANSWERS and may_read(viewer)


def receivers() -> tuple[OrganisationKind, ...]:
    """The kinds of organisations that the rule about answers speaks of, signed or not."""
    rules = in_force().speaking_of(INFORMATION, PURPOSE)
    named = {code for rule, _information, _purpose in rules for code in rule.receivers}
    return tuple(kind for kind in OrganisationKind if kind.value in named)


def why_not(viewer: Viewer, language: Language) -> Explanation:
    """The refusal in words: which rule, who signs it, and what one can do instead."""
    receiver = viewer.organisation_kind
    if receiver is None or receiver is ANSWERS:
        receiver = receivers()[0]
    facts = _facts(viewer, receiver)
    law = _law(viewer)
    return explain(decide(facts, law), facts=facts, rulebook=law, language=language)


def _standing(found: Decision) -> Standing:
    if not found.is_refused:
        return Standing.READS
    is_unsigned = any(trial.result is Result.NOT_SIGNED for trial in found.trace)
    return Standing.WAITS if is_unsigned else Standing.NONE


def _facts(viewer: Viewer, receiver: OrganisationKind) -> Facts:
    return Facts(
        sender=ANSWERS.value,
        receiver=receiver.value,
        information=INFORMATION,
        purpose=PURPOSE,
        at=viewer.on,
        channel=Channel.PICTURE,
        conditions=KEPT,
    )


def _law(viewer: Viewer) -> Rulebook:
    return in_force().signed(viewer.signatures)
