"""What the web app is told when it starts."""

import os
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from dashboards.language import VARIABLE, _
from dashboards.web.security.codes import draw_code
from pipelines.errors import ExitCode, KoukaError
from pipelines.settings import DATABASE as DATABASE
from pipelines.settings import ELSEWHERE, results_folder
from pipelines.settings import SQLITE as SQLITE

LIBPQ = "PG"
"""How the variables begin that PostgreSQL's own library reads, such as ``PGPASSWORD``."""
HOUR = 3600


def database_below_results() -> str:
    """Where the database is unless somebody says otherwise, and where commands look for it by themselves."""
    return f"sqlite:///{results_folder() / SQLITE}"


def default_database() -> str:
    """What KOUKA_DATABASE says, or the one below the results."""
    return os.environ.get(DATABASE) or database_below_results()


def database_of_app() -> str:
    """The database that the app keeps, for commands that need what is in it.

    Raises:
        KoukaError: the app was told to keep it elsewhere, and KOUKA_DATABASE does not say where.
    """
    if not os.environ.get(DATABASE) and (results_folder() / ELSEWHERE).is_file():
        raise KoukaError(
            _("The web app keeps its database elsewhere."),
            todo=_("Set {name} as it is set for kouka serve.", name=DATABASE),
            code=ExitCode.SETUP,
        )
    return default_database()


def environment_of_work(language: str) -> dict[str, str]:
    """The variables for processes that the app starts, in a language: all but those that lead into its database."""
    kept = {name: value for name, value in os.environ.items() if name != DATABASE and not name.startswith(LIBPQ)}
    return kept | {VARIABLE: language, "KOUKA_RESULTS": str(results_folder())}


@dataclass(frozen=True)
class WebSettings:
    """Where the app listens, what it keeps, and how long."""

    host: str = "127.0.0.1"
    port: int = 8765
    database: str = field(default_factory=default_database)
    certificate: Path | None = None
    """PEM, with ``key``; without it the app listens on loopback alone."""
    key: Path | None = None
    idle_seconds: int = 1 * HOUR
    """After so long without a request a person has to sign in again."""
    longest_seconds: int = 10 * HOUR
    """After so long in any case: a working day."""
    sign_in_attempts: int = 5
    """Wrong passwords for a name before it has to wait."""
    sign_in_wait_seconds: int = 60
    first_code: str = field(default_factory=draw_code, repr=False)
    """What the first account asks for: known to whoever started the app."""

    @property
    def secure(self) -> bool:
        """Whether browsers speak to it through TLS."""
        return self.certificate is not None

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host == "localhost" or _is_loopback(self.host)

    @property
    def address(self) -> str:
        """What to type into a browser."""
        return self.address_of(self.host)

    def address_of(self, name: str) -> str:
        """The same, by one of its names."""
        host = f"[{name}]" if ":" in name else name
        return f"{'https' if self.secure else 'http'}://{host}:{self.port}/"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
