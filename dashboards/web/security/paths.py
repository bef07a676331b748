"""Where things lie on the server, which is nobody's business who cannot log in to it."""

import re

from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from pipelines.errors import Problem
from pipelines.settings import results_folder

ABSOLUTE = re.compile(r"(?<![\w.:/])/(?:[^/\s“”「」（）()\"':;,、。]+/)+")
"""The folders of a path that begins at the root; the name at its end is not part of it."""


def for_eyes_of(visitor: Visitor | None, text: str) -> str:
    """A text as somebody may read it: paths of the server are for analysts, others see names of files and folders.

    What lies beside the results is named from there, as run.json does.
    """
    if visitor is not None and visitor.account.role is Role.ANALYST:
        return text
    home = f"{results_folder().parent}/"
    return ABSOLUTE.sub("…/", text.replace(home, ""))


def told(visitor: Visitor | None, problem: Problem) -> tuple[str, str]:
    """What is wrong, with the place, and what to do, as somebody may read it."""
    what, todo, where = (for_eyes_of(visitor, str(text or "")) for text in (problem.what, problem.todo, problem.where))
    return f"{what} ({where})" if where else what, todo
