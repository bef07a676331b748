"""Numbers a form where they are typed in, in part or as a whole, in place of what a run shows."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from evaluators.cost.drawn import Drawn
from evaluators.cost.options import AI_ALL
from evaluators.grade import worst
from evaluators.inputs import Draws

PARTS = ("looking", "correcting")


def from_rates(fields: Drawn, wrong: Drawn, minutes: Drawn, minutes_ai: Drawn) -> dict[str, Drawn]:
    """Numbers a form from a typed-in accuracy and typed-in times: what a correction takes is not known apart."""
    none = replace(wrong, likely=np.zeros(1), draws=np.zeros_like(wrong.draws), elementary=False,
                   behind=frozenset())  # fmt: skip
    return {
        "fields": fields,
        "sheets": replace(none, likely=np.ones(1), draws=np.ones_like(wrong.draws), unit="sheets/form"),
        "minutes_manual": minutes,
        f"{AI_ALL}_looking": minutes_ai,
        f"{AI_ALL}_correcting": replace(none, unit="min/field"),
        f"{AI_ALL}_wrong_seen": fields.times(wrong, "fields/form"),
        f"{AI_ALL}_wrong_unseen": replace(none, unit="fields/form"),
    }


def retimed(known: Mapping[str, Drawn], minutes: Drawn, of_way: Mapping[str, Drawn]) -> dict[str, Drawn]:
    """The numbers of a run with times of people in the place of the model's.

    What the model says of looking against correcting stays; their sum becomes what people took. A way that nobody was
    timed in is taken to differ from the model as ``ai_all`` does.

    Args:
        known: as from ``form_evidence.form_evidence``.
        minutes: a form by hand.
        of_way: minutes a form by the name of the way, ``ai_all`` among them.
    """
    found = {**known, "minutes_manual": minutes}
    for way in (name.removesuffix("_looking") for name in known if name.endswith("_looking")):
        timed = of_way.get(way)
        like = way if timed is not None else AI_ALL
        people, model = of_way[like], [_of_model(known, like, part) for part in ("likely", "draws")]
        for part in PARTS:
            own = known[f"{way}_{part}"]
            found[f"{way}_{part}"] = replace(
                own,
                likely=own.likely * people.likely / model[0],
                draws=own.draws * people.draws / model[1],
                grade=worst([people.grade, known[f"{way}_wrong_seen"].grade]),
                behind=own.behind | people.behind,
            )
    return found


def _of_model(known: Mapping[str, Drawn], way: str, part: str) -> Draws:
    looking, wrong, correcting = (
        getattr(known[f"{way}_{name}"], part) for name in ("looking", "wrong_seen", "correcting")
    )
    found: Draws = looking + wrong * correcting
    return found


def overlooked(known: Mapping[str, Drawn], left: Drawn) -> Drawn:
    """Of what AI read wrong, the share that people overlooked: fields still wrong over those that were read wrong.

    Args:
        known: numbers a form.
        left: fields wrong after people's work with AI, of all.
    """
    fields, wrong = known["fields"], known[f"{AI_ALL}_wrong_seen"]
    likely, draws = (
        np.minimum(
            np.divide(rate * of, seen, out=np.zeros(np.broadcast_shapes(rate.shape, seen.shape)), where=seen > 0), 1
        )
        for rate, of, seen in ((left.likely, fields.likely, wrong.likely), (left.draws, fields.draws, wrong.draws))
    )
    return Drawn(likely, draws, worst([left.grade, wrong.grade]), "ratio", False)


def passing(known: Mapping[str, Drawn], way: str, share: Drawn, wrong: Drawn) -> dict[str, Drawn]:
    """The numbers of ``way``, by a typed-in policy: a share of the fields passes, and of these some are wrong.

    Looking is taken to fall in proportion to the fields, and wrong fields to be wherever the policy does not say that
    they pass.
    """
    looking, seen = known[f"{AI_ALL}_looking"], known[f"{AI_ALL}_wrong_seen"]
    grade = worst([share.grade, wrong.grade, looking.grade, seen.grade])
    behind = share.behind | wrong.behind

    def made(likely: Draws, draws: Draws, unit: str, of: Drawn) -> Drawn:
        return Drawn(likely, draws, grade, unit, False, behind | of.behind)

    fields = known["fields"]
    passed = made(
        fields.likely * share.likely * wrong.likely, fields.draws * share.draws * wrong.draws, "fields/form", fields
    )
    return {
        f"{way}_looking": made(
            looking.likely * (1 - share.likely), looking.draws * (1 - share.draws), "min/form", looking
        ),
        f"{way}_correcting": known[f"{AI_ALL}_correcting"],
        f"{way}_wrong_unseen": passed,
        f"{way}_wrong_seen": made(
            np.maximum(seen.likely - passed.likely, 0), np.maximum(seen.draws - passed.draws, 0), "fields/form", seen
        ),
    }
