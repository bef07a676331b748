"""Who works on which item in which way, in which order: a balanced crossover, drawn by a seed.

Every item is worked on in every arm, each time by somebody else, so that how long an item is cancels in a comparison of
arms. People rotate through the arms by Latin squares: in a block of as many items as there are people, each
person meets each arm once, and every block has a square of its own. So each person works in all arms alike, and how
quick one is cancels too. Within a person's order arms alternate in blocks, so that no arm has the later, practised
places to itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd

from evaluators.timing.frames import DESIGN, PARTS

FORM_ARMS = ("manual", "ai_all", "ai_policy", "two_person")
MEETING_ARMS = ("minutes_manual", "minutes_draft")
TWO_PERSON = "two_person"
FIRST, SECOND = PARTS

T = TypeVar("T")


class Slot(NamedTuple):
    """One thing to be done with an item by one person."""

    arm: str
    part: str
    copy: int
    """Which repetition of the arm on the item, from 0."""


@dataclass(frozen=True)
class _Task:
    """A slot of an item that has its person."""

    person: int
    item: str
    slot: Slot
    turn: float
    """Where its block comes in everybody's order."""


def design(
    items: Mapping[str, str],
    people: Sequence[str],
    arms: Sequence[str],
    *,
    practice: Sequence[str] = (),
    repeats: int = 1,
    seed: int = 0,
) -> pd.DataFrame:
    """The assignments of a study. The same arguments give the same ones.

    Args:
        items: the stratum of each item, such as its template.
        people: pseudonyms.
        arms: methods of ``timings.csv``, the one that others are compared with first.
        practice: further items that everybody starts with, whose times do not count; as many as there are things to
            do let everybody try each.
        repeats: how many times each item is worked on in each arm, always by other people.
        seed: of all that is left to chance.

    Returns:
        Columns of ``frames.DESIGN``, in order of people and positions. With fewer people than an item has things to do
        (one an arm, two for ``two_person``), each item goes to as many arms as can be, the first of ``arms`` among
        them where that is possible; :func:`evaluators.timing.balance.findings` says what that costs.

    Raises:
        ValueError: a name twice, an item that is for practice too, no arm, an unknown one, fewer than two
            people for ``two_person``, or more repeats than people allow.
    """
    _check(items, people, arms, practice, repeats)
    random = np.random.default_rng(seed)
    real = _rotated(items, len(people), _recipes(arms, len(people), repeats), random)
    rows = [
        row
        for number, person in enumerate(people)
        for row in _ordered(
            person,
            _practised(practice, number, len(people), arms, random),
            [task for task in real if task.person == number],
            random,
        )
    ]
    drawn = pd.DataFrame(rows, columns=[name for name in DESIGN.names if name != "stratum"])
    return drawn.assign(stratum=drawn["item"].map(dict(items)).fillna(""))[DESIGN.names]


def slots(arms: Sequence[str], repeats: int = 1) -> list[Slot]:
    """What is to be done with an item that is worked on in all of these arms."""
    return [
        Slot(arm, part, copy)
        for copy in range(repeats)
        for arm in arms
        for part in (PARTS if arm == TWO_PERSON else ("",))
    ]


def _check(
    items: Mapping[str, str], people: Sequence[str], arms: Sequence[str], practice: Sequence[str], repeats: int
) -> None:
    for names in (people, arms, practice):
        if len({*names}) < len(names):
            raise ValueError(f"a name stands twice in {list(names)}")
    both = sorted({*practice} & {*items})
    if both:
        raise ValueError(f"{both} are for practice and for the study")
    unknown = sorted({*arms} - {*FORM_ARMS, *MEETING_ARMS})
    if unknown or not arms or not people:
        raise ValueError(f"arms and people are needed; unknown arms: {unknown}")
    if TWO_PERSON in arms and len(people) < len(PARTS):
        raise ValueError("two_person needs two people")
    if repeats < 1 or (repeats > 1 and len(slots(arms, repeats)) > len(people)):
        raise ValueError(f"{repeats} repeats need {len(slots(arms, repeats))} people")


def _recipes(arms: Sequence[str], people: int, repeats: int) -> list[list[Slot]]:
    """The slots that an item may get; items take turns in these. One recipe where there are people enough."""
    if len(slots(arms, repeats)) <= people:
        return [slots(arms, repeats)]
    reference, *others = arms
    orders = [[reference, *others[place:], *others[:place]] for place in range(len(others))]
    recipes = [_fitting(order, people) for order in orders]
    if not any(slot.arm == reference for recipe in recipes for slot in recipe):
        recipes.append(slots([reference]))
    return recipes


def _fitting(order: Sequence[str], people: int) -> list[Slot]:
    """Slots of the second arm, and of the first and the others as long as there are people for them."""
    first, needed, *others = order
    taken = [needed]
    for arm in (first, *others):
        if len(slots([*taken, arm])) <= people:
            taken.append(arm)
    return slots([arm for arm in order if arm in taken])


def _rotated(
    items: Mapping[str, str], people: int, recipes: Sequence[Sequence[Slot]], random: np.random.Generator
) -> list[_Task]:
    """A person for every slot. Items of one stratum follow each other here, so that squares balance within strata."""
    drawn = sorted(_shuffled(sorted(items), random), key=lambda name: items[name])
    tasks: list[_Task] = []
    for number, recipe in enumerate(recipes):
        for place, item in enumerate(drawn[number :: len(recipes)]):
            row = place % people
            if row == 0:
                square, turn = random.permutation(people), float(random.random())
            tasks += [
                _Task(int(square[(row + column) % people]), item, slot, turn) for column, slot in enumerate(recipe)
            ]
    return tasks


def _practised(
    practice: Sequence[str], person: int, people: int, arms: Sequence[str], random: np.random.Generator
) -> list[tuple[str, Slot]]:
    """Everybody gets every item of practice, each time in the next arm."""
    each = slots(arms)
    # A second typing follows the first one of the person before. The first person follows the last, if turns close.
    alone = person == 0 and people % len(each) > 0
    given = []
    for place, item in enumerate(practice):
        slot = each[(person + place) % len(each)]
        given.append((item, slot._replace(part=FIRST) if alone and slot.part == SECOND else slot))
    return _shuffled(given, random)


Row = tuple[str, int, str, str, str, int]


def _ordered(
    person: str, practised: Sequence[tuple[str, Slot]], real: Sequence[_Task], random: np.random.Generator
) -> list[Row]:
    """Rows of one person: practice, then blocks in everybody's order, and within each the arms in a drawn one.

    First typings stand early in a block and second ones late: where people keep pace, nobody has to wait.
    """
    tasks = [*practised]
    in_turn = sorted(_shuffled(real, random), key=lambda task: (task.turn, _WHEN.get(task.slot.part, 0)))
    tasks += [(task.item, task.slot) for task in in_turn]
    return [
        (person, place, item, slot.arm, slot.part, int(place <= len(practised)))
        for place, (item, slot) in enumerate(tasks, 1)
    ]


_WHEN = {FIRST: -1, SECOND: 1}


def _shuffled(things: Sequence[T], random: np.random.Generator) -> list[T]:
    return [things[place] for place in random.permutation(len(things))]
