"""Broken templates and blank forms."""

import shutil
from pathlib import Path

import pytest

from pipelines.batches.examine import examine_forms
from pipelines.errors import Severity
from tests.pipelines.batches.breaking import (
    BLANK,
    TEMPLATE,
    Broken,
    assert_named,
    remove,
    replace,
    write,
)

BROKEN = {
    "none": Broken(remove(TEMPLATE), "templates", "no template", "template.toml"),
    "unknown type": Broken(replace(TEMPLATE, '"kana"', '"furigana"'), f"{TEMPLATE}:27", "“furigana” is not allowed"),
    "box over the edge": Broken(replace(TEMPLATE, "152.6", "252.6"), f"{TEMPLATE}:61", "“new_address” reaches over"),
    "box without area": Broken(replace(TEMPLATE, "10.6]", "0]"), f"{TEMPLATE}:28", "“name_kana” has no area"),
    "box before the edge": Broken(replace(TEMPLATE, "[41.7, 66.7", "[-1, 66.7"), f"{TEMPLATE}:28", "cannot be -1"),
    "field twice": Broken(
        replace(TEMPLATE, '"moving_date"', '"notice_date"'), f"{TEMPLATE}:17", "“notice_date” is used twice"
    ),
    "field without label": Broken(
        replace(TEMPLATE, 'label = "異動日"\n', ""), f"{TEMPLATE}:16", "“fields.1.label” is missing"
    ),
    "id is not its folder": Broken(
        replace(TEMPLATE, '"moving-notice"', '"notice"'),
        f"{TEMPLATE}:2",
        "“notice”, its folder is “moving-notice”",
        "same name",
    ),
    "no blank": Broken(remove(BLANK), f"{TEMPLATE}:5", "“blank.pdf” is missing", "beside template.toml"),
    "blank elsewhere": Broken(
        replace(TEMPLATE, '"blank.pdf"', '"../../scans/moving-01.pdf"'), f"{TEMPLATE}:5", "is missing"
    ),
    "blank is empty": Broken(write(BLANK, b""), BLANK, "empty", "Scan the empty form"),
    "blank is a picture": Broken(write(BLANK, b"\x89PNG\r\n\x1a\n"), BLANK, "something else"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_template_is_named(forms_batch: Path, broken: Broken) -> None:
    assert_named(forms_batch, broken)


def test_the_same_blank_form_twice_is_named(forms_batch: Path) -> None:
    twin = shutil.copytree((forms_batch / BLANK).parent, forms_batch / "templates" / "twin")
    replace("templates/twin/template.toml", '"moving-notice"', '"twin"')(forms_batch)
    _batch, (problem,) = examine_forms(forms_batch)
    assert problem.what == "Templates “moving-notice” and “twin” have the same blank form."
    assert (str(problem.where), problem.severity) == (str(twin / "blank.pdf"), Severity.WARNING)


@pytest.mark.parametrize("broken", ["no form", "unknown type", "field twice", "id is not its folder"])
def test_of_a_broken_template_its_documents_and_labels_say_nothing(forms_batch: Path, broken: str) -> None:
    how = BROKEN[broken].how if broken in BROKEN else replace(TEMPLATE, "[[fields]]", "[fields]")
    how(forms_batch)
    _batch, problems = examine_forms(forms_batch)
    assert [problem.where.file for problem in problems if problem.where] == [forms_batch / TEMPLATE]
