"""What was measured of a class of tasks: how much of their time is left when AI does its part."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from evaluators.grade import Grade
from evaluators.inputs import generator_of
from evaluators.portfolio.frames import FORMS
from evaluators.timing.draws import error_of, freedom_of, student
from evaluators.timing.paired import Paired
from evaluators.timing.preparing import READ_BY_AI, Preparing

Draws = npt.NDArray[np.float64]

N_DRAWS = 20_000


@dataclass(frozen=True)
class ClassResult:
    """Minutes an item without and with AI, checking and correcting included, from one study, run or model."""

    method: str
    """The way of working with AI: ``ai_all``, ``ai_policy``, ``minutes_draft``."""
    left: float
    """Minutes with AI over minutes without, at the most likely values."""
    draws: Draws
    """The same, one value a draw: above 1 on average where AI makes it longer."""
    grades: tuple[Grade, ...]
    """Of everything that it rests on."""
    n_documents: int
    """Forms or meetings behind it."""
    origin: str
    """Where it came from, such as ``campaign/run-id``."""
    prepared: bool = True
    """Whether preparing the batch is in it; where people wrote none down, 0 is counted."""
    passed: float | None = None
    """Of all fields, the share that nobody looks at, where a signed policy lets some pass."""

    @classmethod
    def of_minutes(
        cls, method: str, minutes: Mapping[str, Draws], likely: Mapping[str, float], without: str, **about: object
    ) -> Self:
        """From minutes of two ways, paired draw by draw.

        Args:
            method: the way with AI, a key of both mappings.
            minutes: draws, by way.
            likely: at the most likely values, by way.
            without: the way without AI, a key of both.
            about: the other fields.
        """
        left = likely[method] / likely[without]
        return cls(method, left, minutes[method] / minutes[without], **about)  # type: ignore[arg-type]

    @classmethod
    def of_people(
        cls, found: Paired, prepared: Preparing | None = None, *, seed: int, n: int = N_DRAWS, **about: object
    ) -> Self | None:
        """From times of people, whose interval is that of other people too; None where there is none.

        The interval is symmetrical on the logarithm of the ratio with Student's t, and so are the draws, without the
        ends of its tails. What other people did at other work is drawn apart from it. What preparing took is added to
        each draw as it was written down, as a part of the time without AI.
        """
        share = found.share
        if share.value is None or share.low is None or share.high is None:
            return None
        unit = student(generator_of(seed, share.id).random(n), freedom_of(share.n_documents, found.people))
        left, more, grades = 1 - share.value, 0.0, [share.grade]
        if prepared is not None:
            more = prepared.seconds_of(found.arm) / float(found.differences["reference_s"].mean())
            grades.append(prepared.each.grade)
        return cls(
            found.arm, left + more, left * np.exp(error_of(found) * unit) + more, tuple(grades), share.n_documents,
            prepared=prepared is not None or found.arm not in READ_BY_AI, **about,  # type: ignore[arg-type]
        )  # fmt: skip


def key_of(class_: str, template: str) -> str:
    """By what a result is found: ``forms``, ``forms/moving-notice``, ``meetings``.

    >>> key_of("forms", "moving-notice")
    'forms/moving-notice'
    """
    return f"{class_}/{template}" if class_ == FORMS and template else class_
