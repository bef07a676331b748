"""What is new of what a page numbers from 1, its events and its answers."""

from sqlalchemy import Connection, Table, func, select

from dashboards.web.station.lookup import Assignment
from dashboards.web.station.messages import Refused


def last_kept(connection: Connection, table: Table, assignment: Assignment, tab: str) -> int:
    """Up to this number all of a tab is kept; 0 where nothing is."""
    of_tab = table.c.assignment == assignment.id, table.c.tab == tab
    return connection.scalar(select(func.max(table.c.sequence)).where(*of_tab)) or 0


def new_of(connection: Connection, table: Table, assignment: Assignment, tab: str, sent: tuple) -> list:
    """Those after the last that is kept, which follow it without a gap.

    Raises:
        Refused: there is a gap, or a number is there twice.
    """
    last = last_kept(connection, table, assignment, tab)
    new = sorted((each for each in sent if each.sequence > last), key=lambda each: each.sequence)
    if [each.sequence for each in new] != [*range(last + 1, last + 1 + len(new))]:
        raise Refused("a number is left out or there twice")
    return new
