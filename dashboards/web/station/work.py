"""What a person has to do: the list with its one button, and the way to the screen of an item."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from dashboards.pages import timing_words
from dashboards.web.database.asking import reading
from dashboards.web.rendering import render
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.studies import lookup, words

router = APIRouter()
Staff = Annotated[Visitor, Depends(needs(Role.STAFF))]


@router.get("/work")
def work(request: Request, visitor: Staff) -> Response:
    """What comes next, and how much is left."""
    pseudonym = visitor.account.pseudonym
    with reading(request) as connection:
        following = lookup.next_of(connection, pseudonym)
        practice, others = lookup.left_of(connection, pseudonym)
        done = lookup.done_by(connection, pseudonym)
    return render(
        request, "work.html.j2", following=following, practice=practice, others=others, done=done,
        pseudonym=pseudonym, station_words=words, timing_words=timing_words,
    )  # fmt: skip


@router.get("/work/next")
def following(request: Request, visitor: Staff) -> Response:
    """To the next item, or to the list where there is none."""
    with reading(request) as connection:
        found = lookup.next_of(connection, visitor.account.pseudonym)
    return RedirectResponse(f"/work/{found.id}" if found else "/work", 303)
