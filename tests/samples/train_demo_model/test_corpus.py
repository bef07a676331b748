import hashlib
import re

import pytest

from samples.train_demo_model.corpus import clauses, development, generator, verbs
from samples.train_demo_model.corpus.corpus import CORPUS_SIZE, corpus, sequences, shared
from samples.train_demo_model.corpus.held_out import LONGEST, MOST_SHARED, NUMBER, PATTERNS, held_out

DIGEST = "1fb36730dfd5acd93dffb0525fae2014ef8f95db900b1c4e9272e7ed99f6c700"


def test_the_same_seed_gives_the_same_sentences_and_another_seed_others():
    first = list(generator.sentences(1, 200))
    assert first == list(generator.sentences(1, 200))
    assert len(set(first) & set(generator.sentences(2, 200))) < 5


def test_the_corpus_is_the_one_the_model_was_trained_on():
    assert hashlib.sha256("\n".join(corpus()).encode()).hexdigest() == DIGEST


def test_the_corpus_is_wide():
    text = "".join(corpus())
    assert len(corpus()) == len(set(corpus())) == CORPUS_SIZE
    assert len(set(text)) >= 1000
    assert sum(word in text for word in generator.words()) >= 2000
    assert len({pattern for group in generator.GROUPS.values() for pattern in group}) >= 250


def test_every_slot_of_every_pattern_is_known():
    forms = {f"v.{form}" for form in verbs.VERBS[0]}
    known = {"n", "adj.k", *generator.WORDS, *generator.PARTS, *generator.numbers.NUMBERS, *forms}
    patterns = [*generator.PARTS.values(), *generator.GROUPS.values(), clauses.BEFORE, PATTERNS, development.PATTERNS]
    named = {slot for group in patterns for pattern in group for slot in generator.SLOT.findall(pattern)}
    assert named <= known
    assert not any("{" in text or "}" in text for text in corpus())


def test_digits_are_ascii_and_marks_are_the_few_that_are_agreed():
    marks = set(re.findall(r"[^\w\s]", "".join(corpus())))
    assert marks == {"、", "。", "？", "."}
    assert not re.search(r"[０-９\s]", "".join(corpus()))


def test_held_out_sentences_share_at_most_half_with_the_corpus():
    assert len(held_out()) == len(set(held_out())) == NUMBER
    assert max(map(shared, held_out())) <= MOST_SHARED
    assert not set(held_out()) & set(corpus())
    assert max(map(len, held_out())) <= LONGEST


def test_sentences_to_watch_by_are_neither_of_the_corpus_nor_held_out():
    watched = development.development()
    assert len(watched) == len(set(watched)) == development.NUMBER
    assert max(map(shared, watched)) <= MOST_SHARED
    assert not set(watched) & (set(corpus()) | set(held_out()))
    assert not set(development.PATTERNS) & set(PATTERNS)


def test_no_word_is_rare():
    text = "".join(corpus()[:10_000])
    nouns = sorted(text.count(noun) for noun in generator.NOUNS)
    assert nouns[len(nouns) // 50] >= 5
    assert min(text.count(name) for name in generator.names.SURNAMES) >= 5


def test_held_out_sentences_hold_no_character_that_the_corpus_lacks():
    assert set("".join(held_out())) <= set("".join(corpus()))


def test_sequences_and_what_is_shared_of_them():
    assert sequences("一二三四五六七八九") == {"一二三四五六七八", "二三四五六七八九"}
    assert sequences("短い") == {"短い"}
    assert shared("一二三四五六七八九", ["二三四五六七八九", "別"]) == 0.5


@pytest.mark.parametrize(
    ("verb", "ichidan", "expected"),
    [
        (
            "書く",
            False,
            {"masu": "書き", "te": "書いて", "ta": "書いた", "nai": "書か", "ba": "書けば", "vol": "書こう"},
        ),
        (
            "防ぐ",
            False,
            {"masu": "防ぎ", "te": "防いで", "ta": "防いだ", "nai": "防が", "ba": "防げば", "vol": "防ごう"},
        ),
        (
            "行う",
            False,
            {"masu": "行い", "te": "行って", "ta": "行った", "nai": "行わ", "ba": "行えば", "vol": "行おう"},
        ),
        (
            "選ぶ",
            False,
            {"masu": "選び", "te": "選んで", "ta": "選んだ", "nai": "選ば", "ba": "選べば", "vol": "選ぼう"},
        ),
        (
            "示す",
            False,
            {"masu": "示し", "te": "示して", "ta": "示した", "nai": "示さ", "ba": "示せば", "vol": "示そう"},
        ),
        (
            "定める",
            True,
            {"masu": "定め", "te": "定めて", "ta": "定めた", "nai": "定め", "ba": "定めれば", "vol": "定めよう"},
        ),
    ],
)
def test_forms_of_verbs(verb, ichidan, expected):
    made = verbs.forms(verb, ichidan)
    assert {form: made[form] for form in ("dic", *expected)} == {"dic": verb, **expected}


@pytest.mark.parametrize(
    ("verb", "ichidan", "passive", "potential", "causative"),
    [
        ("書く", False, "書かれ", "書け", "書かせ"), ("買う", False, "買われ", "買え", "買わせ"),
        ("定める", True, "定められ", "定められ", "定めさせ"),
    ],
)  # fmt: skip
def test_what_is_done_can_be_done_and_is_made_done(verb, ichidan, passive, potential, causative):
    made = verbs.forms(verb, ichidan)
    assert (made["pas"], made["pot"], made["cau"]) == (passive, potential, causative)


def test_the_one_verb_with_a_past_of_its_own():
    made = verbs.forms("行く", False)
    assert (made["te"], made["ta"], made["masu"]) == ("行って", "行った", "行き")
