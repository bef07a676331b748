import pytest
from pydantic import ValidationError

from pipelines.contracts.forms import BatchFile, Template, TemplateField
from pipelines.contracts.toml import load_toml
from tests.conftest import SAMPLES

FIELD = {"id": "name", "label": "氏名", "type": "name", "box_mm": (10, 20, 50, 10)}
TEMPLATE = {"schema": 1, "id": "notice", "title": "転入届", "paper_mm": (210, 297), "fields": [FIELD]}


def test_the_samples_are_what_the_models_say() -> None:
    batch = load_toml(SAMPLES / "batch.toml", BatchFile)
    assert (batch.kind, batch.origin) == ("forms", "demonstration")
    template = load_toml(SAMPLES / "templates" / "moving-notice" / "template.toml", Template)
    assert template.paper_mm == (210, 297)
    assert [field.id for field in template.fields if not field.required] == ["household_size"]


def test_a_template_says_no_more_than_it_must() -> None:
    template = Template.model_validate(TEMPLATE)
    assert (template.blank, template.tolerance_mm) == ("blank.pdf", 1.0)
    (field,) = template.fields
    assert (field.page, field.required, field.allowed) == (1, False, None)


@pytest.mark.parametrize("box", [(0, 0, 210, 297), (209, 296, 1, 1)])
def test_a_box_may_touch_the_edge(box: tuple[float, ...]) -> None:
    assert Template.model_validate({**TEMPLATE, "fields": [{**FIELD, "box_mm": box}]}).fields[0].box_mm == box


@pytest.mark.parametrize(
    ("box", "says"),
    [
        ((160, 20, 51, 10), "“name” reaches over the paper's edge"),
        ((10, 290, 50, 7.1), "“name” reaches over the paper's edge"),
        ((10, 20, 0, 10), "“name” has no area"),
        ((10, 20, 50, 0), "“name” has no area"),
        ((-1, 20, 50, 10), "greater than or equal to 0"),
        ((10, 20, float("nan"), 10), "finite"),
        ((10, 20, float("inf"), 10), "finite"),
        ((10, 20, 50), "Field required"),
    ],
)  # fmt: skip
def test_a_box_lies_on_the_paper(box: tuple[float, ...], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Template.model_validate({**TEMPLATE, "fields": [{**FIELD, "box_mm": box}]})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"fields": [FIELD, {**FIELD, "label": "氏名2"}]}, "“name” is used twice"),
        ({"fields": []}, "at least 1 item"),
        ({"schema": 2}, "Input should be 1"),
        ({"id": "転入届"}, "match pattern"),
        ({"id": "../notice"}, "match pattern"),
        ({"id": "n" * 65}, "match pattern"),
        ({"title": ""}, "at least 1 character"),
        ({"tolerance_mm": 0}, "greater than 0"),
        ({"landmarks": []}, "not permitted"),
    ],
)
def test_a_wrong_template_is_refused(change: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Template.model_validate(TEMPLATE | change)


@pytest.mark.parametrize("change", [{"type": "signature"}, {"page": 0}, {"id": "Name"}, {"id": "a b"}, {"label": ""}])
def test_a_wrong_field_is_refused(change: dict[str, object]) -> None:
    TemplateField.model_validate(FIELD)
    with pytest.raises(ValidationError, match=next(iter(change))):
        TemplateField.model_validate(FIELD | change)


def test_what_was_read_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Template.model_validate(TEMPLATE).title = "転出届"  # type: ignore[misc]
