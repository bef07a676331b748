"""The index says of every scope what accuracy.json says, and finds the cases behind each number."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.web.index.asking import Index, opened
from dashboards.web.index.building import build
from dashboards.web.index.filters import SORTS, Filter, read_filter
from dashboards.web.index.schema import OUTCOMES
from dashboards.web.runs.figures import cases_behind
from evaluators.quantity import Quantity
from pipelines.errors import KoukaError
from pipelines.runs import store
from tests.dashboards.web.visiting import REFERENCE, RUN


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, tuple[Quantity, ...]]]:
    """The index of the reference's run, and what the run was measured at."""
    run = store.load(next(REFERENCE.glob("*/run.json")).parent)
    file = tmp_path_factory.mktemp("index") / "index.sqlite"
    build(run, file)
    with opened(file) as index:
        yield index, store.accuracy_of(run).quantities


def test_every_rate_is_the_one_of_accuracy_json(measured: tuple[Index, tuple[Quantity, ...]]):
    index, quantities = measured
    compared = [each for each in quantities if (each.metric, each.normaliser) == ("field_accuracy", "typed")]
    assert len(compared) > 100
    for each in compared:
        wanted = cases_behind(each)
        assert wanted is not None
        (rate,) = index.rates(wanted)
        assert (rate.right, rate.fields, rate.documents) == (each.numerator, each.denominator, each.n_documents), (
            each.id
        )
        assert (rate.interval.low, rate.interval.high) == pytest.approx((each.low, each.high)), each.id


@pytest.mark.parametrize(
    ("metric", "normaliser", "counted"),
    [
        ("field_accuracy", "typed", "wrong"),
        ("field_accuracy", "nfkc", "wrong"),
        ("filled_accuracy", "typed", "wrong"),
        ("missing_fields", "nfkc", "numerator"),
        ("invented_fields", "nfkc", "numerator"),
    ],
)
def test_a_number_leads_to_as_many_cases_as_it_counts(measured, metric: str, normaliser: str, counted: str):
    index, quantities = measured
    found = [each for each in quantities if (each.metric, each.normaliser) == (metric, normaliser)]
    assert found
    for each in found:
        wanted = cases_behind(each)
        cases = each.numerator if counted == "numerator" else each.denominator - each.numerator
        assert index.count(wanted) == cases, each.id


def test_disagreement_leads_to_the_fields_on_which_engines_disagree(measured):
    index, quantities = measured
    (found,) = [each for each in quantities if each.metric == "agreement" and not each.scope]
    wanted = cases_behind(found)
    cases = index.cases(wanted, 1000)
    assert len(cases) == found.denominator - found.numerator
    assert all(len(case.candidates) >= 1 for case in cases)


@pytest.mark.parametrize("sort", SORTS)
def test_pages_of_a_list_hold_every_case_once(measured, sort: str):
    index, _quantities = measured
    wanted = Filter(outcome="error", sort=sort)
    n = index.count(wanted)
    seen = [case.id for start in range(0, n, 40) for case in index.cases(wanted, 40, start)]
    assert len(seen) == n == len(set(seen))
    sure = [case.confidence for case in index.cases(wanted, n) if case.confidence is not None]
    if sort in ("sure", "unsure"):
        assert sure == sorted(sure, reverse=sort == "sure")


def test_an_individual_number_is_nobodys_error(measured):
    index, _quantities = measured
    hidden = index.cases(Filter(outcome="hidden"), 1000)
    assert hidden
    assert {case.field.type for case in hidden} == {"my_number"}
    assert not any(case.field.type == "my_number" for case in index.cases(Filter(outcome="error"), 10_000))


def test_documents_beside_one_are_those_that_are_asked_for(measured):
    index, _quantities = measured
    wanted = Filter(engine="rapidocr", outcome="error")
    names = list(dict.fromkeys(case.document for case in index.cases(wanted, 10_000)))
    for before, name, behind in zip(names, names[1:], names[2:], strict=False):
        assert index.beside(name, wanted) == (before, behind)
    assert index.beside(names[0], wanted)[0] is None
    assert index.beside(names[-1], wanted)[1] is None


def test_a_batch_that_lists_other_documents_now_is_refused(results_with_run: Path, tmp_path: Path):
    run = store.find(RUN)
    other = run.save(run.file.model_copy(update={"documents": "0" * 64}))
    with pytest.raises(KoukaError):
        build(other, tmp_path / "index.sqlite")
    assert list(tmp_path.glob("*.sqlite*")) == []


texts = st.text(min_size=1, max_size=30)
numbers = st.none() | st.floats(0, 1)
conditions = st.dictionaries(texts.map("cond_".__add__), texts, max_size=3).map(
    lambda each: tuple(sorted(each.items()))
)
ASKED = st.sampled_from(["engine", "low", "high", "sort", "document", "page", "cond_x"])


@given(
    st.builds(
        Filter, engine=st.just("") | texts, template=st.just("") | texts, document=st.just("") | texts,
        outcome=st.sampled_from(["", "error", "text", *OUTCOMES]), low=numbers, high=numbers,
        sort=st.sampled_from([*SORTS]), conditions=conditions,
    )
)  # fmt: skip
def test_a_filter_goes_through_an_address_unchanged(wanted: Filter):
    assert read_filter(parse_qsl(wanted.query(), keep_blank_values=True)) == wanted


@given(st.lists(st.tuples(ASKED, st.text())))
def test_any_address_is_a_filter_or_refused(query: list[tuple[str, str]]):
    try:
        read_filter(query).query()
    except ValueError:
        assert any(name in ("low", "high") or len(value) > 500 for name, value in query)
