"""STM, of NIST's scoring tools: a line for each segment, ``session channel speaker start end <label> words``."""

import re
from pathlib import Path

from dashboards.language import _
from pipelines.errors import KoukaError, Place
from pipelines.transcripts.clock import seconds_of
from pipelines.transcripts.source import text_of
from pipelines.transcripts.utterance import Placed, Utterance

COMMENT = ";;"
UNSCORED = frozenset({"inter_segment_gap", "excluded_region"})
NOT_SPEECH = "IGNORE_TIME_SEGMENT_IN_SCORING"
_LABEL = re.compile(r"^<[^<>\s]*>\s*")


def read(path: Path) -> list[Placed]:
    """The segments of a file; comments and regions that are not scored are passed over.

    Raises:
        KoukaError: a line has no five columns before its words, or its times are none.
    """
    lines = enumerate(text_of(path).splitlines(), 1)
    return [
        placed for number, line in lines if line.strip() and not line.startswith(COMMENT)
        if (placed := _placed(Place(path, number), number, line))
    ]  # fmt: skip


def _placed(place: Place, number: int, line: str) -> Placed | None:
    columns = line.split(None, 5)
    if len(columns) < 5:
        raise _refused(place, _("This line has {n} columns, STM has at least five.", n=len(columns)))
    session, _channel, speaker, start, end = columns[:5]
    words = _LABEL.sub("", "".join(columns[5:])).strip()
    if speaker in UNSCORED or words.upper() == NOT_SPEECH:
        return None
    times = seconds_of(start), seconds_of(end)
    if None in times:
        wrong = start if times[0] is None else end
        raise _refused(place, _("“{text}” is no time.", text=wrong))
    return Placed(number, Utterance(speaker, *times, words), session)


def _refused(place: Place, what: str) -> KoukaError:
    example = "session 1 speaker 0.00 2.50 <o,f0,male> …"
    return KoukaError(what, where=place, todo=_("STM is written like {example}", example=example))
