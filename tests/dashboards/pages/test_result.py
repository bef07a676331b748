"""The page of a run, rendered from made-up evaluations."""

import re
from dataclasses import replace

import pytest

from dashboards.language import speaking
from dashboards.pages.result import Result, render
from dashboards.pages.wrong_field import WrongField
from evaluators.answers import answers
from evaluators.characters import Difference, differences
from evaluators.consensus import Pair
from evaluators.grade import Grade, Origin, Source
from evaluators.keystrokes import DEFAULT
from evaluators.quantity import Quantity, quantity_id
from evaluators.rates import cases_of
from evaluators.saving import Saving

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def english():
    with speaking("en"):
        yield


def a_rate(engine, right, total, scope=None, low=0.0, high=1.0):
    scope = scope or {}
    return Quantity(
        id=quantity_id("field_accuracy", engine, "typed", scope),
        metric="field_accuracy",
        engine=engine,
        scope=scope,
        normaliser="typed",
        numerator=right,
        denominator=total,
        value=right / total,
        low=low,
        high=high,
        unit="ratio",
        method="korn-graubard",
        n_documents=3,
        grade=Grade.MEASURED,
        source=Source.MEASURED,
        cases=cases_of(engine, scope),
    )


def a_result(origin=Origin.REAL, text="高橋", quantities=None, pages=(), **more):
    wrong = WrongField(
        document="a.pdf",
        template="permit",
        field="name",
        engine="x",
        status="read",
        error="",
        truth="髙橋",
        expected="髙橋",
        value=text,
        differences=differences("髙橋", text),
        value_right=False,
        picture=None,
    )
    record = {
        "started": "2026-04-01T09:00:00+09:00",
        "engines": [{"name": "x", "version": "1"}],
        "batch": {"digest": "0" * 64},
        "settings": {"dpi": 300},
        "packages": {"kouka": "0"},
        "machine": {"cores": 2},
    }
    default = (a_rate("x", 5, 8), a_rate("x", 1, 4, {"template": "permit", "field": "name"}))
    given = {
        "run": "c/r",
        "title": "A batch",
        "templates": {"permit": "Moving notices"},
        "origin": origin,
        "record": record,
        "engines": ("x",),
        "quantities": default if quantities is None else quantities,
        "answers": answers(None, None),
        "best": "",
        "assessed": {},
        "case": None,
        "case_file": "case.toml",
        "case_is_example": False,
        "priced": False,
        "keystrokes": DEFAULT,
        "pages": pages,
        "labels": {("permit", "name"): "氏名"},
        "confusions": (),
        "pairs": (),
        "cases": (wrong,),
    }
    return Result(**given | more)


def test_text_from_a_form_is_never_markup():
    page = render(a_result(text=HOSTILE))
    assert "<script" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_a_banner_says_that_samples_are_invented_and_only_then():
    assert 'class="banner"' in render(a_result(Origin.DEMONSTRATION))
    assert 'class="banner"' not in render(a_result(Origin.REAL))


def test_the_page_fetches_nothing():
    page = render(a_result())
    assert not re.findall(r"""(?:src|href)=["'](?!#|data:)""", page)
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_a_rate_leads_to_its_cases():
    page = render(a_result())
    assert '<a href="#cases-x">5 / 8</a>' in page
    assert 'id="cases-x"' in page


def a_quantity(metric, engine, normaliser, part, whole, scope=None):
    """A rate of any metric, between 0 and 1."""
    rate = a_rate("x", part, whole, scope)
    id = quantity_id(metric, engine, normaliser, scope or {})
    cases = cases_of(engine, scope or {}) if engine else "unread"
    return rate.model_copy(
        update={"id": id, "metric": metric, "engine": engine, "normaliser": normaliser, "cases": cases}
    )


