"""Starting the app: what it was told, and where it may listen."""

import logging

import uvicorn

from dashboards.language import _
from dashboards.web.application import create_app
from dashboards.web.settings import WebSettings
from pipelines.errors import ExitCode, KoukaError

LARGEST_PORT = 65535


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


def serve(settings: WebSettings) -> None:
    """Serve until stopped.

    Raises:
        KoukaError: it may not listen there, or the database cannot be opened.
    """
    check(settings)
    app = create_app(settings)
    logging.getLogger("uvicorn.access").disabled = True  # addresses hold names of documents
    uvicorn.run(
        app, host=settings.host, port=settings.port, log_level="warning", access_log=False, server_header=False,
        ssl_certfile=settings.certificate, ssl_keyfile=settings.key, timeout_graceful_shutdown=5,
    )  # fmt: skip
