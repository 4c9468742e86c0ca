"""What somebody may do with an observation that they look at; each action asks again."""

from karlemose.observations.clips import Clip
from karlemose.observations.enums import Kind
from karlemose.observations.photos import OF_THINGS
from karlemose.observations.queries import Observation
from karlemose.observations.rules import may_protect
from karlemose.policy.words import Channel, OrganisationKind, Permission, Whose
from karlemose.web.staff.observed.looking import Look


def add_clip(look: Look) -> bool:
    """The office of the housing organisation, for an incident, where it may read what it keeps."""
    return look.observation.is_incident and _is_office(look)


def keep_clip(look: Look, clip: Clip) -> bool:
    """Whether this clip has a page for this person: the office of the organisation that holds it."""
    return clip.held_by_id == look.viewer.organisation_id and _is_office(look)


def add_photo(look: Look) -> tuple[bool, bool]:
    """Whether one more photo is taken here: one that all partners see, one that may show somebody."""
    viewer, row = look.viewer, look.observation
    if not is_ours(look, row) or not Kind(row.kind).is_act:
        return False, False
    return row.kind in OF_THINGS, may_protect(viewer, neighbourhood_id=row.neighbourhood_id)


def is_ours(look: Look, row: Observation) -> bool:
    """Noted by this person's organisation."""
    viewer = look.viewer
    return (
        viewer.has(Permission.NOTE)
        and viewer.organisation_id is not None
        and viewer.organisation_id == row.noted_by_organisation_id
    )


def _is_office(look: Look) -> bool:
    viewer = look.viewer
    is_office = viewer.organisation_kind == OrganisationKind.HOUSING and viewer.has(Permission.HAND_OVER)
    return is_office and look.observation.neighbourhood_id in viewer.sees_whose(Channel.EVIDENCE, Whose.ORGANISATION)


def mark_removed(look: Look) -> bool:
    """Whether this person's organisation writes down that a damage is gone."""
    is_housing = look.viewer.organisation_kind == OrganisationKind.HOUSING
    return is_ours(look, look.observation) or (is_housing and look.viewer.has(Permission.NOTE))
