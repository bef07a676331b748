import math

import pytest
from pydantic import ValidationError

from evaluators.grade import Grade, Source
from evaluators.quantity import Quantity, quantity_id


def quantity(**changed):
    given = {
        "id": "cer/tesseract/nfkc",
        "metric": "cer",
        "value": 0.1,
        "low": 0.05,
        "high": 0.2,
        "unit": "ratio",
        "method": "document-bootstrap",
        "n_documents": 12,
        "grade": Grade.MEASURED,
        "source": Source.MEASURED,
    }
    return Quantity(**(given | changed))


@pytest.mark.parametrize("value", [0.05, 0.1, 0.2])
def test_a_value_may_touch_the_bounds_of_its_interval(value):
    assert quantity(value=value).value == value


@pytest.mark.parametrize("value", [0.049, 0.201])
def test_a_value_outside_its_interval_is_refused(value):
    with pytest.raises(ValidationError, match="does not hold the value"):
        quantity(value=value)


def test_an_undefined_value_has_no_interval():
    undefined = quantity(value=None, low=None, high=None)
    assert (undefined.value, undefined.low, undefined.high) == (None, None, None)


@pytest.mark.parametrize("missing", ["value", "low", "high"])
def test_half_an_interval_is_refused(missing):
    with pytest.raises(ValidationError, match="together or not at all"):
        quantity(**{missing: None})


@pytest.mark.parametrize("number", [math.nan, math.inf])
@pytest.mark.parametrize("name", ["value", "high", "numerator", "denominator"])
def test_numbers_are_finite(name, number):
    with pytest.raises(ValidationError, match="finite"):
        quantity(**{name: number})


@pytest.mark.parametrize("changed", [{"grade": "certain"}, {"source": "heard"}, {"level": 1}, {"n_documents": -1}])
def test_what_the_contract_does_not_know_is_refused(changed):
    with pytest.raises(ValidationError):
        quantity(**changed)


def test_an_unknown_key_is_refused():
    with pytest.raises(ValidationError, match="Extra inputs"):
        quantity(p_value=0.04)


def test_a_quantity_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        quantity().value = 0.0


def test_a_quantity_survives_json():
    once = quantity(scope={"field": "name"}, engine="tesseract", numerator=3, denominator=30)
    assert Quantity.model_validate_json(once.model_dump_json()) == once


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("field_accuracy", "tesseract", "typed", {"field": "name"}), "field_accuracy/tesseract/typed/field=name"),
        (("cer", "rapidocr", "nfkc", {}), "cer/rapidocr/nfkc"),
        (("minutes_saved", None, None, {}), "minutes_saved"),
        (("cer", None, "nfkc", {"field": "b", "cond_pen": "a"}), "cer/nfkc/cond_pen=a/field=b"),
    ],
)
def test_an_id_joins_the_parts_that_are_there(parts, expected):
    assert quantity_id(*parts) == expected
