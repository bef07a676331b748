"""One syntax for Python and the workbook: what it takes, in which order, and that brackets mean the same in both."""

import ast
import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.cost.assessing import check
from evaluators.cost.formulas import (
    CircularError,
    FormulaError,
    TwiceError,
    evaluated,
    for_workbook,
    in_order,
    names_in,
)
from tests.evaluators.cost.cases import a_case, entered


def test_lines_are_computed_over_draws_and_years():
    inputs = {"volume": np.array([[10.0], [20.0]]), "year": np.array([0.0, 1.0, 2.0])}
    found = evaluated({"cost": "forms * 2", "forms": "volume * 0.5 ** year"}, inputs)
    assert found["cost"].tolist() == [[20.0, 10.0, 5.0], [40.0, 20.0, 10.0]]
    assert list(found) == ["cost", "forms"]


@pytest.mark.parametrize(
    "formula",
    ["", "1 +", "f(x)", "x.y", "x[0]", "__import__('os')", "x if y else z", "x and y", "x < y", "[x]", "'text'", "True",
     "x // y", "x % y", "~x", "+x", "lambda: x", "x := 1", "x; y", "x" + " + x" * 400, "(" * 300 + "x", "1j", "f'{x}'",
     "-" * 900 + "x", "1" + "0" * 400, "1e16"],
)  # fmt: skip
def test_nothing_but_arithmetic_of_names_is_taken(formula):
    with pytest.raises(FormulaError):
        names_in(formula)


def test_a_circle_is_named_all_the_way_round():
    with pytest.raises(CircularError) as caught:
        in_order({"a": "b + 1", "b": "c * x", "c": "a / 2", "d": "x"}, frozenset({"x"}))
    path = caught.value.path
    assert path[0] == path[-1]
    assert set(path) == {"a", "b", "c"}
    needs = {"a": "b", "b": "c", "c": "a"}
    assert all(needs[one] == other for one, other in pairwise(path))


def test_a_line_that_names_what_there_is_not():
    with pytest.raises(FormulaError) as caught:
        in_order({"a": "b + 1"}, frozenset({"x"}))
    assert (caught.value.line, str(caught.value)) == ("a", "b")


def a_line(**changed):
    return {"name": "posting", "option": "ai_all", "adds_to": "tool", "formula": "paper", "says": "a test"} | changed


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ({"formula": "cost * 2"}, CircularError),
        ({"formula": "posting"}, CircularError),
        ({"formula": "postage"}, FormulaError),
        ({"formula": "paper *"}, FormulaError),
        ({"option": "two_robots"}, FormulaError),
        ({"name": "paper"}, TwiceError),
        ({"name": "forms_volume"}, TwiceError),
        ({"name": "year"}, TwiceError),
    ],
)
def test_lines_of_a_case_are_checked_before_anything_is_computed(line, error):
    check(a_case(lines=[a_line()]))
    with pytest.raises(error):
        check(a_case(lines=[a_line(**line)]))


def test_further_inputs_do_not_take_the_name_of_others():
    with pytest.raises(TwiceError):
        check(a_case(more={"forms_volume": entered(1, "yen")}))


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("a - (b - c)", "A1-(B1-C1)"),
        ("a - b - c", "A1-B1-C1"),
        ("a / (b * c)", "A1/(B1*C1)"),
        ("(a + b) * c", "(A1+B1)*C1"),
        ("-a ** b", "(-(A1^B1))"),
        ("(-a) ** b", "(-A1)^B1"),
        ("a ** b ** c", "A1^(B1^C1)"),
        ("(a ** b) ** c", "(A1^B1)^C1"),
        ("a * -b", "A1*(-B1)"),
    ],
)
def test_brackets_of_a_workbook(formula, written):
    assert for_workbook(formula, {"a": "A1", "b": "B1", "c": "C1"}.__getitem__) == written


NAMES = st.sampled_from(["a", "b", "c"])
FORMULAS = st.recursive(
    NAMES | st.integers(1, 9).map(str),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda of: f"({of[0]}) {of[1]} ({of[2]})"),
        st.tuples(inner, st.integers(0, 2)).map(lambda of: f"({of[0]}) ** {of[1]}"),
        inner.map(lambda of: f"-({of})"),
    ),
    max_leaves=8,
)


def as_a_workbook(text, values):
    """Computed by a workbook's rules: a sign binds closer than a power, and powers group from the left."""
    tokens = re.findall(r"\d+|[abc]|[-+*/^()]", text)

    def take():
        return tokens.pop(0)

    def level(operators, inner):
        found = inner()
        while tokens and tokens[0] in operators:
            sign = take()
            other = inner()
            found = {"+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y,
                     "/": lambda x, y: x / y, "^": lambda x, y: x**y}[sign](found, other)  # fmt: skip
        return found

    def atom():
        token = take()
        if token == "-":
            return -atom()
        if token == "(":
            found = whole()
            assert take() == ")"
            return found
        return values[token] if token in values else float(token)

    def whole():
        return level("+-", lambda: level("*/", lambda: level("^", atom)))

    return whole()


@given(FORMULAS)
def test_a_workbook_computes_what_python_does(formula):
    values = {"a": 1.25, "b": 3.5, "c": 0.75}
    written = for_workbook(ast.unparse(ast.parse(formula)), lambda name: name)
    try:
        expected = eval(formula, {}, values)  # the formula was made here
    except ZeroDivisionError:
        return
    assert as_a_workbook(written, values) == pytest.approx(expected, rel=1e-9)
