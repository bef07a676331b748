"""Reading a TOML file into its model, with the line of whatever is wrong in it."""

import re
import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dashboards.language import _
from pipelines.contracts.reasons import explanation, location_of
from pipelines.contracts.toml_lines import line_of
from pipelines.errors import KoukaError, Place, Problem
from pipelines.limits import LIMITS

M = TypeVar("M", bound=BaseModel)


def read_toml(path: Path, model: type[M]) -> tuple[M | None, list[Problem]]:
    """The file as its model, or None and everything that is wrong with it."""
    try:
        text = _text(path)
        return model.model_validate(tomllib.loads(text)), []
    except KoukaError as error:
        return None, [error.problem]
    except ValidationError as error:
        return None, [_problem(path, text, detail) for detail in error.errors()]
    except (ValueError, RecursionError) as error:  # also a number of 5,000 digits, and 5,000 brackets
        return None, [_syntax_problem(path, str(error))]


def load_toml(path: Path, model: type[M]) -> M:
    """The file as its model.

    Raises:
        KoukaError: for the first thing that is wrong with it.
    """
    value, problems = read_toml(path, model)
    if value is None:
        raise KoukaError.of(problems[0])
    return value


def key_place(file: Path, *location: str | int) -> Place:
    """Where a key of a file stands."""
    return Place(file, line_of(file.read_text("utf-8-sig"), location))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LIMITS.toml_bytes:
            raise KoukaError(
                _("The file is larger than {limit} MB.", limit=LIMITS.toml_bytes // 1_000_000), where=Place(path)
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise KoukaError(_("The file is missing."), where=Place(path)) from None
    except OSError:
        raise KoukaError(_("The file cannot be read."), where=Place(path)) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise KoukaError(
            _("The file is not UTF-8."), where=Place(path, line), todo=_("Save it again as UTF-8.")
        ) from None


def _syntax_problem(path: Path, message: str) -> Problem:
    found = re.search(r"\(at line (\d+), column \d+\)", message)
    line = int(found[1]) if found else None
    return Problem(
        _("This is not TOML: {reason}", reason=message),
        Place(path, line),
        _("Text needs double quotes, so do keys with other letters than a to z, and every key stands once."),
    )


def _problem(path: Path, text: str, detail: ErrorDetails) -> Problem:
    return Problem(explanation(detail), Place(path, line_of(text, location_of(detail))))
