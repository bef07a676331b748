"""Making a study as the app does: what is read from files first, then what is written."""

from sqlalchemy import Connection

from dashboards.web.studies import making
from dashboards.web.studies.materials import materials_of
from dashboards.web.studies.wanted import Wanted


def make_study(connection: Connection, wanted: Wanted) -> int:
    """Make it within a transaction; its id."""
    return making.make_study(connection, wanted, materials_of(wanted))
