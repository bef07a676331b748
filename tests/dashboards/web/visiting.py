"""Somebody who uses the web app in a test, and what is there for them."""

import re
from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from dashboards.web.settings import WebSettings
from tests import processes

PASSWORD = "correct-horse-7"
REFERENCE = processes.ROOT / "results" / "reference"
RUN = "demo/20261124-154509-53cd552c"
"""The run that is there: the reference's, of samples/forms."""
TOKEN = re.compile(r'name="kouka-token" content="([^"]+)"')


@dataclass
class Person:
    """Somebody at a browser, who sends what a browser would send."""

    client: TestClient
    address: str

    def get(self, path: str, **more: object) -> Response:
        return self.client.get(path, **more)

    def post(self, path: str, *, token: str | None = None, **fields: object) -> Response:
        """Send a form of a page; with the token of the session where there is one."""
        sent = self.token if token is None else token
        return self.client.post(path, data={"token": sent, **fields}, headers={"origin": self.address.rstrip("/")})

    @property
    def token(self) -> str:
        found = TOKEN.search(self.client.get("/").text)
        return found[1] if found else ""


def client_of(app: FastAPI, settings: WebSettings) -> TestClient:
    """A client that shows faults and redirections as a browser would be sent them."""
    return TestClient(app, base_url=settings.address, follow_redirects=False, raise_server_exceptions=False)