def a_full_result(**more):
    """Two kinds of form that share a field's id, two engines, marks, conditions, a consensus and refused pages."""
    scopes = [
        {}, {"template": "permit"}, {"template": "survey"}, {"type": "name"}, {"cond_pen": "hand"},
        {"template": "permit", "field": "name"}, {"template": "survey", "field": "name"},
    ]  # fmt: skip
    choice = {"template": "survey", "field": "way"}
    quantities = [a_quantity("field_accuracy", engine, "typed", 1, 4, scope) for engine in "xy" for scope in scopes]
    for scope in ({}, choice):
        quantities += [
            a_quantity("mark_precision", "marks", None, 3, 4, scope),
            a_quantity("mark_recall", "marks", None, 2, 4, scope),
            a_quantity("field_accuracy", "marks", "typed", 1, 2, scope),
        ]
    quantities.append(a_quantity("cer", "x", "nfkc", 1, 2))
    for metric, normaliser in (("agreement", None), ("agreed_accuracy", "typed"), ("fallback_accuracy", "typed")):
        quantities += [a_quantity(metric, "x+y", normaliser, 2, 4, scope) for scope in scopes[:3]]
    quantities += [a_quantity(metric, None, None, 1, 2) for metric in ("refusal_precision", "refusal_recall")]
    wrong = a_result().cases[0]
    marked = replace(
        wrong, template="survey", field="way", engine="marks", truth="bus", value="car",
        differences=(Difference("missing", "bus ", ""), Difference("added", "", "car ")),
    )  # fmt: skip
    given = {
        "templates": {"permit": "Moving notices", "survey": "Survey"},
        "engines": ("x", "y"),
        "quantities": tuple(quantities),
        "labels": {("permit", "name"): "氏名", ("survey", "name"): "お名前", ("survey", "way"): "手段"},
        "pairs": (Pair("x", "y", {"name": "x"}),),
        "confusions": (
            {
                "engine": "x",
                "kind": "substituted",
                "truth": "髙",
                "output": "高",
                "count": 2,
                "errors": 4,
                "share": 0.5,
                "documents": 2,
            },
            {
                "engine": "x",
                "kind": "added",
                "truth": "",
                "output": "<b>",
                "count": 1,
                "errors": 4,
                "share": 0.25,
                "documents": 1,
            },
            {
                "engine": "x",
                "kind": "unread",
                "truth": "塚",
                "output": "",
                "count": 9,
                "errors": 4,
                "share": 0.25,
                "documents": 1,
            },
        ),
        "cases": (wrong, replace(wrong, template="survey", document="s.pdf"), marked),
        "pages": (
            {
                "document": "b.pdf",
                "page": "1",
                "template": "-",
                "status": "refused",
                "reason": "wrong_form_or_unreadable",
            },
            {"document": "c.pdf", "page": "1", "template": "-", "status": "registered", "reason": ""},
            {"document": "d.pdf", "page": "1", "template": "permit", "status": "registered", "reason": ""},
        ),
    }
    return a_result(**given | more)


@pytest.mark.parametrize("result", [a_result, a_full_result])
def test_every_link_within_the_page_has_its_target_and_ids_are_unique(result):
    page = render(result())
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_a_field_leads_to_its_own_cases_though_another_form_has_one_of_the_same_id():
    page = render(a_full_result())
    for template, document in (("permit", "a.pdf"), ("survey", "s.pdf")):
        assert f'href="#cases-x.{template}.name"' in page
        row = page[page.index(f'id="cases-x.{template}.name"') :]
        assert row[: row.index("</tr>")].count(document) == 1


def test_where_nothing_was_read_wrong_a_number_is_no_link():
    page = render(a_full_result())
    assert "#cases-y.permit.name" not in page
    assert "#cases-y" in page
    assert page.count("Nothing was read wrong.") == 1


def test_numbers_of_every_section_are_shown():
    page = render(a_full_result())
    for heading in ("confusions", "marks", "consensus", "unread"):
        assert f'id="{heading}"' in page
    assert "<b>75.0%</b>" in page  # precision of marks
    assert "<b>50.0%</b>" in page  # agreement
    assert "x: name." in page  # who is fallen back on
    assert "手段" in page


def test_confusions_are_shown_but_not_what_was_never_read():
    page = render(a_full_result())
    section = page[page.index('id="confusions"') : page.index('id="marks"')]
    assert "髙" in section
    assert "&lt;b&gt;" in section
    assert "塚" not in section


def test_a_page_of_no_form_that_was_taken_for_one_is_listed_as_wrong():
    page = render(a_full_result())
    section = page[page.index('id="unread"') : page.index('id="time"')]
    assert re.findall(r"<code>(\w\.pdf)</code>", section) == ["b.pdf", "c.pdf"]
    assert section.count('<span class="wrong">') == 1


def test_sections_without_anything_in_them_are_left_out():
    page = render(a_result())
    for heading in ("confusions", "marks", "consensus"):
        assert f'id="{heading}"' not in page


def test_of_several_kinds_of_form_the_second_answer_names_the_one_that_gains_most():
    def saved(template, low, value, high):
        quantity = a_rate("x", 1, 2).model_copy(
            update={"metric": "minutes_saved", "unit": "min/document", "low": low, "value": value, "high": high,
                    "scope": {"template": template}}
        )  # fmt: skip
        return Saving((quantity, quantity.model_copy(update={"metric": "share_saved"})))

    permit, survey = saved("permit", 0.1, 0.4, 0.6), saved("survey", -0.1, 0.2, 0.6)
    page = render(a_full_result(answers=answers(permit, None, [permit, survey])))
    assert "Of 2 kinds of form, keying would become shorter for 1" in page
    assert "most for “Moving notices”: by 0.40 min a form [0.10 min – 0.60 min], with x." in page


def test_differences_are_marked():
    assert "<ins>高</ins><del>髙</del>橋" in render(a_result())


def test_without_truth_the_page_says_what_to_do():
    page = render(a_result(quantities=()))
    assert "kouka score c/r" in page
    assert "This cannot be answered yet" in page


def test_where_every_page_was_read_no_list_of_none_is_announced():
    page = render(a_result(pages=({"document": "a.pdf", "page": "1", "template": "permit", "status": "registered",
                                   "reason": ""},)))  # fmt: skip
    assert "All 1 pages were read" in page
    assert "are listed here" not in page


