"""What a person has to do: the list with its one button, and the screen of the item that comes next."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from dashboards.web.database.asking import reading, transaction
from dashboards.web.rendering import render
from dashboards.web.security import audit
from dashboards.web.security.roles import Role
from dashboards.web.security.sessions import Visitor
from dashboards.web.security.visitors import needs
from dashboards.web.station import forms, lookup, minutes, words

router = APIRouter()
Staff = Annotated[Visitor, Depends(needs(Role.STAFF))]
SCREENS = {
    lookup.FORMS: ("form_screen.html.j2", forms.screen),
    lookup.MEETINGS: ("minutes_screen.html.j2", minutes.screen),
}
"""By kind of study, the page, and what makes up what it shows."""


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
        pseudonym=pseudonym, station_words=words,
    )  # fmt: skip


@router.get("/work/next")
def following(request: Request, visitor: Staff) -> Response:
    """To the next item, or to the list where there is none."""
    with reading(request) as connection:
        found = lookup.next_of(connection, visitor.account.pseudonym)
    return RedirectResponse(f"/work/{found.id}" if found else "/work", 303)


@router.get("/work/{number}")
def screen(request: Request, number: int, visitor: Staff) -> Response:
    """The screen of an item. They come in their order: any other than the next leads back to the list."""
    pseudonym = visitor.account.pseudonym
    with transaction(request) as connection:
        assignment = lookup.next_of(connection, pseudonym)
        if assignment is None or assignment.id != number:
            return RedirectResponse("/work", 303)
        lookup.mark_opened(connection, assignment)
        seen = f"{assignment.study.run}/{assignment.item}"
        audit.record(connection, visitor.account.name, "document_seen", seen, assignment=number)
        page, shown = SCREENS[assignment.study.kind]
        values = shown(connection, assignment)
        practice, others = lookup.left_of(connection, pseudonym)
    left = practice if assignment.practice else others
    return render(request, page, assignment=assignment, left=left, station_words=words, **values)
