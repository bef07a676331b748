"""Starting a command of ``kouka`` where no other works on a run."""

from collections.abc import Sequence

from dashboards.web.working import process
from dashboards.web.working.standing import standing


def check_alone() -> None:
    """See that nothing is going on.

    Raises:
        KoukaError: a run is (code BUSY), perhaps one that somebody started on the command line.
    """
    found = standing()
    if found is not None:
        raise process.busy(found.title)


def start_alone(arguments: Sequence[str], title: str, campaign: str) -> None:
    """Start it, as :func:`dashboards.web.working.process.start` does.

    Raises:
        KoukaError: as from :func:`check_alone`.
    """
    check_alone()
    process.start(arguments, title, campaign)
