"""How long pages of a study take: ``python benchmarks/study_pages.py [--documents N] [--items N] [--people N]``.

A study of generated work (forms of 20 fields, each typed by one person and corrected by another, 300 events an item) is
written into a database of its own, and asked for by the app itself, without network. Some of its fields are confirmed
one after the other by a second person.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from surroundings import ROOT
from web_pages import CAMPAIGN, FIELDS, name, truth, write_batch, write_run

if TYPE_CHECKING:
    from fastapi import FastAPI
    from fastapi.testclient import TestClient
    from sqlalchemy import Connection

EVENTS = 300
ARMS = ("manual", "ai_all")
ROUNDS = 5
CONFIRMED = 20
SLIPS = 40
"""One field in so many is wrong."""
STUDY = "spring"
NOON_MS = 1_750_000_000_000.0


def write_study(connection: "Connection", run: str, batch: Path, items: int, people: int) -> None:
    """A study in which everything was submitted."""
    from sqlalchemy import insert

    from dashboards.web.database import tables
    from pipelines.batches.examine import load_forms

    template = load_forms(batch).templates["form"]
    study = {
        "id": 1, "name": STUDY, "kind": "forms", "batch": str(batch), "batch_digest": "0" * 64, "run": run,
        "engine": "alpha", "origin": "demonstration", "arms": [*ARMS], "idle_seconds": 30.0, "seed": 1,
        "templates": {"form": template.model_dump(mode="json", by_alias=True)}, "made": "2026-04-01T09:00:00+00:00",
    }  # fmt: skip
    connection.execute(insert(tables.studies).values(study))
    connection.execute(
        insert(tables.study_items),
        [{"study": 1, "item": name(n), "template": "form", "pages": {}, "readings": {}, "passed": {}}
         for n in range(items)],
    )  # fmt: skip
    number, places = 0, Counter()
    for item in range(items):
        for place, arm in enumerate(ARMS):
            number += 1
            person = f"p{(item + place) % people}"
            places[person] += 1
            connection.execute(
                insert(tables.assignments).values(
                    id=number, study=1, pseudonym=person, item=name(item), arm=arm, part="", practice=False,
                    position=places[person], opened="2026-04-01T09:00:00+00:00",
                    submitted=f"2026-04-01T09:{number // 3600 % 60:02}:{number % 60:02}+00:00",
                )
            )  # fmt: skip
            connection.execute(insert(tables.events), events(number, 1000.0 if arm == "manual" else 600.0))
            connection.execute(insert(tables.answers), answers(number, item, person))
    keep_all_times(connection)


def events(number: int, step_ms: float) -> list[dict]:
    """A key again and again, then the submission."""
    kinds = ["open", *["key"] * (EVENTS - 2), "submit"]
    at = [NOON_MS + 1e6 * number + step_ms * (1 + number % 7 / 7) * place for place in range(EVENTS)]
    return [
        {"assignment": number, "tab": str(UUID(int=1)), "sequence": place + 1, "kind": kind,
         "field": f"f{place % FIELDS}" if kind == "key" else "", "browser_ms": at[place], "server_ms": at[place] + 30,
         "keys": int(kind == "key")}
        for place, kind in enumerate(kinds)
    ]  # fmt: skip


def answers(number: int, item: int, person: str) -> list[dict]:
    """What was entered."""
    return [
        {"assignment": number, "tab": str(UUID(int=1)), "sequence": field + 1, "field": f"f{field}", "before": "",
         "after": truth(item, field) if (number * FIELDS + field) % SLIPS else "1", "outcome": "value",
         "pseudonym": person, "at": "2026-04-01T09:00:00+00:00"}
        for field in range(FIELDS)
    ]  # fmt: skip


def keep_all_times(connection: "Connection") -> None:
    """As they are kept at submission."""
    from sqlalchemy import insert

    from dashboards.web.database.tables import timings
    from dashboards.web.station import clocking
    from dashboards.web.station.lookup import study_named

    found = clocking.clocked_items(connection, study_named(connection, STUDY))
    connection.execute(insert(timings), [clocking._figures(row) for _index, row in found.iterrows()])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--items", type=int, default=500)
    parser.add_argument("--people", type=int, default=8)
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    os.environ["KOUKA_RESULTS"], os.environ["KOUKA_LANG"] = str(folder / "results"), "en"
    try:
        run = folder / "results" / CAMPAIGN / "20260401-090000-00000000"
        write_batch(folder / "batch", chosen.documents)
        write_run(run, folder / "batch", chosen.documents)
        report(folder, f"{CAMPAIGN}/{run.name}", chosen.items, chosen.people)
    finally:
        shutil.rmtree(folder)


def report(folder: Path, run: str, items: int, people: int) -> None:
    """Ask for pages and print how long answers took."""
    from dashboards.web.application import create_app
    from dashboards.web.settings import WebSettings

    settings = WebSettings(database=f"sqlite:///{folder / 'app.sqlite'}")
    app = create_app(settings)
    analyst, second = (visitor(app, settings, who) for who in ("A1", "second"))
    with app.state.engine.begin() as connection:
        write_study(connection, run, folder / "batch", items, people)
    print(f"{ROOT.name}: {items} forms, {2 * items * EVENTS:,} events, {2 * items * FIELDS:,} answers")
    print("| page | first, s | median, s | slowest, s |")
    print("|---|---:|---:|---:|")
    print_row("a study", lambda: analyst.get(f"/studies/{STUDY}"))
    print_row("its timings.csv", lambda: analyst.get(f"/studies/{STUDY}/timings.csv"))
    print_row("all studies", lambda: analyst.get("/studies"))
    print_row("a field to confirm", lambda: second.get("/confirm"))
    print_row(f"confirming a field ({CONFIRMED} of them)", lambda: confirm(second), CONFIRMED)


def visitor(app: "FastAPI", settings, pseudonym: str) -> "TestClient":
    """A browser in which an analyst is signed in."""
    from fastapi.testclient import TestClient

    from dashboards.web.security import accounts, sessions
    from dashboards.web.security.roles import Role

    with app.state.engine.begin() as connection:
        account = accounts.make_account(connection, f"name-{pseudonym}", "correct-horse-7", Role.ANALYST, pseudonym)
        token = sessions.begin(connection, account)
    return TestClient(app, base_url=settings.address, cookies={sessions.COOKIE: token}, follow_redirects=False)


def confirm(second: "TestClient"):
    """Look at what comes next and say that it is right."""
    import re

    page = second.get("/confirm").text
    number = re.search(r'action="/confirm/(\d+)"', page)[1]
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    headers = {"origin": str(second.base_url).rstrip("/")}
    return second.post(f"/confirm/{number}", data={"agrees": "true", "token": token}, headers=headers)


def print_row(title: str, ask, rounds: int = ROUNDS) -> None:
    """Ask once, then some times more."""
    seconds = []
    for _round in range(rounds + 1):
        began = time.perf_counter()
        answer = ask()
        seconds.append(time.perf_counter() - began)
        if answer.status_code not in (200, 303):
            raise RuntimeError(f"{title}: {answer.status_code} {answer.text[:500]}")
    first, *later = seconds
    print(f"| {title} | {first:.2f} | {statistics.median(later):.2f} | {max(later):.2f} |", flush=True)


if __name__ == "__main__":
    main()
