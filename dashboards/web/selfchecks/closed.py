"""No connection to the outside: where kouka listens, whom it speaks to, what it is told to speak to, and a trial."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from dashboards.language import _, spoken
from dashboards.web.selfchecks.looking import Looking
from dashboards.web.selfchecks.sockets import is_here, processes, sockets_of
from dashboards.web.settings import DATABASE, default_database, environment_of_work
from pipelines.closed_network import ClosedNetwork
from pipelines.minutes.summary import URL as LLM_URL

TRIAL_SECONDS = 300
UNSENT = {"ORT_DISABLE_TELEMETRY": "1"}
"""What libraries heed that would otherwise tell their makers how they are used."""


def look(trial: bool) -> Looking:
    """Look at all of it.

    Args:
        trial: also read one form in a network that has no way out, and count who tries to leave it.
    """
    found = Looking()
    _sockets(found)
    for name, host in _hosts():
        found.see(_is_near(host, only_here=name == LLM_URL), _("{name} names {host}.", name=name, host=host))
    for name, value in UNSENT.items():
        found.see(os.environ.get(name) == value, _("{name} is set.", name=name))
    if trial:
        _try(found)
    else:
        found.note(_("Not tried now: kouka selfcheck --trial reads a form in a network without a way out and counts."))
    return found


def _sockets(found: Looking) -> None:
    running = processes()
    sockets = sockets_of(running)
    found.note(_("{n} other processes of kouka's run under this account.", n=len(running)))
    listening = {(socket.protocol[:3], socket.port) for socket in sockets if socket.listens}
    for socket in sockets:
        if socket.listens:
            place = {"address": socket.here, "port": socket.port}
            if is_here(socket.here):
                found.see(True, _("It listens at {address}, port {port}: this machine alone.", **place))
            else:
                secure = "--certificate" in running[socket.pid]
                found.see(secure, _("It listens at {address}, port {port}, for other machines.", **place))
    # Whoever came to where it listens was let in; what it began itself is what leaves.
    leaving = [each for each in sockets if each.leaves and (each.protocol[:3], each.port) not in listening]
    database = {host for name, host in _hosts() if name == DATABASE}
    for socket in leaving:
        named = str(socket.there) in database  # on another machine, where KOUKA_DATABASE says so
        found.see(named, _("It is connected to {address}, port {port}.", address=socket.there, port=socket.there_port))
    if not leaving:
        found.see(True, _("None of them is connected to another machine."))


def _hosts() -> Iterator[tuple[str, str]]:
    """Hosts that the environment names, with the variable."""
    try:
        host = make_url(default_database()).host
    except SQLAlchemyError:
        host = None
    if host:
        yield DATABASE, host
    for name in (LLM_URL, "PREFECT_API_URL"):
        if os.environ.get(name):
            yield name, urlsplit(os.environ[name]).hostname or os.environ[name]


def _is_near(host: str, *, only_here: bool) -> bool:
    """This machine, or else an address of a network of the city's own."""
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost" or host.startswith("/")
    return address.is_loopback or (address.is_private and not only_here)


def _try(found: Looking) -> None:
    network = ClosedNetwork.open()
    if network is None:
        found.see(False, _("It could not be tried: this system lets its users make no network of their own."))
        return
    try:
        before = network.attempts()
        code = _read_a_form(network)
        attempts = network.attempts() - before
    finally:
        network.close()
    found.see(code == 0, _("A form was read in a network without a way out."))
    found.see(attempts == 0, _("Packets that tried to leave it: {n}.", n=attempts))


def _read_a_form(network: ClosedNetwork) -> int:
    """The exit code of reading one invented form."""
    from pipelines.starters import write_forms

    with tempfile.TemporaryDirectory(prefix="kouka-trial-") as folder:
        batch = Path(folder) / "batch"
        write_forms(batch)
        command = [sys.executable, "-P", "-m", "pipelines.commands", "run", str(batch), "--campaign", "trial"]
        try:
            done = subprocess.run(
                network.inside(command), capture_output=True, timeout=TRIAL_SECONDS, check=False,
                # A form that nobody sent in is no use to be logged, and from in there the database is out of reach.
                env={**environment_of_work(spoken()), "KOUKA_RESULTS": str(Path(folder) / "results")},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return 1
        return done.returncode
