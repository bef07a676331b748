"""``case.toml`` on the disk: read and checked, with the line of whatever is wrong in it."""

import tomllib
from pathlib import Path

from dashboards.language import _
from evaluators.cost.assessing import check
from evaluators.cost.case import Case
from evaluators.cost.formulas import CircularError, EndlessError, FormulaError, TwiceError
from pipelines.contracts.toml import key_place, load_toml
from pipelines.errors import KoukaError, Place

NAME = "case.toml"


def load_case(path: Path) -> Case:
    """The case in a file, all of which can be computed.

    Raises:
        KoukaError: the file is none, of an earlier version, or has a formula that cannot be computed.
    """
    _refuse_earlier(path)
    case = load_toml(path, Case)
    try:
        check(case)
    except FormulaError as error:
        raise wrong_formula(error, path, case) from None
    return case


def wrong_formula(error: FormulaError, path: Path, case: Case) -> KoukaError:
    """What is wrong with a formula, and on which line of the file."""
    return KoukaError(
        _formula_text(error),
        where=_place_of(error, path, case),
        todo=_("Lines and inputs that a formula can name: kouka cost CAMPAIGN --lines"),
    )


def _formula_text(error: FormulaError) -> str:
    if isinstance(error, CircularError):
        return _("These lines need each other, so that none can be computed: {path}", path=str(error))
    if isinstance(error, TwiceError):
        return _("“{name}” is the name of something else already.", name=str(error))
    if isinstance(error, EndlessError):
        return _("“{line}” does not come to a number: it divides by 0 or grows beyond all bounds.", line=error.line)
    if error.line and str(error).isidentifier():
        return _("The formula of “{line}” names “{name}”, which there is not.", line=error.line, name=str(error))
    return _("This is no formula: {text}. Numbers, names, + - * / ** and brackets are allowed.", text=str(error))


def _place_of(error: FormulaError, path: Path, case: Case) -> Place:
    """Where the line of the case stands that is wrong; of lines that need each other the first of the case's own."""
    named = error.path if isinstance(error, CircularError) else (error.line,)
    number = next((number for number, line in enumerate(case.lines) if line.name in named), None)
    if number is not None:
        return key_place(path, "lines", number, "name" if isinstance(error, TwiceError) else "formula")
    return key_place(path, "more", error.line)


def _refuse_earlier(path: Path) -> None:
    try:
        found = tomllib.loads(path.read_text("utf-8-sig")).get("schema")
    except (OSError, ValueError, RecursionError):
        return  # what is wrong with the file is said by whoever reads it as a whole
    if found == 1:
        raise KoukaError(
            _("This case is of an earlier version (schema 1), which knew one tool and one way of working."),
            where=key_place(path, "schema"),
            todo=_("Move it away, write a new one with “kouka new case {folder}”, and copy your numbers.",
                   folder=path.parent),
        )  # fmt: skip
