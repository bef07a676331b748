"""A PostgreSQL of the tests' own, below a folder of its own, that nothing but a socket in that folder leads to."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

OWNER = "postgres"
"""PostgreSQL refuses to run as root."""
PATIENCE = "300"
"""Seconds until it counts as hung; on an idle machine it is there in one."""


def programs() -> Path | None:
    """Where initdb and its like are; Debian keeps them out of the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    found = shutil.which("initdb") or (debian[-1] if debian else None)
    return None if found is None else Path(found).parent


@contextmanager
def cluster(bin: Path) -> Iterator[str]:
    """A running server; the address of its database."""
    folder = Path(tempfile.mkdtemp(prefix="kouka-pg-"))
    as_owner = []
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
        as_owner = ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--clear-groups"]

    def call(*command: str) -> None:
        subprocess.run([*as_owner, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)

    data = str(folder / "data")
    call(str(bin / "initdb"), "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = f"-F -c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=50"
    call(str(bin / "pg_ctl"), "-D", data, "-w", "-t", PATIENCE, "-l", f"{data}/log", "-o", options, "start")
    try:
        yield f"postgresql://{OWNER}@/{OWNER}?host={folder}"
    finally:
        call(str(bin / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def emptied(address: str) -> str:
    """The address of the database, after everything in it was taken away."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return address
