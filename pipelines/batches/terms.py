"""terms.txt: words to expect, one a line; what follows # is explanation."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dashboards.language import _
from pipelines.errors import KoukaError, Place, Problem, Severity
from pipelines.limits import LIMITS
from pipelines.transcripts.source import text_of

LONGEST = 50
"""Characters; a recogniser is told words, not sentences."""


def read_terms(file: Path) -> tuple[tuple[str, ...], list[Problem]]:
    """The terms in their order, and what is wrong; a file that cannot be read gives none."""
    if not file.exists() or (file.is_file() and file.stat().st_size == 0):
        return (), []
    try:
        text = text_of(file)
    except KoukaError as error:
        return (), [replace(error.problem, severity=Severity.FAILS_DOCUMENT)]
    lines = {number: line.partition("#")[0].strip() for number, line in enumerate(text.splitlines(), 1)}
    problems = list(_problems(file, {number: term for number, term in lines.items() if term}))
    return tuple(dict.fromkeys(term for term in lines.values() if 0 < len(term) <= LONGEST))[: LIMITS.terms], problems


def _problems(file: Path, terms: dict[int, str]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, term in terms.items():
        place = Place(file, number)
        if len(term) > LONGEST:
            what = _("This term has {n} characters and is left out.", n=len(term))
            todo = _("Write a term a line, of at most {longest} characters.", longest=LONGEST)
            yield Problem(what, place, todo, Severity.FAILS_DOCUMENT)
        elif term in first:
            todo = _("It is also in line {line}. Take one of them out.", line=first[term])
            yield Problem(_("“{name}” is there twice.", name=term), place, todo, Severity.WARNING)
        first.setdefault(term, number)
    if len(first) > LIMITS.terms:
        what = _("There are {n} terms; those after the first {limit} are left out.", n=len(first), limit=LIMITS.terms)
        yield Problem(what, Place(file), _("Keep those that matter."), Severity.FAILS_DOCUMENT)
