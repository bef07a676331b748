"""MeetEval as a witness: the same totals on made-up meetings, with characters as words.

It is no dependency: the registry has it as source alone, which asks for a compiler. Where someone has installed it
(0.4.3 was tried), it is asked.
"""

import random

import pytest

from evaluators.meetings.in_time import spread, timed_errors
from evaluators.meetings.speakers import speaker_errors

meeteval = pytest.importorskip("meeteval", reason="MeetEval is not installed; its printed examples are tested anyway")


def meeting(names, chance):
    """Segments of speakers whose speech does not overlap itself."""
    for name in names:
        now = 0.0
        for _segment in range(chance.randint(1, 5)):
            now += 4 * chance.random()
            end = now + 0.1 + 3 * chance.random()
            yield name, [chance.choice("abc") for _character in range(chance.randint(1, 5))], now, end
            now = end


def as_seglst(segments):
    return meeteval.io.SegLST(
        [
            {"session_id": "s", "speaker": name, "words": " ".join(text), "start_time": start, "end_time": end}
            for name, text, start, end in segments
        ]
    )


def by_speaker(segments):
    found = {}
    for name, text, start, end in segments:
        found.setdefault(name, []).append((text, start, end))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_the_same_totals(seed):
    chance = random.Random(seed)
    truth = list(meeting("XYZ"[: chance.randint(1, 3)], chance))
    output = list(meeting("PQRS"[: chance.randint(1, 4)], chance))
    theirs = meeteval.wer.wer.cp.cp_word_error_rate(as_seglst(truth), as_seglst(output))
    streams = [
        {
            name: tuple(character for text, *_time in each for character in text)
            for name, each in by_speaker(side).items()
        }
        for side in (truth, output)
    ]
    ours = speaker_errors(*streams).counts
    assert (ours.errors, ours.length) == (theirs.errors, theirs.length)
    for collar in (0, 0.5, 5):
        theirs = meeteval.wer.wer.time_constrained.time_constrained_minimum_permutation_word_error_rate(
            as_seglst(truth), as_seglst(output), collar=collar
        )
        timed = [{name: spread(each) for name, each in by_speaker(side).items()} for side in (truth, output)]
        ours = timed_errors(*timed, collar=collar)
        assert (ours.errors, ours.length) == (theirs.errors, theirs.length), collar
