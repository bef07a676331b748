import pytest

from pipelines.recognizers import Word
from pipelines.recognizers.sentences import LONGEST, confidence, sentences, within

SPEECH = [(0.0, 100.0)]


def words(*timed: tuple[float, float, str], sure: float = 0.5) -> list[Word]:
    return [Word(start, end, text, sure) for start, end, text in timed]


def test_a_full_stop_ends_a_piece() -> None:
    found = sentences(words((0, 1, "本日"), (1, 2, "です。"), (2, 3, "次に")), SPEECH)
    assert [(piece.start, piece.end, piece.text) for piece in found] == [(0, 2, "本日です。"), (2, 3, "次に")]


def test_a_pause_ends_a_piece() -> None:
    found = sentences(words((0, 1, "本日"), (2, 3, "は")), SPEECH)
    assert [piece.text for piece in found] == ["本日", "は"]


def test_blanks_between_latin_words_stay_and_those_round_them_go() -> None:
    (piece,) = sentences(words((0, 1, " LGWAN"), (1, 2, " is"), (2, 3, "です")), SPEECH)
    assert piece.text == "LGWAN isです"
    assert [word.text for word in piece.words] == ["LGWAN", "is", "です"]


def test_nothing_but_blanks_is_nothing() -> None:
    assert sentences(words((0, 1, " "), (1, 2, "")), SPEECH) == []


def test_a_piece_without_any_stop_ends_when_it_is_long() -> None:
    found = sentences(words(*((n, n + 1.0, "あ") for n in range(50))), SPEECH)
    assert max(piece.end - piece.start for piece in found) <= LONGEST
    assert sum(len(piece.words) for piece in found) == 50


def test_silence_at_the_end_of_a_word_is_not_its_own() -> None:
    spans = [(0.0, 2.0), (5.0, 8.0)]
    assert within(Word(1, 5, "です", 1), spans) == Word(1, 2, "です", 1)
    assert within(Word(4, 6, "次", 1), spans) == Word(5, 6, "次", 1)
    assert within(Word(3, 4, "え", 1), spans) == Word(3, 4, "え", 1)
    found = sentences(words((0, 1, "本日"), (1, 5.5, "は"), (5.5, 6, "次")), spans)
    assert [(piece.start, piece.end) for piece in found] == [(0, 2), (5.5, 6)]


def test_confidence_is_by_characters() -> None:
    assert confidence([Word(0, 1, "あいう", 1.0), Word(1, 2, "え", 0.0)]) == pytest.approx(0.75)
    assert confidence([]) is None
