from dataclasses import dataclass

import pytest

from pipelines.diarization import Turn
from pipelines.diarization.attribution import Attribution, Part


@dataclass(frozen=True)
class Word:
    start: float
    end: float
    text: str = ""


TURNS = [Turn(0.0, 2.0, "S1"), Turn(2.0, 4.0, "S2"), Turn(6.0, 8.0, "S1")]


def said(parts: list[Part[Word]]) -> list[tuple[str, str, float, float]]:
    return [(part.speaker, "".join(word.text for word in part.words), part.start, part.end) for part in parts]


def test_a_segment_is_cut_between_the_words_where_the_turn_changes() -> None:
    words = [Word(0.5, 1.0, "異議"), Word(1.0, 1.8, "は"), Word(2.1, 2.6, "あり"), Word(2.6, 3.0, "ません")]
    parts = Attribution(TURNS).assign(Word(0.4, 3.2), words)
    assert said(parts) == [("S1", "異議は", 0.4, 1.8), ("S2", "ありません", 2.1, 3.2)]


def test_a_syllable_beyond_a_turn_does_not_cut_a_sentence() -> None:
    words = [Word(0.5, 1.2, "賛成"), Word(1.2, 1.9, "いたし"), Word(2.0, 2.4, "ます。")]
    assert said(Attribution(TURNS).assign(Word(0.5, 2.4), words)) == [("S1", "賛成いたします。", 0.5, 2.4)]
    words = [Word(1.7, 1.95, "夜"), Word(2.0, 2.6, "の方は"), Word(2.6, 3.4, "いかがですか。")]
    assert said(Attribution(TURNS).assign(Word(1.7, 3.4), words)) == [("S2", "夜の方はいかがですか。", 1.7, 3.4)]


def test_of_two_halves_neither_is_a_crumb() -> None:
    words = [Word(1.5, 2.0, "はい。"), Word(2.0, 2.5, "どうぞ。")]
    assert [part.speaker for part in Attribution(TURNS).assign(Word(1.5, 2.5), words)] == ["S1", "S2"]


def test_no_word_is_lost_or_moved() -> None:
    words = [Word(0.3 * n, 0.3 * n + 0.3, str(n % 10)) for n in range(30)]
    parts = Attribution(TURNS).assign(Word(0.0, 9.0), words)
    assert [word for part in parts for word in part.words] == words
    assert [part.speaker for part in parts] == ["S1", "S2", "S1"]
    assert (parts[0].start, parts[-1].end) == (0.0, 9.0)


def test_a_word_across_a_change_goes_to_who_has_most_of_it() -> None:
    attribution = Attribution(TURNS)
    assert attribution.speaker_of(Word(1.5, 2.2)) == "S1"
    assert attribution.speaker_of(Word(1.9, 2.5)) == "S2"


@pytest.mark.parametrize(("word", "speaker"), [(Word(4.2, 4.5), "S2"), (Word(5.5, 5.9), "S1"), (Word(90, 91), "S1")])
def test_a_word_that_nobody_has_goes_to_the_nearest_turn(word: Word, speaker: str) -> None:
    assert Attribution(TURNS).speaker_of(word) == speaker


def test_a_word_within_no_time_at_all() -> None:
    assert Attribution(TURNS).speaker_of(Word(3.0, 3.0)) == "S2"


def test_a_segment_without_words_stays_whole() -> None:
    (part,) = Attribution(TURNS).assign(Word(1.0, 3.5), [])
    assert part == Part(1.0, 3.5, "S2", ())


def test_without_turns_nobody_said_it() -> None:
    (part,) = Attribution([]).assign(Word(0, 1), [Word(0, 1, "はい")])
    assert (part.speaker, len(part.words)) == ("", 1)


def test_of_two_that_speak_at_once_who_has_more_of_it() -> None:
    turns = [Turn(0.0, 100.0, "S1"), Turn(40.0, 41.0, "S2"), Turn(40.2, 41.0, "S2"), Turn(50.0, 51.0, "S3")]
    attribution = Attribution(turns)
    assert attribution.speaker_of(Word(40.5, 41.5)) == "S1"
    assert attribution.speaker_of(Word(99.0, 100.0)) == "S1"
    assert attribution.speaker_of(Word(50.2, 50.8)) == "S1"
