"""From a number to the cases behind it: which fields a quantity counts as wrong."""

from dataclasses import replace
from typing import Any

from dashboards.web.index.filters import ERROR, TEXT, Filter
from dashboards.web.index.schema import Outcome
from evaluators.agreement import CONSENSUS_ENGINE
from evaluators.quantity import Quantity

_WRONG: dict[tuple[str, str | None], dict[str, str]] = {
    ("field_accuracy", "typed"): {"outcome": ERROR},
    ("field_accuracy", "nfkc"): {"outcome": TEXT},
    ("field_accuracy", "raw"): {"outcome": TEXT},
    ("filled_accuracy", "typed"): {"outcome": ERROR, "paper": "filled"},
    ("document_accuracy", "typed"): {"outcome": ERROR},
    ("cer", "raw"): {"outcome": TEXT},
    ("cer", "nfkc"): {"outcome": TEXT},
    ("cer_bounded", "nfkc"): {"outcome": TEXT},
    ("missing_fields", "nfkc"): {"paper": "filled", "reading": "nothing"},
    ("invented_fields", "nfkc"): {"paper": "empty", "reading": "something"},
    ("mark_precision", None): {"outcome": ERROR},
    ("mark_recall", None): {"outcome": ERROR},
    ("agreement", None): {"engine": CONSENSUS_ENGINE, "outcome": Outcome.DISAGREE},
    ("agreed_accuracy", "typed"): {"engine": CONSENSUS_ENGINE, "outcome": Outcome.WRONG},
    ("fallback_accuracy", "typed"): {"engine": CONSENSUS_ENGINE, "outcome": Outcome.DISAGREE},
}
_SCOPES = frozenset({"template", "field", "type"})


def cases_behind(quantity: Quantity) -> Filter | None:
    """The fields that speak against a rate of fields; None where it is of something else, such as minutes."""
    asked = _WRONG.get((quantity.metric, quantity.normaliser))
    if asked is None:
        return None
    own: dict[str, Any] = {name: value for name, value in quantity.scope.items() if name in _SCOPES}
    conditions = tuple(sorted((name, value) for name, value in quantity.scope.items() if name.startswith("cond_")))
    return replace(Filter(engine=quantity.engine or "", conditions=conditions), **(own | asked))
