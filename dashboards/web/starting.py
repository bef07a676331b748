"""Starting the app: what it was told, and where it may listen."""

import errno
import logging
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import click
import uvicorn
from cryptography import x509
from fastapi import FastAPI

from dashboards.language import _
from dashboards.web.application import create_app
from dashboards.web.database.asking import reading_of
from dashboards.web.runs.ahead import Ahead
from dashboards.web.security.accounts import none_yet
from dashboards.web.security.addresses import LOOPBACK, names_of
from dashboards.web.settings import WebSettings, database_below_results
from pipelines.errors import ExitCode, KoukaError
from pipelines.settings import ELSEWHERE, results_folder

WARNED_BEFORE = timedelta(days=30)
GRACE_SECONDS = 5
"""What is being answered when it is stopped may take so long."""


def check(settings: WebSettings) -> None:
    """Refuse what would let people's names and residents' data pass a network in the clear.

    Raises:
        KoukaError: it should listen beyond this machine without a certificate, or files are missing.
    """
    if not settings.loopback and not settings.secure:
        raise KoukaError(
            _("{host} can be reached from other machines, and there is no certificate.", host=settings.host),
            todo=_("Make one: kouka serve --make-certificate DIR, then --certificate and --key."),
            code=ExitCode.USAGE,
        )
    if (settings.certificate is None) != (settings.key is None):
        raise KoukaError(_("A certificate and its key belong together."), code=ExitCode.USAGE)
    for file in (settings.certificate, settings.key):
        if file is not None and not file.is_file():
            raise KoukaError(_("There is no file {file}.", file=file), code=ExitCode.USAGE)
    if settings.certificate is not None:
        _check_key(settings)


def _check_key(settings: WebSettings) -> None:
    assert settings.certificate is not None
    try:
        # A key with a password would otherwise ask for it on the terminal.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(settings.certificate, settings.key, lambda: "")
    except (ssl.SSLError, OSError):
        raise KoukaError(
            _("The certificate and the key cannot be used: they are damaged, locked, or not of each other."),
            todo=_("Make new ones: kouka serve --make-certificate DIR"),
            code=ExitCode.USAGE,
        ) from None


def serve(settings: WebSettings) -> None:
    """Serve until stopped.

    Raises:
        KoukaError: it may not listen there, or the database cannot be opened.
        KeyboardInterrupt: somebody stopped it.
    """
    check(settings)
    with _listening(settings) as listening:
        app = create_app(settings)
        _say_where_it_is_kept(settings)
        with reading_of(app.state.engine) as connection:
            first = none_yet(connection)
        logging.getLogger("uvicorn.access").disabled = True  # addresses hold names of documents
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, ws="none",
            ssl_certfile=settings.certificate, ssl_keyfile=settings.key, timeout_graceful_shutdown=GRACE_SECONDS,
        )  # fmt: skip
        _Server(config, lambda: _begin(app, settings, first)).run(sockets=[listening])


def _say_where_it_is_kept(settings: WebSettings) -> None:
    """Leave for commands that this database is another one than they would look for, so that they ask for it."""
    here = results_folder() / ELSEWHERE
    if settings.database == database_below_results():
        here.unlink(missing_ok=True)
    else:
        here.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        here.touch()


class _Server(uvicorn.Server):
    """Says where it is once it is there."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_start = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        if self.started:
            self._on_start()


def _begin(app: FastAPI, settings: WebSettings, first: bool) -> None:
    _announce(settings, first)
    Ahead(app.state.preparations).begin()  # which sees to what the first page says of runs before anything else


def _announce(settings: WebSettings, first: bool) -> None:
    for address in _addresses(settings):
        click.echo(_("kouka is at {address}", address=address))
    if first:
        address = f"{_addresses(settings)[0]}sign-in?code={settings.first_code}"
        click.echo(_("Nobody has an account yet. Make the first one at {address}", address=address))
        click.echo(_("or with this code: {code}", code=settings.first_code))
    if settings.certificate is not None:
        _warn_of_end(x509.load_pem_x509_certificate(settings.certificate.read_bytes()).not_valid_after_utc)
    click.echo(_("Stop it with Ctrl-C."), err=True)


def _warn_of_end(end: datetime) -> None:
    if end - datetime.now(UTC) < WARNED_BEFORE:
        click.echo(_("Browsers take the certificate until {day} only.", day=end.date().isoformat()), err=True)


def _addresses(settings: WebSettings) -> list[str]:
    """What can be typed into a browser; where it listens everywhere, the names on the certificate."""
    if settings.host not in ("0.0.0.0", "::"):
        return [settings.address]
    names = sorted(name for name in names_of(settings) - LOOPBACK - {settings.host} if "*" not in name)
    return [settings.address_of(name) for name in names or ("localhost",)]


def _listening(settings: WebSettings) -> socket.socket:
    try:
        family, *_kind, where = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        return socket.create_server((str(where[0]), int(where[1])), family=family)
    except OSError as error:
        raise _cannot_listen(settings, error) from None


def _cannot_listen(settings: WebSettings, error: OSError) -> KoukaError:
    if error.errno == errno.EADDRINUSE:
        return KoukaError(
            _("Another program listens on port {port}, perhaps kouka itself.", port=settings.port),
            todo=_("Open {address}, or choose another port with --port.", address=settings.address),
            code=ExitCode.BUSY,
        )
    return KoukaError(
        _("It cannot listen on {host}, port {port}: {reason}", host=settings.host, port=settings.port,
          reason=error.strerror),
        todo=_("Choose another one with --host or --port."),
        code=ExitCode.USAGE,
    )  # fmt: skip
