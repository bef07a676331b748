"""Lists of tasks for tests."""

import numpy as np
import pandas as pd

from evaluators.grade import Grade
from evaluators.portfolio.frames import TASKS
from evaluators.portfolio.results import ClassResult


def a_list(*rows):
    """Of (task, class, times a year, minutes each), certain, or with a mapping of what differs."""
    made = []
    for task, kind, per_year, minutes, *more in rows:
        row = {"task": task, "section": "市民課", "class": kind, "template": "", "grade": "assumed", "source": "asked"}
        for name, value in (("per_year", per_year), ("minutes", minutes)):
            row |= {name: value, f"{name}_low": value, f"{name}_high": value}
        made.append(row | {"says": "a test"} | (more[0] if more else {}))
    return pd.DataFrame(made, columns=TASKS.names)


def a_result(left, draws=None, method="ai_all", grade=Grade.ESTIMATED, n=20):
    return ClassResult(method, left, np.array([left] if draws is None else draws), (grade,), n, "demo/run")
