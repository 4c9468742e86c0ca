"""From a hand-over to what its paper says, and to the record of each decision that goes along."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from karlemose.disclosure.codes import shown
from karlemose.disclosure.custody_models import Step
from karlemose.disclosure.drafting import Draft, Line
from karlemose.disclosure.judging import PURPOSE, REPORT_NUMBER, conditions_met
from karlemose.disclosure.models import HandOver
from karlemose.disclosure.parcel import file_name
from karlemose.disclosure.register import Offered
from karlemose.documents.content import Language
from karlemose.documents.handover import CustodyTold, FileTold, HandOverPaper, ItemTold, Label
from karlemose.foundation.clock import Week
from karlemose.policy.rule import Language as RuleLanguage
from karlemose.policy.viewer import Viewer

SHOWN_OF_VERSION = 12  # characters; the whole version stands in decisions.json


@dataclass(frozen=True, kw_only=True)
class Codes:
    """What is printed to be read aloud or typed, and how each file's name ends by its digest."""

    receipt: str
    head: str
    endings: Mapping[str, str]


def paper_of(draft: Draft, *, steps: list[Step], contact: Viewer, codes: Codes) -> HandOverPaper:
    """What was released, as the receiver reads it."""
    row = draft.hand_over
    zone, week = ZoneInfo(row.neighbourhood.timezone), Week.parse(row.week)
    law = draft.parties.rulebook
    return HandOverPaper(
        language=Language(row.language),
        public_id=row.public_id,
        sender=row.sender.name,
        receiver=row.receiver.name,
        partnership=row.neighbourhood.partnership.name,
        neighbourhood=row.neighbourhood.name,
        week=row.week,
        starts_on=week.monday,
        ends_on=week.sunday,
        released_at=_released_at(row).astimezone(zone),
        contact=f"{contact.name}, {contact.organisation_name}",
        approver=_approver(steps),
        receipt=shown(codes.receipt),
        head_code=codes.head,
        rulebook=f"{law.name} {law.version[:SHOWN_OF_VERSION]}",
        items=items_told(draft, zone=zone, endings=codes.endings),
        custody=tuple(_told(step, zone) for step in steps),
        is_invented=settings.IS_DEMO,
    )


def items_told(draft: Draft, *, zone: ZoneInfo, endings: Mapping[str, str] | None = None) -> tuple[ItemTold, ...]:
    """The items as the receiver reads them: of a released hand-over, and as the preview before it."""
    employees: dict[str, int] = {}
    told = []
    for number, line in enumerate(draft.ready, start=1):
        if line.offered is None:
            continue
        noted_by = line.offered.noted_by
        employee = employees.setdefault(noted_by, len(employees) + 1) if noted_by else None
        told.append(
            _item(line, line.offered, draft)(
                number=number,
                employee=employee,
                file=_file(line.offered, endings or {}),
                occurred_at=line.offered.occurred_at.astimezone(zone),
                noted_at=line.offered.noted_at.astimezone(zone),
            )
        )
    return tuple(told)


def decision_of(number: int, line: Line, draft: Draft) -> Mapping[str, Any]:
    """The law's answer on one item, with the facts in the form that `karlemose decide` takes."""
    if line.judged is None or line.offered is None:
        raise ValueError("what is gone was not decided")
    facts, decision = line.judged.facts, line.judged.decision
    return {
        "item": number,
        "observation": line.offered.observation,
        "sort": str(line.offered.sort),
        "facts": {
            "from": facts.sender,
            "to": facts.receiver,
            "information": facts.information,
            "purpose": PURPOSE,
            "at": facts.at.isoformat(),
            "channel": facts.channel.value if facts.channel else None,
            "conditions": sorted(facts.conditions),
            "signed": sorted({one.rule for one in draft.parties.signatures}),
        },
        "outcome": decision.outcome.value,
        "rule": decision.rule,
        "rulebook": decision.rulebook,
        "trace": [[trial.rule, trial.verdict.value, trial.result.value] for trial in decision.trace],
    }


def _item(line: Line, one: Offered, draft: Draft) -> Callable[..., ItemTold]:
    """The item but for what its place on the paper decides."""
    language = RuleLanguage(draft.hand_over.language)
    law, judged = draft.parties.rulebook, line.judged
    rule = law.rule(judged.decision.rule) if judged and law.has(judged.decision.rule) else None
    met = conditions_met(judged, parties=draft.parties) if judged else ()
    return partial(
        ItemTold,
        observation=one.observation,
        sort=str(one.sort),
        kind=one.kind,
        place=one.place,
        facts=(*one.facts, *_number(line)),
        assessment=one.assessment,
        rule=rule.id if rule else "",
        basis=rule.basis.said(language) if rule else "",
        conditions=tuple(law.vocabulary.conditions[code].words.said(language) for code in met),
        precision=one.precision,
    )


def _file(one: Offered, endings: Mapping[str, str]) -> FileTold | None:
    if one.file is None:
        return None
    ending = one.file.ending or endings.get(one.file.digest, "")
    return FileTold(name=file_name(one.file.digest, ending), digest=one.file.digest, size=one.file.size)


def _number(line: Line) -> tuple[tuple[Label, str], ...]:
    is_stated = REPORT_NUMBER in line.item.stated and line.item.police_number
    return ((Label.POLICE_NUMBER, line.item.police_number),) if is_stated else ()


def _released_at(row: HandOver) -> datetime:
    if row.released_at is None:
        raise ValueError("only a released hand-over has a paper")
    return row.released_at


def _approver(steps: list[Step]) -> str:
    approvals = [step for step in steps if step.kind == "approved"]
    return f"{approvals[-1].by_name}, {approvals[-1].by_organisation}"


def _told(step: Step, zone: ZoneInfo) -> CustodyTold:
    return CustodyTold(
        at=step.at.astimezone(zone),
        kind=step.kind,
        name=step.by_name,
        organisation=step.by_organisation,
        digest=step.digest,
    )
