"""Check boxes and choices: what is ticked or circled, as ids."""

import re

from pipelines.field_types.unparsable import Unparsable

IDS = re.compile(r"[a-z][a-z0-9_-]*(?:\|[a-z][a-z0-9_-]*)*")


def parse_checkbox(text: str) -> str:
    """``1`` ticked, ``0`` not."""
    if not is_checkbox(text):
        raise Unparsable("not_a_checkbox")
    return text


def is_checkbox(cell: str) -> bool:
    """Whether the cell is 1 or 0."""
    return cell in ("0", "1")


def parse_choice(text: str) -> str:
    """The ids chosen, joined by ``|``, none of them twice."""
    if not is_choice(text):
        raise Unparsable("not_a_choice")
    return text


def is_choice(cell: str) -> bool:
    """Whether the cell is ids joined by ``|``, none of them twice."""
    ids = cell.split("|")
    return IDS.fullmatch(cell) is not None and len(set(ids)) == len(ids)
