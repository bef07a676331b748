"""Somebody who works on minutes without a browser, and turns as pages send them."""

import html
import json
import re

from httpx import Response

from evaluators.meetings.edited import EditedTurn, digest, read, rebuilt, written
from tests.dashboards.web.station.at_work import Worker

DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


def shown(worker: Worker) -> dict:
    """What the page was given."""
    found = DATA.search(worker.page)
    assert found is not None
    return json.loads(html.unescape(found[1]))


def turn(text: str, place: str = "000001i", speaker: str = "S1", start_ms: int = 500) -> str:
    """As a page sends it."""
    return written(EditedTurn(place=place, speaker=speaker, start_ms=start_ms, text=text))


def sends(worker: Worker, **change: object) -> Response:
    """All since the page was opened, as if nothing had been acknowledged."""
    return worker.asks("minutes", {"tab": worker.tab, "events": worker.events, "answers": worker.answers} | change)


def submits(worker: Worker, **turns: str) -> dict:
    """Open, enter these turns and submit, with what the page shows then; what the server says."""
    worker.open()
    worker.does("open")
    for id, text in turns.items():
        worker.does("focus", id, after_ms=1000)
        worker.enters(id, text)
        worker.does("blur", id, keys=5, after_ms=2000)
    starting = {each["id"]: edited(each) for each in shown(worker)["turns"]}
    there = rebuilt(starting, [(id, read(text)) for id, text in turns.items()])
    worker.enters("document", json.dumps({"turns": len(there), "digest": digest(there)}))
    worker.does("submit", after_ms=500)
    answer = sends(worker)
    assert answer.status_code == 200, answer.text
    return answer.json()


def edited(each: dict) -> EditedTurn:
    return EditedTurn(**{name: each[name] for name in ("place", "speaker", "start_ms", "text")})
