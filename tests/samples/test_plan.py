from collections import Counter
from itertools import islice

import pytest

from samples import plan
from samples.filling import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_twenty_forms_hold_the_same_numbers_of_faces_and_troubles(kind):
    forms = list(islice(plan.forms(kind), 60))
    troubles = plan.TROUBLES if kind != "survey" else plan.UNSEALED_TROUBLES
    for block in (forms[:20], forms[20:40], forms[40:]):
        assert Counter(form.face for form in block) == plan.FACES
        assert Counter(form.trouble for form in block) == troubles
    assert [form.number for form in forms] == list(range(1, 61))


def test_the_bundled_batch_meets_every_scanner_with_both_pens_and_at_least_four_troubles():
    documents = plan.bundled()
    assert len(documents) == 60
    for scanner in plan.SCANNERS:
        met = [form for form, scan in documents if scan.scanner == scanner]
        assert {plan.pen_class(form.face) for form in met} == {"print", "hand"}
        assert len({form.trouble for form in met}) >= 4
        assert {form.kind for form in met} == set(KINDS)


def test_the_first_of_each_kind_is_plain_enough_to_start_with():
    first = [(form, scan) for form, scan in plan.bundled() if form.number == 1]
    assert [(form.trouble, scan.scanner) for form, scan in first] == [("none", "grey300")] * 3


def test_a_single_batch_scans_every_form_once_and_every_kind_in_every_way():
    found = list(plan.single(72))
    assert len({(form.kind, form.number) for form, _scan in found}) == 72
    ways = {(form.kind, scan.scanner, scan.skew) for form, scan in found}
    assert len(ways) == 3 * len(plan.CROSSED_SCANS)


@pytest.mark.parametrize(("documents", "forms"), [(1, 1), (12, 1), (13, 2), (600, 50)])
def test_a_crossed_batch_is_rounded_up_to_whole_forms(documents, forms):
    found = list(plan.crossed(documents))
    assert len(found) == forms
    assert [form.kind for form in found[:3]] == ["moving", "child", "survey"][:forms]
