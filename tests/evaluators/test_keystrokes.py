"""Operators of the keystroke-level model, against counts done by hand."""

import numpy as np
import pandas as pd
import pytest

from evaluators.grade import Grade
from evaluators.keystrokes import DEFAULT, OPERATORS, document_counts, entry

KANA, KANJI, OTHER = OPERATORS[:3]


def scored(rows):
    return pd.DataFrame(rows, columns=["document", "engine", "truth", "right_typed"]).assign(
        type="text", template="permit"
    )


TWO = scored(
    [
        ("a.pdf", "x", "平塚", 1),
        ("a.pdf", "x", "123", 0),
        ("b.pdf", "x", "ア", 1),
        ("b.pdf", "y", "ア", 0),
    ]
)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("", {}),
        ("2024/4/1", {"other": 8}),
        ("ヒラツカ", {"kana": 4}),
        ("ﾋﾗﾂｶ", {"kana": 4}),
        ("平塚市", {"kanji": 3}),
        ("令和6年", {"kanji": 3, "other": 1}),
        ("ひらつか A", {"kana": 4, "other": 2}),
    ],
)
def test_characters_of_a_text_by_kind(text, counts):
    assert dict(zip(OPERATORS, entry(text, "text"), strict=True)) == dict.fromkeys(OPERATORS, 0) | counts


def of(counts, document, way):
    row = counts.set_index("document").loc[document]
    found = {operator: row[f"{way}_{operator}"] for operator in OPERATORS}
    return {operator: count for operator, count in found.items() if count}


def test_counts_a_document_by_hand():
    counts = document_counts(TWO, "x")
    # a by hand: two kanji and three digits; a key to go on after each of two fields and one to open the form.
    assert of(counts, "a.pdf", "manual") == {"kanji": 2, "other": 3, "keys": 3, "thinks": 3}
    # With AI: the right field costs a key, the wrong one its three digits and two keys; the form is scanned.
    assert of(counts, "a.pdf", "ai") == {"other": 3, "keys": 4, "thinks": 3, "handlings": 1}
    assert of(counts, "b.pdf", "manual") == {"kana": 1, "keys": 2, "thinks": 2}
    assert of(counts, "b.pdf", "ai") == {"keys": 2, "thinks": 2, "handlings": 1}
    assert counts[["seen", "wrong"]].to_numpy().tolist() == [[2, 1], [1, 0]]


def test_a_mark_is_one_key_and_its_reading_comes_from_the_engine_of_marks():
    rows = [("a.pdf", "x", "123", 1), ("a.pdf", "marks", "bus|walk", 0), ("a.pdf", "marks", "0", 1)]
    counts = document_counts(scored(rows).assign(type=["text", "choice", "checkbox"]), "x")
    # By hand: two marks, none, and a key to go on for each of three fields; one more opens the form.
    assert of(counts, "a.pdf", "manual") == {"other": 3, "keys": 6, "thinks": 4}
    # With AI: 1, two marks and 2, and 1, and the one that opens it.
    assert of(counts, "a.pdf", "ai") == {"keys": 7, "thinks": 4, "handlings": 1}


def test_an_individual_number_is_typed_in_both_ways_of_working():
    without, with_two = document_counts(TWO, "x"), document_counts(TWO, "x", {"permit": 2, "survey": 5})
    for way in ("manual", "ai"):
        more = with_two.set_index("document").filter(like=f"{way}_") - without.set_index("document").filter(
            like=f"{way}_"
        )
        assert more.loc["a.pdf"].to_dict() == {
            f"{way}_kana": 0, f"{way}_kanji": 0, f"{way}_other": 24, f"{way}_keys": 2, f"{way}_thinks": 2,
            f"{way}_handlings": 0,
        }  # fmt: skip


def test_marks_alone_are_not_the_work_of_an_engine_of_text():
    rows = scored([("a.pdf", "marks", "1", 1)]).assign(type="checkbox")
    assert document_counts(rows, "x").empty
    assert document_counts(rows.head(0), "x").empty


def test_what_the_paper_does_not_say_is_graded_assumed():
    grades = {name: entry.grade for name, entry in DEFAULT.inputs.items()}
    assert grades.pop("key") is Grade.CITED
    assert set(grades.values()) == {Grade.ASSUMED}
    assert len(grades) == 5
    # None is held to be known exactly.
    assert all(entry.low < entry.high for entry in DEFAULT.inputs.values())


def test_counts_of_many_documents_are_sums_of_their_own_fields():
    rows = scored([(f"{number % 7}.pdf", "x", "塚" * (number % 3), number % 2) for number in range(100)])
    counts = document_counts(rows, "x")
    assert list(counts["document"]) == [f"{number}.pdf" for number in range(7)]
    for document, mine in rows.groupby("document"):
        alone = document_counts(mine, "x").iloc[0]
        row = counts.set_index("document").loc[document]
        assert np.array_equal(alone.drop("document").to_numpy(dtype=float), row.to_numpy(dtype=float))
