"""How a difference between two engines is put into words, on pages and on the terminal."""

from collections.abc import Mapping

from dashboards.language import _
from dashboards.pages import metric_words, numbers, words
from evaluators.comparison import Comparison, Outcome
from evaluators.contrasts import Contrast
from evaluators.field_contrasts import ACCURACY


def points(ratio: float | None) -> str:
    """A difference of rates in percentage points, with its sign; a dash where there is none."""
    if ratio is None:
        return numbers.NONE
    return _("{n} points", n=_signed(ratio))


def _signed(ratio: float) -> str:
    return ("+" if round(ratio * 100, 1) > 0 else "") + numbers.number(ratio * 100, 1)


def size(ratio: float | None) -> str:
    """The same without sign."""
    return numbers.NONE if ratio is None else _("{n} points", n=numbers.number(abs(ratio) * 100, 1))


def interval(contrast: Contrast) -> str:
    """The interval of a difference in points, in square brackets."""
    low, high = contrast.difference.low, contrast.difference.high
    return "" if low is None or high is None else bracketed(low, high)


def bracketed(low: float, high: float) -> str:
    """An interval of differences, in points."""
    return f"[{_signed(low)} – {_signed(high)}]"


def chance(p: float) -> str:
    """A p value, as exact as it means anything."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def rate(contrast: Contrast, count: int) -> str:
    """One engine's rate, with its counts."""
    whole = contrast.difference.denominator or 0
    ratio = numbers.percent(count / whole, 1) if whole else numbers.NONE
    return f"{ratio} ({numbers.number(count, 0)} / {numbers.number(whole, 0)})"


def cells(contrast: Contrast) -> list[str]:
    """A row of a table on the terminal: both rates, difference, units, p and the smallest difference."""
    difference = contrast.difference
    return [
        rate(contrast, contrast.first),
        rate(contrast, contrast.second),
        f"{points(difference.value)} {interval(contrast)}",
        metric_words.sampled(difference.n_documents, difference.method),
        f"{chance(contrast.p_holm)} ({chance(contrast.permutation.p)})",
        size(contrast.smallest),
    ]


def scope_name(scope: Mapping[str, str], labels: Mapping[tuple[str, str], str], templates: Mapping[str, str]) -> str:
    """What a row of a table is restricted to."""
    if not scope:
        return _("All")
    if "field" in scope:
        label = labels.get((scope["template"], scope["field"]), scope["field"])
        title = templates.get(scope["template"], scope["template"])
        return f"{title} · {label}" if len(templates) > 1 else label
    ((key, value),) = scope.items()
    if key == "template":
        return templates.get(value, value)
    named = words.named(key, value)
    return named if key == "type" else f"{words.heading(key)}: {named}"


def sentence(comparison: Comparison, contrast: Contrast) -> str:
    """What the test says of two over all that they read, and no more."""
    given = {
        "first": comparison.first,
        "second": comparison.second,
        "size": size(contrast.difference.value),
        "difference": points(contrast.difference.value),
        "interval": interval(contrast),
        "p": chance(contrast.p_holm),
    }
    if contrast.shown():
        if (contrast.difference.value or 0) > 0:
            said = _("{second} read more fields right than {first}: by {size} {interval}, p {p}.", **given)
        else:
            said = _("{second} read fewer fields right than {first}: by {size} {interval}, p {p}.", **given)
    else:
        said = _(
            "Between {first} and {second} no difference can be shown: {difference} {interval}, p {p}.",
            **given,
        )
    return f"{said} {seen(contrast)}"


def seen(contrast: Contrast) -> str:
    """What these forms could have shown."""
    if contrast.smallest is None:
        return _("So few forms cannot show any difference, however large.")
    return _("A difference of {size} would be seen in four of five batches of this size.", size=size(contrast.smallest))


def outcome_names() -> Mapping[Outcome, str]:
    """The three lists."""
    return {
        Outcome.REGRESSION: _("Regressions: the first is right, the second wrong"),
        Outcome.IMPROVEMENT: _("Improvements: the first is wrong, the second right"),
        Outcome.BOTH_WRONG: _("Both wrong"),
    }


def metric_name(metric: str) -> str:
    """What is compared."""
    return metric_words.metric_names()["field_accuracy" if metric == ACCURACY else "cer"]


def by_names() -> Mapping[str, str]:
    """What the rows of a table go by."""
    return {
        "type": _("All, and by type of field"),
        "template": _("By kind of form"),
        "field": _("By field"),
        "condition": _("By condition"),
    }


def method_name(method: str) -> str:
    """How the interval of a difference was made."""
    return {
        "paired-document-bootstrap": _("forms resampled, both engines on the same ones"),
        "paired-document-bounds": _("Clopper–Pearson of gains and losses with the form as the unit"),
        "paired-stretch-bootstrap": _("stretches of about a minute resampled, both on the same ones"),
        "paired-stretch-bounds": _("Clopper–Pearson of gains and losses with the stretch of a minute as the unit"),
        "paired-meeting-bootstrap": _("meetings resampled, both on the same ones"),
        "paired-meeting-bounds": _("Clopper–Pearson of gains and losses with the meeting as the unit"),
    }.get(method) or metric_words.method_names().get(method, method)
