"""``python -m dashboards.web.studies``: what ``kouka study`` does."""

import sys

from dashboards.web.studies.commands import group
from pipelines.commands import report
from pipelines.errors import KoukaError


def main() -> None:
    """Run the command, and tell errors in words."""
    try:
        group().main(prog_name="kouka study", standalone_mode=True)
    except KoukaError as error:
        report(error.problem)
        sys.exit(error.code)


if __name__ == "__main__":
    main()
