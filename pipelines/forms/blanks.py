"""Blank forms as pictures on the grid of their registered pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import numpy as np

from dashboards.language import _
from dashboards.pages.reason_words import reason as reason_of
from pipelines.batches.forms import FormsBatch
from pipelines.contracts.forms import Template
from pipelines.errors import KoukaError, Place
from pipelines.forms.rasterise import Grey, rasterise
from pipelines.forms.refusal import Unreadable
from pipelines.forms.registration import blank_features

WHITE = 255


def check_blanks(batch: FormsBatch) -> None:
    """See that every empty form can be read: without it, each scan would be blamed.

    Raises:
        KoukaError: for the first one that cannot.
    """
    for id, template in batch.templates.items():
        check_blank(batch.blank(id), template)


def check_blank(blank: Path, template: Template) -> None:
    """The same of one template."""
    for page in template.pages:
        with blamed(blank, page):
            blank_features(blank, page)


@contextmanager
def blamed(blank: Path, page: int) -> Iterator[None]:
    """Whatever is unreadable in this block is a page of a blank form, which is named.

    Raises:
        KoukaError: it was.
    """
    try:
        yield
    except Unreadable as error:
        raise KoukaError(
            _("Page {page} of the blank form: {reason}.", page=page, reason=reason_of(error.reason)),
            where=Place(blank),
            todo=_("Scan the empty form, or save it as PDF, and put it beside template.toml."),
        ) from None


@lru_cache(maxsize=8)
def blank_page(blank: Path, page: int, dpi: int, shape: tuple[int, int]) -> Grey:
    """A page of a blank form, cut or filled up with white to the shape (height, width) of the registered page.

    Raises:
        Unreadable: as from ``rasterise``.
    """
    (drawn,) = rasterise(blank, page, page, dpi)
    fitted = np.full(shape, WHITE, dtype=np.uint8)
    height, width = min(shape[0], drawn.shape[0]), min(shape[1], drawn.shape[1])
    fitted[:height, :width] = drawn[:height, :width]
    return fitted
