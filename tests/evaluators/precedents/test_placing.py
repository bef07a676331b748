"""One's own result among the published ones: on equal terms, or why not."""

import pytest

from evaluators.grade import Grade, Source
from evaluators.precedents.placing import Own, Position, Unequal, placed
from evaluators.quantity import Quantity
from tests.evaluators.precedents.rows import a_row

EQUAL = {"percent_printed": 40, "check_included": "yes"}


def a_quantity(low, value, high):
    return Quantity(
        id="x", metric="share_saved", value=value, low=low, high=high, unit="ratio", method="m", n_documents=30,
        grade=Grade.MEASURED, source=Source.MEASURED,
    )  # fmt: skip


OWN = Own("ocr", a_quantity(0.30, 0.35, 0.39))


@pytest.mark.parametrize(
    ("percent", "position"), [(40, Position.BELOW), (35, Position.WITHIN), (30, Position.WITHIN), (20, Position.ABOVE)]
)
def test_on_equal_terms_the_whole_interval_decides(percent, position):
    (found,) = placed(OWN, [a_row(percent_printed=percent, check_included="in flow")])
    assert (found.position, found.unequal, found.theirs) == (position, (), pytest.approx(percent / 100))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"check_included": "no"}, Unequal.CHECK_LEFT_OUT),
        ({"check_included": "unknown"}, Unequal.CHECK_UNSTATED),
        ({"check_included": ""}, Unequal.CHECK_UNSTATED),
        ({"kind": "ocr+rpa"}, Unequal.OTHER_TOOL),
        ({"kind": "minutes"}, Unequal.OTHER_TOOL),
        ({"basis": "target"}, Unequal.NOT_MEASURED),
        ({"basis": "unknown"}, Unequal.NOT_MEASURED),
    ],
)
def test_else_it_says_why_not(changed, reason):
    (found,) = placed(OWN, [a_row(**EQUAL | changed)])
    assert (found.unequal, found.position, found.own) == ((reason,), None, None)


def test_one_s_own_time_has_to_hold_the_check_as_well():
    (found,) = placed(Own("ocr", OWN.share_saved, check_included=False), [a_row(**EQUAL)])
    assert found.unequal == (Unequal.OWN_CHECK_LEFT_OUT,)


def test_rates_of_the_same_unit_only():
    own = Own("ocr", rates={"field": a_quantity(0.90, 0.92, 0.94)})
    rows = [
        a_row(id="A", rate_percent=93.30, rate_unit="character"),
        a_row(id="B", rate_percent=88.57, rate_unit="field"),
        a_row(id="C", rate_percent=96.79, rate_unit="unstated"),
        a_row(id="D", rate_percent=95, rate_unit="field", kind="ocr+rpa"),
        a_row(id="E", rate_percent=95, rate_unit="field", kind="minutes"),
    ]
    assert [(each.row.id, each.position, each.unequal) for each in placed(own, rows)] == [
        ("A", None, (Unequal.OTHER_RATE_UNIT,)),
        ("B", Position.ABOVE, ()),
        ("C", None, (Unequal.RATE_UNIT_UNSTATED,)),
        ("D", Position.BELOW, ()),
        ("E", None, (Unequal.OTHER_TOOL,)),
    ]


def test_where_there_is_nothing_of_one_s_own_there_is_no_place():
    assert placed(Own("ocr"), [a_row(**EQUAL), a_row(rate_percent=90, rate_unit="field")]) == ()
    unknown = OWN.share_saved.model_copy(update={"value": None, "low": None, "high": None})
    assert placed(Own("ocr", unknown), [a_row(**EQUAL)]) == ()
