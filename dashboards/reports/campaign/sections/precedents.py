"""7: the city's own result beside what other municipalities published."""

from collections import Counter
from collections.abc import Iterator

from dashboards.language import _
from dashboards.pages.precedent_words import position_names, unequal_names, verdict_names
from dashboards.reports.campaign.blocks import Block, Heading, Line, Paragraph, Table, line
from dashboards.reports.campaign.words import metric_name
from dashboards.reports.campaign.writing import Writing
from evaluators.campaigns.own import OwnResult, own_results
from evaluators.grade import Grade
from evaluators.precedents.judging import Published
from evaluators.precedents.placing import Placed, Unequal, placed
from evaluators.precedents.recomputing import Verdict

MOST_ROWS = 6
"""Of those on equal terms, in the body of the report."""


def precedents(writing: Writing) -> Iterator[Block]:
    """Only on equal terms: the same unit of rate, the check included."""
    yield Heading(1, _("7. Beside leading cases"), "precedents")
    found = writing.findings.published
    if found is None:
        text = _("No published cases have been taken in. kouka precedents shows those that are bundled.")
        yield Paragraph(line(text), "todo")
        return
    yield Paragraph(_recomputed(writing, found))
    results = [(own, each) for own in own_results(writing.findings) for each in placed(own.own, found.rows)]
    equal = [(own, each) for own, each in results if each.position is not None]
    yield Paragraph(_terms(writing, _nearest([each for _own, each in results]), len(equal)))
    if equal and writing.findings.demonstration:
        text = _("Our result rests on invented samples: the table shows how it is set beside others, and no more.")
        yield Paragraph(line(text), "notice")
    if equal:
        columns = (_("Municipality"), _("Work and what is compared"), _("Printed"), _("Our result"), _("Compared"))
        rows = tuple(_row(writing, own, each) for own, each in equal[:MOST_ROWS])
        yield Table(_("On equal terms"), columns, rows, (18, 24, 20, 22, 16))


def _recomputed(writing: Writing, found: Published) -> Line:
    """How far the published outcomes follow from their own inputs."""
    verdicts = Counter(case.found.verdict for case in found.cases)

    def count(verdict: Verdict) -> Line:
        label = _("Published cases: {verdict}", verdict=verdict_names()[verdict])
        return (writing.counted(verdict.value, label, verdicts[verdict], Grade.CITED, "cases.csv"),)

    text = _("Of {n} published figures, recomputed from their own inputs: ")
    total = writing.counted("cases", _("Published cases"), len(found.cases), Grade.CITED, "cases.csv")
    pieces: list = [*line(text, n=total)]
    for number, verdict in enumerate(verdict_names()):
        pieces += [*((_(", "),) if number else ()), f"{verdict_names()[verdict]} ", *count(verdict)]
    return (*pieces, _("."))


def _nearest(found: list[Placed]) -> list[Placed]:
    """Each published number once: beside that result of our own from which least keeps it apart."""
    nearest: dict[tuple[str, str], Placed] = {}
    for each in sorted(found, key=lambda one: len(one.unequal)):
        nearest.setdefault((each.row.id, each.metric), each)
    return list(nearest.values())


def _terms(writing: Writing, found: list[Placed], equal: int) -> Line:
    """How many are on equal terms with the city's own result, and why the others are not."""
    reasons = Counter(reason for each in found for reason in each.unequal)
    if not found:
        return line(_("There is no result of our own yet to set beside them."))
    shown = writing.counted("on-equal-terms", _("Published figures on equal terms"), equal, Grade.CITED, "cases.csv")
    text = _("On equal terms with our own result (same unit, check included, measured): {n}.")
    if not reasons:
        return line(text, n=shown)
    names = unequal_names()
    most = _("; ").join(_("{reason} ({n})", reason=names[reason], n=n) for reason, n in _often(reasons))
    return (*line(text, n=shown), " ", *line(_("Why others are not: {reasons}."), reasons=most))


def _often(reasons: "Counter[Unequal]") -> list[tuple[Unequal, int]]:
    return sorted(reasons.items(), key=lambda item: -item[1])[:3]


def _row(writing: Writing, own: OwnResult, each: Placed) -> tuple[Line, ...]:
    assert each.position is not None
    assert each.own is not None
    return (
        (f"{each.row.body} {each.row.year}".strip(),),
        (_("{task}: {metric}", task=each.row.task, metric=metric_name(each.own)),),
        (writing.published(each),),
        (writing.figure(own.run, each.own),),
        (position_names()[each.position],),
    )
