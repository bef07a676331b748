import pytest
from pydantic import ValidationError

from pipelines.contracts.forms import TemplateField


def _option(id: str, x: float) -> dict[str, object]:
    return {"id": id, "label": id, "box_mm": (x, 12.0, 6.0, 6.0)}


def _field(**changes: object) -> dict[str, object]:
    options = [_option("ordinary", 12.0), _option("current", 32.0)]
    plain = {"id": "kind", "label": "口座の種別", "type": "choice", "box_mm": (10.0, 10.0, 40.0, 10.0)}
    return {**plain, "options": options, **changes}


def test_a_choice_has_options_of_which_one_is_chosen_unless_said_otherwise():
    field = TemplateField.model_validate(_field())
    assert [option.id for option in field.options] == ["ordinary", "current"]
    assert not field.multiple
    assert TemplateField.model_validate(_field(multiple=True)).multiple


@pytest.mark.parametrize(("changes", "message"), [
    ({"options": []}, "Choice “kind” needs at least two options"),
    ({"options": [_option("a", 12), _option("a", 32)]}, "Option id “a” of field “kind” is used twice"),
    ({"options": [_option("a", 12), _option("b", 46)]}, "box of option “b” .* reaches out of field “kind”"),
    ({"type": "text"}, "Field “kind” is of type “text”; only a choice has options"),
    ({"type": "checkbox", "options": [], "multiple": True}, "only a choice has options"),
])  # fmt: skip
def test_what_does_not_fit_is_said(changes, message):
    with pytest.raises(ValidationError, match=message):
        TemplateField.model_validate(_field(**changes))


def test_an_option_may_touch_the_edge_of_its_field():
    edge = [_option("a", 10.0), {"id": "b", "label": "b", "box_mm": (44.0, 10.0, 6.0, 10.0)}]
    assert len(TemplateField.model_validate(_field(options=edge)).options) == 2
