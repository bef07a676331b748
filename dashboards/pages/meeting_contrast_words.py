"""How a difference between two recognisers is put into words, on pages and on the terminal."""

from collections.abc import Iterator, Mapping

from dashboards.language import _
from dashboards.pages import contrast_words, meeting_words, metric_words, numbers
from evaluators.comparison import Comparison, Outcome, Rows
from evaluators.contrasts import Contrast
from evaluators.meetings.contrasts import DIFFERENCE, HEADLINE, Table
from evaluators.meetings.stretch_pairs import StretchPair


def measure_name(contrast: Contrast) -> str:
    """What is counted, and after which normaliser."""
    metric = metric_words.metric_names()[contrast.difference.metric.removesuffix(DIFFERENCE)]
    normaliser = metric_words.normaliser_names().get(contrast.difference.normaliser or "")
    return f"{metric} · {normaliser}" if normaliser else metric


def table_name(kind: str) -> str:
    """Which recordings a table is of."""
    return meeting_words.recording_name(kind) if kind else _("All recordings")


def sentences(tables: Mapping[Table, Rows]) -> Iterator[str]:
    """What the test says of the character error rate without punctuation, for each table and every two."""
    for (kind, _first, _second), rows in tables.items():
        for comparison, contrast in rows:
            if (contrast.difference.metric.removesuffix(DIFFERENCE), contrast.difference.normaliser) == HEADLINE:
                yield sentence(comparison, contrast, kind)


def sentence(comparison: Comparison, contrast: Contrast, kind: str) -> str:
    """What the test says, and no more."""
    given = {
        "where": table_name(kind),
        "first": comparison.first,
        "second": comparison.second,
        "size": contrast_words.size(contrast.difference.value),
        "difference": contrast_words.points(contrast.difference.value),
        "interval": contrast_words.interval(contrast),
        "p": contrast_words.chance(contrast.p_holm),
    }
    if not contrast.shown():
        said = _(
            "{where}: between {first} and {second} no difference can be shown: {difference} {interval}, p {p}.", **given
        )
    elif (contrast.difference.value or 0) > 0:
        said = _("{where}: {second} has more characters wrong than {first}: by {size} {interval}, p {p}.", **given)
    else:
        said = _("{where}: {second} has fewer characters wrong than {first}: by {size} {interval}, p {p}.", **given)
    return f"{said} {_seen(contrast)}"


def _seen(contrast: Contrast) -> str:
    if contrast.smallest is None:
        return _("So little speech cannot show any difference, however large.")
    return _(
        "A difference of {size} would be seen in four of five batches of this size.",
        size=contrast_words.size(contrast.smallest),
    )


def outcome_names() -> Mapping[Outcome, str]:
    """The three lists."""
    return {
        Outcome.REGRESSION: _("Worse: the second has more wrong"),
        Outcome.IMPROVEMENT: _("Better: the second has less wrong"),
        Outcome.BOTH_WRONG: _("Neither heard it right"),
    }


def effect(stretch: StretchPair, outcome: Outcome) -> str:
    """What a list is sorted by, of one of its stretches."""
    size = numbers.number(stretch.effect(outcome), 0)
    return {
        Outcome.REGRESSION: _("{n} more wrong", n=size),
        Outcome.IMPROVEMENT: _("{n} fewer wrong", n=size),
        Outcome.BOTH_WRONG: _("{n} characters", n=size),
    }[outcome]
