"""What an interval rests on, in words: effective sample, correlation within forms, and how many more forms it needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboards.language import _, counted
from dashboards.pages import metric_words, numbers, timing_words
from evaluators.clustering import Unknown
from evaluators.further import Sampled, documents_more, half_width, sampled
from evaluators.meetings.units import STRETCH_CHARACTERS
from evaluators.quantity import Quantity

MARGIN = 0.01
"""On either side of a rate: what the page asks of a larger batch."""


@dataclass(frozen=True)
class Need:
    """What an engine's batch can say now, and what it would take to say more."""

    rate: Quantity
    batch: Sampled
    half: float
    more: int
    """Further forms for an interval of ± ``MARGIN``."""


def unknown_names() -> Mapping[str, str]:
    """Why it is not known how errors cluster."""
    return {
        Unknown.NOTHING: _("nothing was counted"),
        Unknown.SINGLE: _("one field a form: nothing can cluster"),
        Unknown.FEW_ERRORS: _("errors on too few forms to see how they cluster"),
        Unknown.FEW_RIGHT: _("anything right on too few forms to see how errors cluster"),
        Unknown.ALIKE: _("the same rate on every form: how errors cluster cannot be seen"),
    }


def made(quantity: Quantity) -> str:
    """How an interval was made: its method, effective sample, ICC and design effect, or why there are none."""
    names = {**metric_words.method_names(), **timing_words.method_names()}
    parts = [names.get(quantity.method, quantity.method)]
    if quantity.effective_n is not None and quantity.denominator:
        counts = {"n": numbers.number(quantity.effective_n, 0), "all": numbers.number(quantity.denominator, 0)}
        parts.append(_("counts as {n} independent of {all}", **counts))
    return " · ".join([*parts, *clustered(quantity)])


def clustered(quantity: Quantity) -> Sequence[str]:
    """ICC and design effect, the reason why there are none, or nothing where they mean nothing."""
    if quantity.icc is not None and quantity.design_effect is not None:
        icc, effect = numbers.number(quantity.icc, 2), numbers.number(quantity.design_effect, 1)
        return [_("ICC {icc}", icc=icc), _("design effect {effect}", effect=effect)]
    return [unknown_names()[quantity.clustering]] if quantity.clustering else []


def points(share: float) -> str:
    """± so many percentage points."""
    return _("±{n} points", n=numbers.number(100 * share, 1))


def fields_a_form(batch: Sampled) -> str:
    """How many fields stand on a form."""
    return _("{n} fields a form", n=numbers.number(batch.fields, 1))


def needs(rates: Iterable[Quantity | None], margin: float = MARGIN) -> list[Need]:
    """A line for each rate of fields that was measured."""
    found = []
    for rate in rates:
        if rate is None:
            continue
        batch, half, more = sampled(rate), half_width(rate), documents_more(rate, margin)
        if batch is not None and half is not None and more is not None:
            found.append(Need(rate, batch, half, more))
    return found


def more_forms(more: int) -> str:
    """How many forms are still needed."""
    return (
        counted("{count} more form", "{count} more forms", more, count=numbers.number(more, 0)) if more else _("none")
    )


def stretch_text() -> str:
    """What a stretch is, and why the same speech has more of them where more characters are compared."""
    return _(
        "A stretch is {n} characters of the text that is compared: where the same speech has more characters, as in "
        "kana, it has more stretches.",
        n=STRETCH_CHARACTERS,
    )
