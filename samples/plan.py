"""Which forms are filled in how, and how each of them is scanned.

The filled forms of a kind are numbered. In every twenty of them each face and each trouble occurs in fixed numbers, in
an order shuffled once and for all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice, product
from random import Random
from typing import Literal, TypeVar, get_args

from samples.drawing.fonts import PRINTED
from samples.filling import KINDS, Filled, Trouble

Scanner = Literal["grey200", "grey300", "fax", "photo"]
Skew = Literal["straight", "slight", "strong", "upside_down"]
SCANNERS: tuple[Scanner, ...] = get_args(Scanner)
DEGREES: dict[Skew, tuple[float, float]] = {
    "straight": (0.0, 0.1), "slight": (0.3, 0.9), "strong": (1.5, 2.6), "upside_down": (0.0, 0.9),
}  # fmt: skip
"""Least and greatest angle of the paper, either way."""
BLOCK = 20
"""Filled forms of a kind in which the numbers below hold."""
FACES = {"gothic": 4, "mincho": 4, "kiloji": 3, "klee": 3, "seto": 3, "yozfont": 3}
TROUBLES: dict[Trouble, int] = {
    "none": 7, "outside": 3, "seal": 3, "corrected": 3, "close_marks": 2, "show_through": 2,
}  # fmt: skip
UNSEALED_TROUBLES: dict[Trouble, int] = {"none": 7, "outside": 3, "corrected": 4, "close_marks": 3, "show_through": 3}
"""Of a kind that nobody sets a seal on."""
BUNDLED: dict[str, dict[Scanner, int]] = {
    "moving": {"grey300": 4, "grey200": 7, "fax": 5, "photo": 4},
    "child": {"grey300": 4, "grey200": 7, "fax": 5, "photo": 4},
    "survey": {"grey300": 4, "grey200": 6, "fax": 6, "photo": 4},
}
BUNDLED_SKEWS: dict[Skew, int] = {"straight": 8, "slight": 7, "strong": 5}
CROSSED_SCANS: tuple[tuple[Scanner, Skew], ...] = tuple(product(SCANNERS, ("straight", "slight", "strong")))
"""Every filled form of the crossed batch is scanned in each of these ways."""

ORDER = 233
"""Of 300 orders, the one in which the conditions of the bundled batch go together least (chi-square over pairs)."""

T = TypeVar("T", bound=str)


@dataclass(frozen=True)
class Scan:
    """How a sheet gets into a file."""

    scanner: Scanner
    skew: Skew


def forms(kind: str) -> Iterator[Filled]:
    """The filled forms of a kind, without end."""
    troubles = TROUBLES if KINDS[kind].sealed else UNSEALED_TROUBLES
    for block in count():
        faces = shuffled(FACES, f"{kind} faces {block}")
        kinds_of_trouble = _from_first(shuffled(troubles, f"{kind} troubles {block}"), "none")
        for place in range(BLOCK):
            yield Filled(kind, block * BLOCK + place + 1, faces[place], kinds_of_trouble[place])


def bundled() -> list[tuple[Filled, Scan]]:
    """The sixty documents of the bundled batch; the first of each kind has no trouble, at 300 dpi."""
    documents = []
    for kind, scanners in BUNDLED.items():
        order = _from_first(shuffled(scanners, f"{kind} scanners"), "grey300")
        skews = shuffled(BUNDLED_SKEWS, f"{kind} skews")
        scans = [Scan(*pair) for pair in zip(order, skews, strict=True)]
        documents += list(zip(islice(forms(kind), BLOCK), scans, strict=True))
    turned = next(place for place, (_form, scan) in enumerate(documents) if scan.scanner == "grey200")
    documents[turned] = documents[turned][0], Scan("grey200", "upside_down")
    return documents


def crossed(documents: int) -> Iterator[Filled]:
    """The filled forms of a crossed batch of at least so many documents: the kinds take turns."""
    return islice(_in_turn(), -(-documents // len(CROSSED_SCANS)))


def single(documents: int) -> Iterator[tuple[Filled, Scan]]:
    """So many filled forms, each with its one scan: the kinds take turns, and for each kind the ways of scanning."""
    for place, form in enumerate(islice(_in_turn(), documents)):
        yield form, Scan(*CROSSED_SCANS[place // len(KINDS) % len(CROSSED_SCANS)])


def _in_turn() -> Iterator[Filled]:
    streams = [forms(kind) for kind in KINDS]
    return (next(stream) for _round in count() for stream in streams)


def pen_class(face: str) -> Literal["print", "hand"]:
    """Condition ``cond_pen`` of a face."""
    return "print" if face in PRINTED else "hand"


def shuffled(shares: dict[T, int], seed: str) -> list[T]:
    """Each key as often as its share says, in an order that hangs on the seed alone."""
    keys = [key for key, share in shares.items() for _time in range(share)]
    return Random(f"{seed} {ORDER}").sample(keys, len(keys))


def _from_first(order: list[T], key: T) -> list[T]:
    """The order, begun at the first place that holds the key."""
    first = order.index(key)
    return order[first:] + order[:first]
