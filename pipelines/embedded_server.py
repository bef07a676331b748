"""A process that is a Prefect server for as long as the process that started it lives.

``python -m pipelines.embedded_server FD``: FD is a listening socket. Standard input is a pipe whose other end the
starter holds; it closes with the starter, even where that is killed.
"""

import os
import signal
import socket
import sys
import threading
import time

import uvicorn

SHUTDOWN_SECONDS = 3


def main() -> None:
    """Serve until standard input ends."""
    threading.Thread(target=_end_with_starter, daemon=True).start()
    config = uvicorn.Config(
        "prefect.server.api.server:create_app",
        factory=True,
        lifespan="on",
        log_level="error",
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
    )
    uvicorn.Server(config).run([socket.socket(fileno=int(sys.argv[1]))])


def _end_with_starter() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SHUTDOWN_SECONDS + 1)
    os._exit(1)


if __name__ == "__main__":
    main()
