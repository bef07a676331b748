"""The figures of the model, and the places of its card that are filled in from them.

A place is what stands between ``<!-- NAME -->`` and ``<!-- /NAME -->``. ``export`` fills in ``trained``; ``evaluate``
fills in ``aim`` and ``figures``. What is written is always made of what ``figures.json`` holds.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "MODEL_CARD.md"
FIGURES = "figures.json"
NEAR = "near, clean"
"""The condition that the aim is about."""
AIM = 0.1
"""Character errors that the model is to stay within, near the microphone and on held-out sentences."""
DIGITS = 5


@dataclass(frozen=True)
class Figure:
    """Errors of a condition.

    ``rate`` is the share of wrong characters with punctuation, ``low`` and ``high`` its 95 % interval over sentences;
    ``rate_without_marks`` leaves punctuation out. ``characters`` are those of the truth, ``sound_seconds`` those heard.
    """

    condition: str
    sentences: int
    characters: int
    rate: float
    low: float
    high: float
    rate_without_marks: float
    deletions: int
    insertions: int
    substitutions: int
    sound_seconds: float


def save(model: Path, figures: Sequence[Figure]) -> None:
    """Keep the figures beside the model, and fill in its card where it has one."""
    made = [{name: _rounded(value) for name, value in asdict(figure).items()} for figure in figures]
    (model / FIGURES).write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
    path = model / NAME
    if path.exists():
        path.write_text(completed(path.read_text("utf-8"), read(model)), "utf-8")


def read(model: Path) -> list[Figure]:
    """The figures beside a model."""
    return [Figure(**row) for row in json.loads((model / FIGURES).read_text("utf-8"))]


def completed(card: str, figures: Sequence[Figure]) -> str:
    """A card with the figures, and with whether the aim is met."""
    return filled(filled(card, "figures", table(figures)), "aim", verdict(figures))


def filled(card: str, place: str, text: str) -> str:
    """A card with this text in a place.

    Raises:
        ValueError: the card has no such place.
    """
    between = re.compile(f"(<!-- {place} -->\n).*?(<!-- /{place} -->)", re.DOTALL)
    changed, number = between.subn(lambda found: f"{found[1]}{text}\n{found[2]}", card)
    if number != 1:
        raise ValueError(f"{number} places {place}")
    return changed


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table, a line a condition."""
    head = [
        "| condition | character errors | 95 % interval | without marks | n | characters |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *map(line, figures)])


def line(figure: Figure) -> str:
    """A row of the table."""
    return (
        f"| {figure.condition} | {_percent(figure.rate)} | {_percent(figure.low)} to {_percent(figure.high)} "
        f"| {_percent(figure.rate_without_marks)} | {figure.sentences} | {figure.characters} |"
    )


def verdict(figures: Sequence[Figure]) -> str:
    """Whether the aim is met, in plain words."""
    near = next((figure for figure in figures if figure.condition == NEAR), None)
    if near is None:
        return "Not measured."
    interval = f"{_percent(near.low)} to {_percent(near.high)}"
    said = f"{_percent(near.rate)} (95 % interval {interval}, {near.sentences} sentences)"
    if near.rate <= AIM:
        return f"Met: {said}."
    return f"**Not met: {said}.** The learning curve is beside this card, in `curve.csv`."


def _percent(share: float) -> str:
    return f"{share:.1%}".replace("%", " %")


def _rounded(value: object) -> object:
    return round(value, DIGITS) if isinstance(value, float) else value
