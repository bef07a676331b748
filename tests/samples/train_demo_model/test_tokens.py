import pytest

pytest.importorskip("tokenizers", reason="only training and speech recognition need tokenizers")

from samples.train_demo_model import tokens
from samples.train_demo_model.tokens import PHONEMES, Vocabulary, phoneme_ids


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary(tokens.build(["予算を伺う。"]))


@pytest.mark.parametrize("text", ["予算を伺う。", "鰯😀\x00", " a\n", ""])
def test_any_text_is_the_same_after_encoding_and_decoding(vocabulary, text):
    assert vocabulary.decode(vocabulary.text(text)) == text


def test_a_character_is_a_token_and_one_that_is_not_known_is_its_bytes(vocabulary):
    assert len(vocabulary.text("予算")) == 2
    assert vocabulary.text("鰯") == list("鰯".encode())


def test_the_order_is_whispers(vocabulary):
    ids = vocabulary.tokenizer.get_vocab()
    text = [number for piece, number in ids.items() if not piece.startswith("<|")]
    times = [number for piece, number in ids.items() if piece[2:3].isdigit()]
    assert max(text) < vocabulary.end < vocabulary.plain < min(times)
    assert min(times) == vocabulary.plain + 1
    assert len(times) == 1501
    assert sorted(ids.values()) == list(range(vocabulary.size))
    assert "" in ids


@pytest.mark.parametrize(
    ("seconds", "name"), [(0, "<|0.00|>"), (1.234, "<|1.24|>"), (29.999, "<|30.00|>"), (31, "<|30.00|>")]
)
def test_times(vocabulary, seconds, name):
    assert vocabulary.tokenizer.id_to_token(vocabulary.time(seconds)) == name


def test_voiceless_vowels_are_the_vowels():
    assert phoneme_ids("d e s U") == phoneme_ids("d e s u")
    assert min(phoneme_ids(" ".join(PHONEMES))) == 1
