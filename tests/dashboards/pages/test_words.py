"""Whatever can be written has a name, in both languages."""

import re
from pathlib import Path

import pandas as pd
import pytest

from dashboards.language import speaking
from dashboards.pages import keystroke_words, metric_words, reason_words, words
from evaluators.grade import Grade, Source
from evaluators.keystrokes import DEFAULT
from pipelines import field_types
from pipelines.forms import fields


@pytest.fixture(autouse=True)
def japanese():
    with speaking("ja"):
        yield


def codes_of_fields():
    """The codes with which a field type says no, as they stand in its module, and those of fields.py."""
    folder = Path(field_types.__file__).parent
    sources = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    raised = set(re.findall(r'Unparsable\("(\w+)"\)', sources))
    assert len(raised) > 8
    return raised | {"several_marks", fields.MY_NUMBER, fields.ENGINE_ERROR, fields.RUBBISH}


@pytest.mark.usefixtures("each_language")
def test_every_code_that_can_be_written_has_words():
    from evaluators.frames import PAGES, READINGS
    from pipelines.forms.refusal import Reason

    assert {reason.value for reason in Reason} <= set(reason_words.reason_names())
    assert codes_of_fields() <= set(reason_words.reason_names())
    assert {grade.value for grade in Grade} == set(words.grade_names())
    assert {source.value for source in Source} == set(words.source_names())
    for frame in (PAGES, READINGS):
        status = next(column for column in frame.columns if column.name == "status")
        assert set(status.choices) <= set(reason_words.status_names())
    assert set(DEFAULT.inputs) == set(keystroke_words.input_names())
    assert {entry.unit for entry in DEFAULT.inputs.values()} <= set(keystroke_words.unit_names())


def test_conditions_of_the_samples_have_names_and_others_their_own():
    assert (words.heading("cond_scan"), words.named("cond_scan", "fax")) == ("スキャンの方法", "ファクス（白黒）")
    assert (words.heading("cond_counter"), words.named("cond_counter", "east")) == ("counter", "east")
    assert words.named("type", "kana") == "フリガナ"


@pytest.mark.usefixtures("each_language")
def test_a_rate_of_nothing_says_in_words_why_it_has_no_interval():
    from evaluators.rates import Subject

    nothing = pd.Series([0, 0], dtype="int64")
    rate = Subject("a", {}, Grade.MEASURED).proportion("field_accuracy", "typed", nothing, nothing)
    assert "undefined" not in metric_words.method_names()[rate.method]


@pytest.mark.usefixtures("each_language")
def test_every_type_of_field_has_a_name():
    from typing import get_args

    from pipelines.contracts.forms import FieldType

    assert set(get_args(FieldType)) == set(words.type_names())
