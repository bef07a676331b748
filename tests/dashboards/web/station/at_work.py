"""Somebody who works in a study without a browser: sends what the page of an item would send."""

import json
import re
import time
from dataclasses import dataclass, field
from uuid import UUID

from httpx import Response

from tests.dashboards.web.visiting import Person

FIELD = re.compile(r'<li class="field" data-field="(\w+)"')


@dataclass
class Worker:
    """One tab of a person's browser, on the item that comes next."""

    person: Person
    tab: str = str(UUID(int=1))
    number: int = 0
    page: str = ""
    events: list[dict] = field(default_factory=list)
    answers: list[dict] = field(default_factory=list)

    def open(self) -> "Worker":
        """Go to the next item."""
        where = self.person.get("/work/next").headers["location"]
        self.number = int(where.rpartition("/")[2])
        self.page = self.person.get(where).text
        self.events, self.answers = [], []
        return self

    @property
    def fields(self) -> list[str]:
        """Those that the page lets one fill in."""
        return FIELD.findall(self.page)

    def does(self, kind: str, at: str = "", keys: int = 0, after_ms: float = 0) -> None:
        """An event happens."""
        now = self.events[-1]["browser_ms"] if self.events else time.time() * 1000
        event = {
            "sequence": len(self.events) + 1,
            "kind": kind,
            "field": at,
            "browser_ms": now + after_ms,
            "keys": keys,
        }
        self.events.append(event)

    def enters(self, at: str, text: str, outcome: str = "value") -> None:
        """Something is entered in a field."""
        answer = {"sequence": len(self.answers) + 1, "field": at, "text": text, "outcome": outcome}
        self.answers.append(answer)

    def sends(self, **change: object) -> Response:
        """All since the page was opened, as if nothing had been acknowledged."""
        sent = {"tab": self.tab, "events": self.events, "answers": self.answers} | change
        return self.asks("events", sent)

    def asks(self, what: str, sent: dict) -> Response:
        """Ask the server about the item."""
        headers = {"x-kouka-token": self.person.token, "content-type": "application/json", "accept": "application/json"}
        origin = {"origin": self.person.address.rstrip("/")}
        return self.person.client.post(
            f"/work/{self.number}/{what}", content=json.dumps(sent), headers=headers | origin
        )

    def does_all(self, **entered: str) -> dict:
        """Open, enter and submit; what the server says."""
        self.open()
        self.does("open")
        for at, text in entered.items():
            self.does("focus", at, after_ms=1000)
            self.enters(at, text)
            self.does("blur", at, keys=len(text), after_ms=2000)
        self.does("submit", after_ms=500)
        answer = self.sends()
        assert answer.status_code == 200, answer.text
        return answer.json()
