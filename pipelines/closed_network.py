"""A network in which only this machine can be reached, and which counts who tries to reach another one.

It is a network namespace of Linux. With nothing but the loopback interface in it, the kernel counts each packet that
has nowhere to go (OutNoRoutes) and each datagram sent (OutDatagrams): asking for a name is one.
"""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

HOLDER = """
import fcntl, socket, struct, sys
SIOCSIFFLAGS, IFF_UP_RUNNING = 0x8914, 0x41
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", IFF_UP_RUNNING))
print("up", flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True)
class ClosedNetwork:
    """The namespace, kept open by a process that ends with this one."""

    holder: subprocess.Popen[str]

    @classmethod
    def open(cls) -> Self | None:
        """Make one; None where the system does not let its users make namespaces."""
        try:
            holder = subprocess.Popen(
                ["unshare", "--user", "--map-root-user", "--net", sys.executable, "-c", HOLDER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        except FileNotFoundError:
            return None
        assert holder.stdout is not None
        if holder.stdout.readline() != "up\n":
            holder.communicate()
            return None
        return cls(holder)

    def close(self) -> None:
        """Give it up."""
        self.holder.communicate()

    def inside(self, command: Sequence[str]) -> list[str]:
        """The command that runs ``command`` in it."""
        enter = ["nsenter", f"--target={self.holder.pid}", "--user", "--net", "--preserve-credentials", "--"]
        return [*enter, *command]

    def attempts(self) -> int:
        """How often anything in it has tried to reach another machine, or asked for its address."""
        net = Path(f"/proc/{self.holder.pid}/net")
        six = dict(line.split() for line in (net / "snmp6").read_text().splitlines())
        lines = (net / "snmp").read_text().splitlines()
        four: dict[str, str] = {}
        for names, numbers in zip(lines[::2], lines[1::2], strict=True):
            protocol, *columns = names.split()
            four |= dict(zip([protocol + column for column in columns], numbers.split()[1:], strict=True))
        counted = (four["Ip:OutNoRoutes"], four["Udp:OutDatagrams"], six["Ip6OutNoRoutes"], six["Udp6OutDatagrams"])
        return sum(map(int, counted))
