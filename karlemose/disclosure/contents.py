"""What an item says, as it is kept at the release and as the second person saw it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from karlemose.disclosure.register import Offered

Content = Mapping[str, Any]


def content_of(one: Offered) -> dict[str, Any]:
    """Everything of an offer that may ever leave, as JSON."""
    return {
        "observation": one.observation,
        "sort": str(one.sort),
        "information": one.information,
        "kind": one.kind,
        "place": one.place,
        "occurred_at": one.occurred_at.isoformat(),
        "precision": one.precision,
        "noted_at": one.noted_at.isoformat(),
        "facts": [[str(label), text] for label, text in one.facts],
        "assessment": one.assessment,
        "plate": one.plate,
        "file": {"digest": one.file.digest, "ending": one.file.ending, "size": one.file.size} if one.file else None,
        "conditions": sorted(one.conditions),
        "recorded_at": one.recorded_at.isoformat() if one.recorded_at else None,
        "is_preserved": one.is_preserved,
    }


def digest(parts: Iterable[Content]) -> str:
    """SHA-256 of what stands in a hand-over: the same when nothing in it has changed, whoever asks and whenever."""
    told = json.dumps(list(parts), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
