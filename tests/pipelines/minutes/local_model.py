"""A server on this machine that answers as a language model does, or badly."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class LocalModel:
    """What it answers, and what it was asked."""

    status: int = 200
    body: bytes = json.dumps({"choices": [{"message": {"content": "効果と予算を審議した。"}}]}).encode()
    headers: dict[str, str] = field(default_factory=dict)
    wait_seconds: float = 0
    asked: list[dict] = field(default_factory=list)
    url: str = ""


@contextmanager
def serving(model: LocalModel) -> Iterator[LocalModel]:
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            model.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            over.wait(model.wait_seconds)
            self.send_response(model.status)
            for name, value in model.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(model.body)))
            self.end_headers()
            self.wfile.write(model.body)

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield model
    finally:
        over.set()
        server.shutdown()
        server.server_close()
