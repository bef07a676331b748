"""What is counted of a recording only where both sides have times: tcpCER, and who speaks when."""

import numpy as np
import pandas as pd

from evaluators.meetings.diarisation import errors_by_stretch
from evaluators.meetings.in_time import Timed, errors_in_time, least_errors, streams, timed_distance
from evaluators.meetings.rows import by_speaker, by_unit
from evaluators.meetings.speakers import assign
from evaluators.meetings.text import Normaliser
from evaluators.meetings.transcript import Integers, Transcript
from evaluators.meetings.units import Units


def in_time(here: Transcript, there: Transcript, unit: Units, who: pd.DataFrame) -> list[pd.DataFrame]:
    """Rows of ``tcpcer`` and ``der``; none where a time is not known.

    What was added counts in the unit in which it is written.

    Args:
        here: the truth without punctuation.
        there: the draft, the same way.
        unit: of the truth.
        who: speaker and pace of each character of the truth.
    """
    if not (here.timed and there.timed):
        return []
    return [*_by_speaker(here, there, unit, who), _turned(here, there, unit)]


def _by_speaker(here: Transcript, there: Transcript, unit: Units, who: pd.DataFrame) -> list[pd.DataFrame]:
    wrong, added = np.ones(len(here), dtype=bool), np.ones(len(there), dtype=bool)
    for speaker, label in assign(streams(here), streams(there), timed_distance, least_errors):
        if speaker is not None and label is not None:
            mine, theirs = here.of(speaker), there.of(label)
            wrong[mine], added[theirs] = errors_in_time(_timed(here, mine), _timed(there, theirs))
    found = [by_unit(unit.at(there.starts[added]), 1, 0, "tcpcer", Normaliser.NOPUNCT)]
    if len(here):
        places = who.assign(unit=unit.of, part=wrong.astype(np.int64), whole=1)
        found.append(by_speaker(places, "tcpcer", Normaliser.NOPUNCT))
    return found


def _timed(side: Transcript, places: Integers) -> Timed:
    return Timed(tuple(side.characters[place] for place in places), side.starts[places], side.ends[places])


def _turned(here: Transcript, there: Transcript, unit: Units) -> pd.DataFrame:
    stretches = errors_by_stretch(here.turns, there.turns, unit.begins[1:].tolist())
    wrong = [each.missed + each.false_alarm + each.confusion for each in stretches]
    return by_unit(np.arange(len(stretches)), wrong, [each.scored for each in stretches], "der", "")
