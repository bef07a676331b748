"""The page of a run: three answers first, then what they rest on, down to every field that was read wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dashboards.pages import calibration, cost_words, policy, words
from dashboards.pages.environment import environment
from dashboards.pages.gaps import gap_of, gap_text
from dashboards.pages.numbers import threshold
from dashboards.pages.wrong_field import WrongField
from evaluators.answers import Answer, Question
from evaluators.calibration import Calibration
from evaluators.calibration_quantities import CASES as CALIBRATION
from evaluators.comparison import Comparison
from evaluators.consensus import CASES as CONSENSUS
from evaluators.consensus import Pair
from evaluators.cost.case import Case
from evaluators.cost.options import AI_ALL
from evaluators.cost.outcome import Assessment
from evaluators.error_sources import Sources
from evaluators.frames import NO_TEMPLATE
from evaluators.grade import Origin
from evaluators.intervals import FEW_DOCUMENTS
from evaluators.keystrokes import KeystrokeModel
from evaluators.mark_types import MARKS_ENGINE
from evaluators.policy import Proposal
from evaluators.policy_quantities import CASES as POLICY
from evaluators.quantity import Quantity, quantity_id
from evaluators.rated import Rated
from evaluators.rates import cases_of
from evaluators.refusal import CASES as UNREAD
from evaluators.timing.people import TimesFrom
from evaluators.timing.saving import CASES as PEOPLE

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Result(Rated):
    """All that the page shows."""

    run: str
    title: str
    templates: Mapping[str, str]
    """Title of each kind of form, by its id."""
    origin: Origin
    record: Row
    """run.json."""
    engines: tuple[str, ...]
    """Engines that read text, in the order of the command."""
    quantities: tuple[Quantity, ...]
    answers: tuple[Answer, ...]
    best: str
    """The engine that the answers speak of."""
    assessed: Mapping[str, Assessment]
    """By engine, what correcting its readings comes to by the case."""
    case: Case | None
    case_file: str
    """As campaign.toml names it."""
    case_is_example: bool
    """Whether it is used though it holds invented numbers: for a real batch it is not."""
    priced: bool
    """Whether the case speaks of a form of the batch that was measured."""
    keystrokes: KeystrokeModel
    pages: tuple[Row, ...]
    """Rows of pages.csv."""
    labels: Mapping[tuple[str, str], str]
    """Label of each field as printed on the form, by template and field, in the order of the forms."""
    confusions: tuple[Row, ...]
    """As from ``evaluators.confusions``."""
    pairs: tuple[Pair, ...]
    cases: tuple[WrongField, ...]
    product: str = ""
    """The outside product that ``best`` stands for; empty where that is an engine of the city's own."""
    comparisons: tuple[Comparison, ...] = ()
    """Each two engines against each other."""
    groups: tuple[Row, ...] = ()
    """As from ``evaluators.confusion_groups``."""
    sources: tuple[Sources, ...] = ()
    """Where the errors of each engine come from."""
    left_out: bool = False
    """Whether cases were left out, with all that stands in fields, for a page that leaves the section."""
    uncosted: Mapping[str, str] = field(default_factory=dict)
    """By engine, why nothing could be computed of it by the case."""
    told: TimesFrom | None = None
    """The study whose times the first two answers rest on; none: those of a model."""
    people: tuple[TimesFrom, ...] = ()
    """What times of people say, of studies and of what came in with the batch."""
    calibrations: tuple[Calibration, ...] = ()
    """What confidences of engines are worth."""
    proposal: Proposal | None = None
    """What might pass unchecked."""

    @property
    def readers(self) -> list[str]:
        """Whoever has wrong fields to show: the engines of text, then that of marks."""
        return [*self.engines, *([MARKS_ENGINE] if self.rate("field_accuracy", MARKS_ENGINE, "typed") else [])]

    @property
    def field_rates(self) -> list[Quantity | None]:
        """How often each reader had a field right, over everything, marks last."""
        return [self.rate("field_accuracy", engine, "typed") for engine in self.readers]

    @cached_property
    def _scopes(self) -> list[Mapping[str, str]]:
        return list({quantity_id("", None, None, each.scope): each.scope for each in self.quantities}.values())

    @property
    def conditions(self) -> list[str]:
        """Columns of documents.csv by which results are broken down, those with the fewest values first."""
        found = {key for scope in self._scopes for key in scope if key.startswith("cond_")}
        return sorted(found, key=lambda key: (len(self.scope_values(key)), key))

    def scope_values(self, key: str) -> list[str]:
        """Values that a scope of a single key takes: kinds of form in their order, others sorted."""
        found = {scope[key] for scope in self._scopes if list(scope) == [key]}
        if key == "template":
            return [id for id in self.templates if id in found]
        known = [*words.condition_names()]
        return sorted(found, key=lambda value: (known.index(value) if value in known else len(known), value))

    def fields(self, engine: str) -> list[tuple[str, str]]:
        """Template and field of all fields that an engine was to read, in the order of the forms."""
        found = {
            (each.scope["template"], each.scope["field"])
            for each in self.quantities
            if "field" in each.scope and each.engine == engine
        }
        return [place for place in self.labels if place in found]

    def kinds(self) -> list[tuple[str, Mapping[str, str]]]:
        """Everything, with no name, then each kind of form where there are several: titles and scopes."""
        each = [(self.templates[id], {"template": id}) for id in self.scope_values("template")]
        return [("", {}), *(each if len(each) > 1 else [])]

    def timed(self) -> list[str]:
        """Engines whose minutes were computed."""
        return [engine for engine in self.engines if self.rate("minutes_saved", engine)]

    def clocked(self) -> list[TimesFrom]:
        """Studies that have measured what correcting saves."""
        return [each for each in self.people if each.saving]

    @cached_property
    def _wrong(self) -> Mapping[tuple[str, str], list[WrongField]]:
        order = {place: number for number, place in enumerate(self.labels)}
        found: dict[tuple[str, str], list[WrongField]] = {}
        for case in sorted(self.cases, key=lambda case: order.get((case.template, case.field), len(order))):
            found.setdefault((case.engine, case.template), []).append(case)
        return found

    def wrong(self, engine: str, template: str) -> list[WrongField]:
        """What an engine read wrong on one kind of form, field by field."""
        return self._wrong.get((engine, template), [])

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Places of this page that a number can lead to; where nothing was read wrong there is none."""
        places = {case.anchor for case in self.cases}
        places |= {cases_of(engine, {"template": template}) for engine, template in self._wrong}
        places |= {cases_of(engine, {}) for engine in self.readers if not self.left_out}
        places |= {f"times-{engine}" for engine in self.engines} | ({PEOPLE} if self.people else set())
        return frozenset(places | {UNREAD, CONSENSUS, CALIBRATION, POLICY})

    @property
    def few(self) -> int:
        """Forms below which nothing is said of how they differ."""
        return FEW_DOCUMENTS

    def confused(self, engine: str, kind: str, most: int) -> list[Row]:
        """The most frequent confusions of a kind."""
        return [row for row in self.confusions if row["engine"] == engine and row["kind"] == kind][:most]

    def task(self, answer: Answer) -> str:
        """What the forms are that an answer speaks of."""
        scope = answer.quantity.scope if answer.quantity else {}
        return self.templates[scope["template"]] if "template" in scope else "・".join(self.templates.values())

    def pays(self, answer: Answer) -> Quantity | None:
        """How often the net effect is above zero, where the answer is about it."""
        return self.worth(self.best, "pays") if answer.question is Question.DOES_IT_PAY else None

    def worth(self, engine: str, metric: str, option: str = AI_ALL) -> Quantity | None:
        """A figure of the cost of correcting an engine's readings; None where there is none."""
        found = self.assessed.get(engine)
        return found.quantity(option, metric) if found else None

    def threshold(self, engine: str, metric: str) -> tuple[str, str]:
        """The same of one that may be none, with its range."""
        quantity = self.worth(engine, metric)
        assert quantity is not None
        return threshold(quantity, self.assessed[engine].thresholds[quantity.id])

    @property
    def years(self) -> int:
        """Fiscal years that the cost is over."""
        return self.case.years if self.case else 0

    def gap(self, answer: Answer) -> str:
        """Why an answer has no number."""
        found = gap_of(
            answer, measured=bool(self.quantities), case=self.case, is_example=self.case_is_example,
            priced=self.priced, product=self.product, computed=self.best not in self.uncosted,
        )  # fmt: skip
        template = self.case.forms.template if self.case and self.case.forms else None
        return gap_text(
            found, file=self.case_file, template=template or "", templates=", ".join(self.templates),
            product=self.product, why=self.uncosted.get(self.best, ""),
        )  # fmt: skip

    def unread_pages(self) -> list[Row]:
        """Pages that were refused or failed, those that should have been refused, and those that fit several forms."""
        return [
            page
            for page in self.pages
            if page["status"] != "registered" or page["template"] == NO_TEMPLATE or page["reason"]
        ]


def render(result: Result) -> str:
    """The page as HTML that holds everything it shows, in the language spoken."""
    return (
        environment()
        .get_template("result.html.j2")
        .render(
            result=result, calibration=calibration, cost_words=cost_words, policy=policy, generated=policy.generated()
        )
    )
