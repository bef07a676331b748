"""Rows as a file has them, for tests."""

from evaluators.precedents.frames import PRECEDENTS
from evaluators.precedents.precedent import Precedent, precedent


def cells(**given: object) -> dict[str, str]:
    """Cells of one row; what is not given is blank, but for what every row has."""
    known = {"id": "X1", "body": "見本市", "kind": "ocr", "task": "見本", "basis": "measured", "source": "p. 1"}
    return dict.fromkeys(PRECEDENTS.names, "") | known | {name: str(value) for name, value in given.items()}


def a_row(**given: object) -> Precedent:
    return precedent(cells(**given))
