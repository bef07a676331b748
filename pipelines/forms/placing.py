"""Which form of the batch a page is, and how it lies on that form's blank.

A page that documents.csv gives to a template is laid on that one; another template is asked only where its blank looks
so much alike that a page of the one would be taken for the other: two editions of a form, or the same one twice. A page
that is said to belong to no template is laid on all of them, and should be refused by all.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from pipelines.contracts.forms import Template
from pipelines.forms.refusal import Reason, Unreadable
from pipelines.forms.registration import Features, Fit, blank_features, fit

CLEARLY = 1.25
"""Another form that so many times more features agree with is the right one. Pages of the bundled moving notice agree
1.5 to 1.8 times better with it than with one whose lower half stands 4 mm lower. Of the lower quarter alone it is 1.1
times, no more than a better copy of the same blank brings: such a page is named and read."""


@dataclass(frozen=True)
class Form:
    """A template and its empty form."""

    template: Template
    blank: Path


@dataclass(frozen=True)
class Placed:
    """The form that a page is taken for."""

    form: Form
    page: int
    """Of the form, from 1."""
    fit: Fit
    several: bool
    """Whether another form fits as well."""


def place(source: Features, form: Form | None, others: Iterable[Form], page: int) -> Placed:
    """The form that a page with these features is.

    Args:
        source: of the page.
        form: that it should be, or None for a page of no template.
        others: the other forms of the batch.
        page: of the document; any page of a form will do where it should be none.

    Raises:
        Unreadable: it is not the form that it should be, or none, or another one of the batch fits clearly better.
    """
    if form is None:
        return _any(source, others)
    own = _on(source, form, page)
    rivals = [_inliers(source, other, page) for other in others if alike(form, other, page)]
    best = max(rivals, default=0)
    if best > CLEARLY * own.fit.inliers:
        raise Unreadable(Reason.WRONG_FORM, own.fit.residual_mm)
    return replace(own, several=best * CLEARLY >= own.fit.inliers)


def _inliers(source: Features, form: Form, page: int) -> int:
    try:
        return _on(source, form, page).fit.inliers
    except Unreadable:
        return 0


@lru_cache(maxsize=256)
def _alike(blank: Path, other: Path, page: int, tolerance_mm: float) -> bool:
    try:
        fit(blank_features(blank, page), other, page, tolerance_mm)
    except Unreadable:
        return False
    return True


def alike(form: Form, other: Form, page: int = 1) -> bool:
    """Whether one empty form would be taken for the other; found out once a process."""
    return _alike(form.blank, other.blank, page, other.template.tolerance_mm)


def lookalikes(forms: Iterable[Form]) -> list[tuple[Form, Form]]:
    """Pairs of forms of which one would be taken for the other, by their first pages."""
    return [pair for pair in combinations(forms, 2) if alike(*pair)]


def _any(source: Features, forms: Iterable[Form]) -> Placed:
    found, refused = [], Unreadable(Reason.WRONG_FORM)
    for form in forms:
        for page in form.template.pages:
            try:
                found.append(_on(source, form, page))
            except Unreadable as error:
                refused = min(refused, error, key=_residual)
    if not found:
        raise refused
    best = max(found, key=lambda placed: placed.fit.inliers)
    return replace(best, several=len({placed.form.blank for placed in found}) > 1)


def _on(source: Features, form: Form, page: int) -> Placed:
    return Placed(form, page, fit(source, form.blank, page, form.template.tolerance_mm), False)


def _residual(error: Unreadable) -> float:
    return math.inf if error.reason is not Reason.WRONG_FORM or error.residual_mm is None else error.residual_mm
