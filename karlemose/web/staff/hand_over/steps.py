"""What the forms of a hand-over ask for: each button is named for its step, and each step is one action."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from karlemose.disclosure import actions, releasing
from karlemose.disclosure.drafting import NoSuchHandOver
from karlemose.disclosure.states import WrongState
from karlemose.foundation import clock
from karlemose.foundation.refusals import NotAllowed
from karlemose.ledger.recording import AlreadyDone
from karlemose.policy.viewer import Viewer
from karlemose.web import typed

CHANGED = _("Something in it has changed since you saw it. Look once more, then decide.")
NOT_READY = _("Something in it still lacks something: whoever put it together mends it or leaves it out first.")
NOT_STATED = _("Write the police's number as they gave it, or the reason on one line.")
ELSEWHERE = _("Somebody else was quicker. This is where it stands now.")
REFUSALS: Mapping[type[Exception], str | Promise] = {
    actions.NotToBeStated: NOT_STATED,
    actions.ChangedMeanwhile: CHANGED,
    actions.NotReady: NOT_READY,
    WrongState: ELSEWHERE,
    releasing.TooLarge: _("Photos and clips are more than one folder holds, 512 MB. Leave some out, and hand them over "
                          "in another."),
    releasing.FileGone: _("A photo or clip has been erased meanwhile. Send it back, so that it is put together anew."),
}  # fmt: skip


@dataclass(frozen=True)
class Done:
    """What came of a form. `item_id`: the item that it was about, if it was about one."""

    refusal: str = ""
    item_id: int = 0
    is_approved: bool = False


def mend(sent: Any, *, by: Viewer, hand_over: str, key: str | None) -> Done:
    """A step of whoever puts it together."""
    step = sent.get("step", "")
    if step == "refresh":
        return _tried(actions.refresh, by=by, hand_over=hand_over, key=key)
    if step == "drop":
        return _tried(actions.refuse, by=by, hand_over=hand_over, words=sent.get("words", ""), key=key)
    item_id = typed.number(sent.get("item", ""))
    told = _ITEM_STEPS.get(step)
    if told is None or not item_id:
        raise Http404
    run, names = told
    given = {name: sent.get(name, "") for name in names}
    done = _tried(run, by=by, hand_over=hand_over, item_id=item_id, key=key, **given)
    return Done(done.refusal, item_id)


def judge(sent: Any, *, by: Viewer, hand_over: str, key: str | None) -> Done:
    """A step of the second person, and the release."""
    step = sent.get("step", "")
    if step == "approve":
        done = _tried(actions.approve, by=by, hand_over=hand_over, seen=sent.get("seen", ""), key=key)
        return Done(done.refusal, is_approved=not done.refusal)
    if step == "release":
        return _tried(releasing.release, by=by, hand_over=hand_over, key=key)
    run = {"return": actions.send_back, "drop": actions.refuse}.get(step)
    if run is None:
        raise Http404
    return _tried(run, by=by, hand_over=hand_over, words=sent.get("words", ""), key=key)


_ITEM_STEPS: Mapping[str, tuple[Callable[..., Any], tuple[str, ...]]] = {
    "state": (actions.state_condition, ("condition", "number")),
    "take_back": (actions.take_back_condition, ("condition",)),
    "leave_out": (actions.leave_out, ("because",)),
    "take_in": (actions.take_in, ()),
}


def _tried(run: Callable[..., Any], **given: Any) -> Done:
    """Sent twice is done once; a refusal is a sentence; what is not there is not there."""
    try:
        run(at=clock.current_time(), **given)
    except AlreadyDone:
        return Done()
    except NotAllowed as refusal:
        return Done(str(refusal.sentence))
    except NoSuchHandOver as error:
        raise Http404 from error
    except LookupError:
        return Done(str(CHANGED))
    except tuple(REFUSALS) as refusal:
        return Done(str(REFUSALS[type(refusal)]))
    return Done()
