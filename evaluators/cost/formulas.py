"""Formulas of lines: arithmetic of names, in one small checked syntax.

The same text is computed over draws and years by numpy and written into a workbook as a live formula, so that the two
cannot differ.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

import numpy as np
import numpy.typing as npt

Draws = npt.NDArray[np.float64]

MOST_CHARACTERS = 1000
"""Of a formula that somebody writes. The model's own grow with kinds of staff and with lines that are added."""
DEEPEST = 250
"""Steps within each other: sums of so many parts, or so many brackets."""
LARGEST = 1e15
"""Of a number in a formula."""
SHOWN = 60
"""Characters of a formula that are quoted where it is wrong."""
KEPT = 1024
"""Formulas whose trees are kept: break-evens compute the same lines again and again."""
OPERATORS: Mapping[type[ast.operator], tuple[str, Callable[[Draws, Draws], Draws]]] = {
    ast.Add: ("+", np.add),
    ast.Sub: ("-", np.subtract),
    ast.Mult: ("*", np.multiply),
    ast.Div: ("/", np.divide),
    ast.Pow: ("^", np.power),
}
"""How each is written in a workbook, and what computes it."""


class FormulaError(ValueError):
    """A text is no formula, or names what there is not. ``line`` is the line whose formula it is, where it has one."""

    def __init__(self, what: str, line: str = "") -> None:
        super().__init__(what)
        self.line = line


class CircularError(FormulaError):
    """Lines need each other: ``path`` names them, the first again at the end."""

    def __init__(self, path: tuple[str, ...]) -> None:
        super().__init__(" → ".join(path), path[0])
        self.path = path


class TwiceError(FormulaError):
    """A name stands for two things."""


class EndlessError(FormulaError):
    """What a line comes to is no number: it divides by nothing, or grows beyond all bounds."""


@lru_cache(maxsize=KEPT)
def parsed(formula: str) -> ast.expr:
    """The formula as a tree of nothing but numbers, names, ``+ - * / **``, a minus sign and brackets.

    Raises:
        FormulaError: it holds anything else.
    """
    try:
        tree = ast.parse(formula.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(_short(formula)) from None
    _check(tree, formula, DEEPEST)
    return tree


def _check(tree: ast.expr, formula: str, deepest: int) -> None:
    if not deepest:
        raise FormulaError(_short(formula))
    match tree:
        case ast.BinOp(left, operator, right) if type(operator) in OPERATORS:
            _check(left, formula, deepest - 1)
            _check(right, formula, deepest - 1)
        case ast.UnaryOp(ast.USub(), operand):
            _check(operand, formula, deepest - 1)
        case ast.Name():
            pass
        case ast.Constant(value) if _is_number(value):
            pass
        case _:
            raise FormulaError(_short(ast.unparse(tree)))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value <= LARGEST


def _short(formula: str) -> str:
    return formula if len(formula) <= SHOWN else formula[: SHOWN - 1] + "…"


@lru_cache(maxsize=KEPT)
def names_in(formula: str) -> tuple[str, ...]:
    """The names of a formula, each once, in the order of the text.

    >>> names_in("paper * minutes / 60 + paper")
    ('paper', 'minutes')
    """
    return tuple(dict.fromkeys(_names(parsed(formula))))


def _names(tree: ast.expr) -> Iterator[str]:
    match tree:
        case ast.Name(name):
            yield name
        case ast.BinOp(left, _operator, right):
            yield from _names(left)
            yield from _names(right)
        case ast.UnaryOp(_operator, operand):
            yield from _names(operand)


def in_order(formulas: Mapping[str, str], inputs: frozenset[str]) -> tuple[str, ...]:
    """The lines in an order in which each comes after those that it names.

    Args:
        formulas: by the name of their line.
        inputs: names that are no lines.

    Raises:
        FormulaError: a line names what is neither a line nor an input.
        CircularError: lines need each other.
    """
    needs: dict[str, tuple[str, ...]] = {}
    for line, formula in formulas.items():
        try:
            named = names_in(formula)
        except FormulaError as error:
            raise FormulaError(str(error), line) from None
        needs[line] = tuple(name for name in named if name not in inputs or name in formulas)
        for name in needs[line]:
            if name not in formulas:
                raise FormulaError(name, line)
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        raise CircularError(tuple(reversed(error.args[1]))) from None


def evaluated(formulas: Mapping[str, str], inputs: Mapping[str, Draws]) -> dict[str, Draws]:
    """Every line, computed over whatever shape the inputs have together: draws down, years across.

    NaN where it is no number, infinite ones among them, and in all that rests on it.

    Raises:
        FormulaError: as :func:`in_order`.
    """
    found = dict(inputs)
    order = in_order(formulas, frozenset(inputs))
    with np.errstate(all="ignore"):
        for line in order:
            value = _value(parsed(formulas[line]), found)
            found[line] = value if np.isfinite(value).all() else np.where(np.isfinite(value), value, np.nan)
    return {line: found[line] for line in formulas}


def _value(tree: ast.expr, known: Mapping[str, Draws]) -> Draws:
    match tree:
        case ast.Name(name):
            return known[name]
        case ast.Constant(value):
            return np.asarray(value, dtype=np.float64)
        case ast.UnaryOp(_operator, operand):
            return -_value(operand, known)
        case ast.BinOp(left, operator, right):
            return OPERATORS[type(operator)][1](_value(left, known), _value(right, known))
    raise AssertionError("parsed() lets nothing else pass")


def for_workbook(formula: str, cell: Callable[[str], str]) -> str:
    """The formula as a workbook writes it, without the equals sign.

    >>> for_workbook("a * (b + 1) ** year", {"a": "B2", "b": "$B$3", "year": "C1"}.get)
    'B2*($B$3+1)^C1'

    Args:
        formula: of a line.
        cell: from a name to the cell that holds it.
    """
    return _written(parsed(formula), cell, 0)


STRENGTH: Mapping[type[ast.operator], int] = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2, ast.Pow: 4}
ALONE = 5
"""What stands behind a minus sign is bracketed whatever it is: Python puts the sign below powers, a workbook above."""


def _written(tree: ast.expr, cell: Callable[[str], str], outer: int) -> str:
    match tree:
        case ast.Name(name):
            return cell(name)
        case ast.Constant(value):
            return repr(value)
        case ast.UnaryOp(_operator, operand):
            return f"(-{_written(operand, cell, ALONE)})"
        case ast.BinOp(left, operator, right):
            sign, own = OPERATORS[type(operator)][0], STRENGTH[type(operator)]
            # Powers group from the right in Python and from the left in a workbook: brackets on either side of one.
            power = isinstance(operator, ast.Pow)
            text = f"{_written(left, cell, own + power)}{sign}{_written(right, cell, own + 1)}"
            return f"({text})" if own < outer else text
    raise AssertionError("parsed() lets nothing else pass")