def test_pages_that_could_not_be_read_are_listed_with_their_reason():
    lost = {
        "document": "b.pdf", "page": "1", "template": "permit", "status": "refused",
        "reason": "wrong_form_or_unreadable",
    }  # fmt: skip
    page = render(a_result(pages=(lost,)))
    assert "b.pdf" in page
    assert "another form, or unreadable" in page


def test_the_language_is_declared():
    assert '<html lang="en">' in render(a_result())
    with speaking("ja"):
        assert '<html lang="ja">' in render(a_result())


def test_each_condition_has_its_rate_under_its_name():
    page = render(a_full_result())
    section = page[page.index('id="by-condition"') : page.index('id="by-type"')]
    assert "How it was filled in" in section
    row = section[section.index("by hand") :]
    row = row[: row.index("</tr>")]
    assert row.count("<b>25.0%</b>") == 2
    assert row.count("1 / 4") == 2


def test_marks_and_agreement_stand_beside_the_engines_by_condition_and_agreement_by_type():
    by_pen, by_type = {"cond_pen": "hand"}, {"type": "name"}
    more = (
        a_quantity("field_accuracy", "marks", "typed", 3, 5, by_pen),
        a_quantity("agreement", "x+y", None, 4, 5, by_pen),
        a_quantity("agreement", "x+y", None, 3, 3, by_type),
    )
    page = render(a_full_result(quantities=a_full_result().quantities + more))
    conditions = page[page.index('id="by-condition"') : page.index('id="by-type"')]
    heads = re.findall(r'<th scope="col">([^<]*)</th>', conditions)
    assert heads == ["Condition", "x", "y", "marks", "x and y agree"]
    row = conditions[conditions.index("by hand") :]
    assert re.findall(r"\d / \d", row[: row.index("</tr>")]) == ["1 / 4", "1 / 4", "3 / 5", "4 / 5"]
    assert 'colspan="5"' in conditions
    types = page[page.index('id="by-type"') : page.index('id="by-field"')]
    assert re.findall(r'<th scope="col">([^<]*)</th>', types) == ["Type", "x", "y", "x and y agree"]
    assert "3 / 3" in types


def test_an_engine_alone_has_no_columns_beside_it():
    page = render(a_result())
    section = page[page.index('id="by-condition"') : page.index('id="by-type"')]
    assert re.findall(r'<th scope="col">([^<]*)</th>', section) == ["Condition", "x"]
    assert "Agreement" not in section


def test_levels_of_a_condition_come_in_the_order_of_what_they_mean():
    scopes = [{"cond_skew": value} for value in ("slight", "straight", "strong", "another")]
    rates = tuple(a_quantity("field_accuracy", "x", "typed", 1, 4, scope) for scope in scopes)
    result = a_full_result(quantities=rates)
    assert result.scope_values("cond_skew") == ["straight", "slight", "strong", "another"]


def test_a_page_on_which_two_forms_fit_is_listed():
    both = {"document": "b.pdf", "page": "1", "template": "permit", "status": "registered", "reason": "several_forms"}
    page = render(a_result(pages=(both,)))
    assert "fits more than one form of the batch" in page


def test_who_decides_marks_is_called_by_a_word_of_the_language():
    with speaking("ja"):
        assert '<h3 id="cases-marks">チェックや丸の判定</h3>' in render(a_full_result())


def test_what_a_program_failed_with_is_said_in_words():
    wrong = replace(a_result().cases[0], status="failed", error="failed:FileNotFoundError")
    page = render(a_result(cases=(wrong,)))
    assert "the program that read it failed (FileNotFoundError)" in page


def test_how_many_more_samples_are_needed_stands_in_a_line_for_each_engine():
    sure = a_rate("x", 900, 1000, low=0.87, high=0.924).model_copy(
        update={"effective_n": 520.0, "icc": 0.05, "design_effect": 1.9, "n_documents": 50}
    )
    unsure = a_rate("y", 1000, 1000, low=0.929, high=1.0).model_copy(
        update={"clustering": "errors-in-few-documents", "method": "clopper-pearson-documents", "n_documents": 50}
    )
    page = render(a_result(engines=("x", "y"), quantities=(sure, unsure)))
    section = page.split('id="more-samples"')[1].split("</section>")[0]
    x, y = re.findall(r'<tr><th scope="row">(?:x|y)</th>.*?</tr>', section, re.DOTALL)
    assert "20.0 fields a form" in x
    assert "ICC 0.05 · design effect 1.9" in x
    assert "±2.7 points" in x
    # 3,557 independent fields for an interval of two points at 90 %, times 1.95 over 20: 347 forms.
    assert re.search(r"<b>(\d+) more forms</b>", x)[1] == "297"
    assert "errors on too few forms to see how they cluster" in y
    assert "133 more forms" in y  # 183 forms without any error
    assert 'title="Clopper–Pearson on the effective sample size (Korn–Graubard) · counts as 520 independent of' in page


def test_where_nothing_was_measured_no_samples_are_asked_for():
    assert 'id="more-samples"' not in render(a_result(quantities=()))
