"""Where the processes of kouka listen, and whom they are connected to, as the kernel tells it (proc(5))."""

import ipaddress
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

OURS = ("dashboards.web", "pipelines.", "pipelines/", "/kouka", "prefect", "embedded_server")
"""Parts of command lines. Whatever else an account runs is none of kouka's."""
LISTEN, ESTABLISHED = "0A", "01"
PROTOCOLS = ("tcp", "tcp6", "udp", "udp6")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Socket:
    """One end of a connection, or a place where one is waited for."""

    protocol: str
    state: str
    here: Address
    port: int
    there: Address
    there_port: int
    pid: int

    @property
    def listens(self) -> bool:
        """Whether it waits for others."""
        return self.protocol.startswith("tcp") and self.state == LISTEN

    @property
    def leaves(self) -> bool:
        """Whether its other end is on another machine."""
        return self.there_port != 0 and self.state == ESTABLISHED and not is_here(self.there)


def is_here(address: Address) -> bool:
    """Whether it is this machine's loopback."""
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def processes() -> dict[int, str]:
    """Command lines, by process id, of what of kouka runs under this account, but for this process."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile, or is somebody else's
            if folder.stat().st_uid != os.getuid() or int(folder.name) == os.getpid():
                continue
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
            if "python" in line and any(part in line for part in OURS):
                found[int(folder.name)] = line
    return found


def sockets_of(pids: Iterable[int]) -> list[Socket]:
    """The sockets that these processes hold."""
    owners = {inode: pid for pid in pids for inode in _inodes(pid)}
    return [
        socket
        for protocol in PROTOCOLS
        for socket in _table(Path("/proc/self/net") / protocol, protocol, owners)
    ]  # fmt: skip


def _inodes(pid: int) -> Iterator[str]:
    with suppress(OSError):
        for link in (Path("/proc") / str(pid) / "fd").iterdir():
            with suppress(OSError):
                target = os.readlink(link)
                if target.startswith("socket:["):
                    yield target.removeprefix("socket:[").removesuffix("]")


def _table(file: Path, protocol: str, owners: dict[str, int]) -> Iterator[Socket]:
    try:
        lines = file.read_text().splitlines()[1:]
    except OSError:  # no IPv6 on this machine
        return
    for line in lines:
        cells = line.split()
        if cells[9] in owners:
            (here, port), (there, there_port) = _end(cells[1]), _end(cells[2])
            yield Socket(protocol, cells[3], here, port, there, there_port, owners[cells[9]])


def _end(text: str) -> tuple[Address, int]:
    """An address as the kernel writes it: words of four bytes, each in the order of the machine.

    >>> _end("0100007F:1F90")
    (IPv4Address('127.0.0.1'), 8080)
    """
    number, port = text.split(":")
    words = bytes.fromhex(number)
    swapped = b"".join(words[start : start + 4][::-1] for start in range(0, len(words), 4))
    return ipaddress.ip_address(swapped), int(port, 16)
