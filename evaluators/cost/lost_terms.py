"""Words lost in drafts of meetings, as draws from what a run over meetings counted."""

from evaluators.cost.drawn import Drawn
from evaluators.cost.form_evidence import Judged
from evaluators.inputs import generator_of
from evaluators.quantity import Quantity


def lost(recall: Quantity, key: str, n: int, seed: int) -> Drawn | None:
    """The share of words that are lost, from the recall of words to expect; None where nothing was counted.

    Drawn from the Jeffreys posterior of as many independent words as the counted ones are worth.
    """
    if recall.value is None or recall.numerator is None or recall.denominator is None:
        return None
    worth = (recall.effective_n or recall.denominator) / recall.denominator
    judged = Judged((recall.denominator - recall.numerator) * worth, recall.denominator * worth)
    return Drawn.of(1 - recall.value, judged.rates(n, generator_of(seed, key)), recall.grade, "ratio")
