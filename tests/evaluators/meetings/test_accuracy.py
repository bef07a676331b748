"""Rates of meetings."""

import pandas as pd

from evaluators.grade import Grade
from evaluators.meetings.accuracy import Basis, accuracy
from evaluators.meetings.heard import COUNTS

BASIS = Basis(Grade.DEMONSTRATION, "stretch")


def row(unit, part, whole, recording="near", session="s1", metric="cer", speaker="a", pace="fast"):
    return ("whisper", session, recording, unit, speaker, pace, metric, "raw", part, whole)


def frame(rows):
    return pd.DataFrame(rows, columns=["engine", "session_id", "recording", *COUNTS])


def test_scopes_and_sums():
    counted = frame([row(0, 3, 30), row(1, 1, 10), row(0, 9, 30, "far"), row(1, 7, 10, "far", speaker="b")])
    by_id = {quantity.id: quantity for quantity in accuracy(counted, BASIS)}
    everything = by_id["cer/whisper/raw"]
    assert (everything.numerator, everything.denominator, everything.value) == (20, 80, 0.25)
    assert everything.n_documents == 2  # the same two minutes, in two recordings
    assert by_id["cer/whisper/raw/recording=far"].value == 16 / 40
    assert by_id["cer/whisper/raw/session_id=s1/speaker=b"].value == 7 / 10
    assert by_id["cer/whisper/raw/pace=fast"].value == 20 / 80
    assert by_id["cer/whisper/raw/recording=near/session_id=s1"].cases == "cases-whisper.s1.near"
    assert {each.grade for each in by_id.values()} == {Grade.DEMONSTRATION}


def test_the_method_says_what_was_resampled():
    counted = frame([row(unit, unit % 4 + 1, 100) for unit in range(12)])
    (found, *_rest) = accuracy(counted, BASIS)
    assert found.method == "stretch-bootstrap"
    (found, *_rest) = accuracy(counted, Basis(Grade.MEASURED, "meeting"))
    assert found.method == "meeting-bootstrap"
    counted = frame([row(unit, 80, 100, metric="term_recall") for unit in range(12)])
    assert accuracy(counted, BASIS)[0].method == "clopper-pearson-stretch"


def test_what_was_never_counted_is_left_out():
    assert accuracy(frame([row(0, 4, 0)]), BASIS) == []


def test_rates_of_three_whole_meetings_say_that_three_are_too_few():
    counted = frame([row(0, part, 40, session=f"s{part}", metric="tcpcer") for part in (3, 1, 5)])
    found = accuracy(counted, Basis(Grade.DEMONSTRATION, "meeting"))[0]
    assert (found.numerator, found.denominator) == (9, 120)
    assert found.low < 1e-6
    assert found.high > 0.7
    assert found.method == "clopper-pearson-meeting"


def test_time_given_to_the_wrong_speaker_has_scopes_as_other_rates_have():
    counted = frame(
        [row(unit, unit / 2, 10.0, recording, metric="der", speaker="", pace="")
         for recording in ("near", "far") for unit in range(4)]
    )  # fmt: skip
    by_scope = {tuple(sorted(each.scope.items())): each for each in accuracy(counted, BASIS)}
    assert set(by_scope) == {
        (), (("recording", "near"),), (("recording", "far"),), (("session_id", "s1"),),
        (("recording", "near"), ("session_id", "s1")), (("recording", "far"), ("session_id", "s1")),
    }  # fmt: skip
    assert by_scope[()].value == 6 / 80
    assert {each.n_documents for each in by_scope.values()} == {4}
