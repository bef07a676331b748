"""What a study is to be, as a person asks for it, and what can be asked for."""

from dataclasses import dataclass

from dashboards.web.station.lookup import FORMS, MEETINGS
from evaluators.timing.design import FORM_ARMS, MEETING_ARMS

POLICY_ARM = "ai_policy"
ARMS = {FORMS: FORM_ARMS, MEETINGS: MEETING_ARMS}
USUAL_ARMS = {FORMS: ("manual", "ai_all"), MEETINGS: MEETING_ARMS}
USUAL_IDLE_SECONDS = {FORMS: 30.0, MEETINGS: 60.0}
"""Whoever has listened thinks longer before a key. While the sound plays nobody is idle."""
SEED = 1


@dataclass(frozen=True)
class Wanted:
    """A study as it is asked for."""

    name: str
    run: str
    people: tuple[str, ...]
    """Pseudonyms of accounts."""
    arms: tuple[str, ...]
    """The one that others are compared with first; none: those that are usual."""
    items: int | None = None
    """None: all that nobody of them has seen in a study."""
    practice: int | None = None
    """Items to practise on; None: as many as let everybody try every arm."""
    engine: str = ""
    """Whose readings are corrected; empty: of the one that a policy trusts, where that is a way of working, else of the
    best of the run."""
    idle_seconds: float | None = None
    """None: what is usual for the kind of study."""
    seed: int = SEED
    recording: str = ""
    """Of meetings, which is listened to; empty: ``near``, or the first."""
    minutes: float | None = None
    """Of meetings, about how long each item is to be; None: whole sessions."""
