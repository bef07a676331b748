import pytest
from pydantic import ValidationError

from pipelines.contracts.meetings import Agenda, Segment

SEGMENT = {"session_id": "2026-04-01", "speaker": "委員A", "start_time": 1.5, "end_time": 3.25, "words": "効果は。"}


def test_keys_of_other_tools_are_left_aside() -> None:
    segment = Segment.model_validate(SEGMENT | {"flags": "x", "recording": "near"})
    assert segment.model_dump() == SEGMENT


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"end_time": 1.4}, "ends at 1.4 s, before it starts at 1.5 s"),
        ({"start_time": -0.1}, "greater than or equal to 0"),
        ({"session_id": ""}, "at least 1 character"),
        ({"words": None}, "valid string"),
        ({"start_time": float("nan"), "end_time": float("nan")}, "start_time"),
        ({"end_time": float("inf")}, "end_time"),
    ],
)
def test_a_wrong_segment_is_refused(change: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Segment.model_validate(SEGMENT | change)


def test_a_segment_may_be_a_moment() -> None:
    assert Segment.model_validate(SEGMENT | {"end_time": 1.5}).end_time == 1.5


def test_an_agenda_keeps_its_order() -> None:
    items = [{"title": "開会"}, {"title": "効果検証", "terms": ["AI-OCR"]}]
    agenda = Agenda.model_validate({"schema": 1, "sessions": {"first": {"title": "委員会", "items": items}}})
    assert [item.title for item in agenda.sessions["first"].items] == ["開会", "効果検証"]


@pytest.mark.parametrize(
    "wrong", [{"schema": 2, "sessions": {}}, {"schema": 1}, {"schema": 1, "sessions": {"first": {"title": ""}}}]
)
def test_a_wrong_agenda_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=r"schema|sessions"):
        Agenda.model_validate(wrong)
