import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.grade import Grade, Origin, Source, grade_of, worst

grades = st.sampled_from(Grade)


def test_trust_falls_in_this_order():
    assert list(Grade) == ["measured", "cited", "estimated", "assumed", "demonstration"]


@pytest.mark.parametrize(
    ("source", "grade"),
    [
        (Source.MEASURED, Grade.MEASURED),
        (Source.CITED, Grade.CITED),
        (Source.MODELLED, Grade.ESTIMATED),
        (Source.REPORTED, Grade.ASSUMED),
        (Source.ASKED, Grade.ASSUMED),
    ],
)
def test_real_material_gives_the_grade_of_its_source(source, grade):
    assert grade_of(Origin.REAL, source) is grade


@pytest.mark.parametrize("source", list(Source))
def test_invented_material_never_gives_more_than_a_demonstration(source):
    assert grade_of(Origin.DEMONSTRATION, source) is Grade.DEMONSTRATION


@given(st.lists(grades, min_size=1))
def test_a_result_is_trusted_no_more_than_its_worst_input(inputs):
    found = worst(inputs)
    assert found in inputs
    assert all(list(Grade).index(found) >= list(Grade).index(grade) for grade in inputs)


@given(st.lists(grades, min_size=1), grades)
def test_a_further_input_never_raises_the_grade(inputs, further):
    assert worst([*inputs, further]) is worst([worst(inputs), further])


def test_nothing_has_no_grade():
    with pytest.raises(ValueError, match="empty"):
        worst([])
