"""Cameras, their permit, and the one clip that is told, as steps."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from karlemose.demo import drawings
from karlemose.demo.stage import Stage, Step
from karlemose.demo.told import ZONE, chapter, days_before, is_living, moment, on
from karlemose.observations import clips
from karlemose.places import cameras

MANAGER = "lone"
YEARS = 5  # of a permit


def filming(*, now: datetime) -> Iterator[Step]:
    story = chapter("cameras")
    first = (story["permit_from"], story["permit_until"])
    for row in story["camera"]:
        yield Step(moment(row["noted"]), partial(_add, row, permit=first))
    for number, permit in enumerate(_renewals(story, now=now)):
        at = on(permit[0], time(9)) - timedelta(days=1)
        for row in story["camera"]:
            if row.get("has_permit"):
                yield Step(at, partial(_renew, row, permit=permit, at=at, number=number))
    yield Step(moment(story["clip"]["noted"]), partial(_clip, story["clip"]))


def _renewals(story: dict[str, Any], *, now: datetime) -> list[tuple[date, date]]:
    """The permits since the first: the last one runs out a fixed time after now."""
    if not is_living(now):
        return []
    ends = days_before(now, -story["runs_out_in"])
    found: list[tuple[date, date]] = []
    while (begins := _years_before(ends) + timedelta(days=1)) > story["permit_from"]:
        found.append((begins, ends))
        ends = begins - timedelta(days=1)
    return [permit for permit in reversed(found) if permit[0] <= now.astimezone(ZONE).date()]


def _years_before(day: date) -> date:
    try:
        return day.replace(year=day.year - YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year - YEARS, day=28)


def _add(row: dict[str, Any], stage: Stage, *, permit: tuple[date, date]) -> None:
    at = moment(row["noted"])
    stage.once(
        cameras.add_camera,
        code=_code(row),
        by=stage.viewers[MANAGER],
        at=at,
        neighbourhood_id=stage.neighbourhood.id,
        about=_about(row, stage, permit=permit, on_day=at.date()),
    )


def _renew(row: dict[str, Any], stage: Stage, *, permit: tuple[date, date], at: datetime, number: int) -> None:
    about = _about(row, stage, permit=permit, on_day=at.date())
    camera_id = int(stage.made[_code(row)])
    code = f"{_code(row)}-permit-{number}"
    stage.once(cameras.change_camera, code=code, by=stage.viewers[MANAGER], at=at, camera_id=camera_id, about=about)


def _about(row: dict[str, Any], stage: Stage, *, permit: tuple[date, date], on_day: date) -> cameras.About:
    has_permit = row.get("has_permit", False)
    return cameras.About(
        code=row["code"],
        name=row["name"],
        place_id=stage.place_ids[row["place"]],
        permit_from=permit[0] if has_permit else None,
        permit_until=permit[1] if has_permit else None,
        clock_offset=timedelta(seconds=row.get("seconds_ahead", 0)),
        clock_checked_on=on_day,
    )


def _clip(row: dict[str, Any], stage: Stage) -> None:
    what = clips.NotedClip(
        observation_id=stage.made[row["observation"]],
        camera_id=int(stage.made[f"demo-{row['camera']}"]),
        from_at=moment(row["from"]),
        until_at=moment(row["until"]),
        request_number=row["request"],
    )
    at, content = moment(row["noted"]), io.BytesIO(drawings.recording())
    stage.once(clips.add_clip, code="demo-clip-13", by=stage.viewers[MANAGER], at=at, what=what, content=content)


def _code(row: dict[str, Any]) -> str:
    return f"demo-{row['code']}"
