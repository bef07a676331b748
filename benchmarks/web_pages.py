"""How long pages of the web app take: ``python benchmarks/web_pages.py [--documents N] [--runs N]``.

Runs of generated readings, 20 fields by 3 engines each, are written into a folder of their own and asked for by the
app itself, without network. The folder is kept with ``--keep`` and taken up again.
"""

import argparse
import csv
import json
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from surroundings import ROOT

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

ENGINES = ("alpha", "beta", "gamma")
FIELDS = 20
RIGHT = 0.95
PAGES_A_FILE = 500
SCANS = ("fax", "photo", "flat")
DIGITS = "0123456789"
CAMPAIGN = "many"
ROUNDS = 5


def write_batch(folder: Path, documents: int) -> None:
    """A batch of documents that are pages of a few files, with truth."""
    sample = ROOT / "tests" / "data" / "six"
    template = folder / "templates" / "form"
    template.mkdir(parents=True)
    shutil.copy(sample / "templates" / "moving-notice" / "blank.pdf", template / "blank.pdf")
    (folder / "scans").mkdir()
    for number in range(0, documents, PAGES_A_FILE):
        shutil.copy(sample / "scans" / "moving-01.pdf", folder / "scans" / file_of(number))
    (folder / "batch.toml").write_text(
        'schema = 1\nkind = "forms"\ntitle = "Generated"\norigin = "demonstration"\n', encoding="utf-8"
    )
    lines = ['schema = 1\nid = "form"\ntitle = "Form"\npaper_mm = [210.0, 297.0]\n']
    for field in range(FIELDS):
        place = f"[20.0, {20.0 + 12 * field}, 60.0, 8.0]"
        lines.append(f'[[fields]]\nid = "f{field}"\nlabel = "Field {field}"\ntype = "text"\nbox_mm = {place}\n')
    (template / "template.toml").write_text("\n".join(lines), encoding="utf-8")
    names = ["document", "file", "first_page", "last_page", "template", "cond_scan"]
    rows = ([name(n), file_of(n), *[n % PAGES_A_FILE + 1] * 2, "form", SCANS[n % len(SCANS)]] for n in range(documents))
    write(folder / "documents.csv", names, rows)
    for kind in ("truth", "values"):
        labels = ([name(n), *(truth(n, field) for field in range(FIELDS))] for n in range(documents))
        write(folder / kind / "form.csv", ["document", *(f"f{field}" for field in range(FIELDS))], labels)


def file_of(number: int) -> str:
    """The file of a document."""
    return f"all-{number // PAGES_A_FILE:02}.pdf"


def name(number: int) -> str:
    """What a document is called."""
    return f"{file_of(number)}#{number % PAGES_A_FILE + 1:03}"


def truth(document: int, field: int) -> str:
    """Six digits that hang on both."""
    return f"{(document * 7919 + field * 104729) % 1000000:06}"


def write(path: Path, names: list[str], rows: Iterator[list]) -> None:
    """A table as kouka writes it."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows(rows)


def write_run(folder: Path, batch: Path, documents: int) -> None:
    """A finished run that read all of it."""
    from evaluators.frames import PAGES, READINGS
    from pipelines.batches.examine import load_forms
    from pipelines.contracts.run import BatchRecord, EngineRecord, RunFile

    draw = random.Random(1)
    folder.mkdir(parents=True)
    write(folder / "readings.csv", READINGS.names, readings(documents, draw))
    pages = (
        [name(n), 1, "form", "registered", "", 0.1, 300, 0, "", f".cache/pages/{n}/1.png"] for n in range(documents)
    )
    write(folder / "pages.csv", PAGES.names, pages)
    loaded = load_forms(batch)
    record = RunFile(
        run=folder.name, kind="forms",
        batch=BatchRecord(path=str(batch), title="Generated", origin="demonstration", digest="0" * 64),
        files=loaded.file_digests() | {f"as-many/{n:05}.pdf": "0" * 64 for n in range(documents)},
        documents=loaded.documents_digest(),
        engines=tuple(EngineRecord(name=engine, version="1") for engine in ENGINES),
        settings={"dpi": 300}, packages={}, machine={},
        started="2026-04-01T09:00:00+09:00", finished="2026-04-01T10:00:00+09:00",
    )  # fmt: skip
    (folder / "run.json").write_text(record.model_dump_json(by_alias=True), encoding="utf-8")


def readings(documents: int, draw: random.Random) -> Iterator[list]:
    """Rows of readings.csv; a wrong one has one digit changed."""
    for document in range(documents):
        for engine in ENGINES:
            for field in range(FIELDS):
                text, sure = truth(document, field), draw.uniform(0.6, 1)
                if draw.random() > RIGHT:
                    text, sure = text[:-1] + draw.choice(DIGITS), draw.uniform(0.2, 0.95)
                yield [name(document), 1, f"f{field}", engine, "read", text, text, text, f"{sure:.4f}", "",
                       20.0, 20.0 + 12 * field, 60.0, 8.0, ""]  # fmt: skip


def repeat(run: Path, runs: int) -> None:
    """The same run under other dates; the tables are the same files."""
    first = datetime(2026, 4, 1, 9)
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    for number in range(1, runs):
        at = first + timedelta(days=number)
        folder = run.with_name(f"{at:%Y%m%d-%H%M%S}-{number:08x}")
        folder.mkdir()
        for table in ("readings.csv", "pages.csv", "accuracy.json"):
            os.link(run / table, folder / table)
        more = {"run": folder.name, "started": at.astimezone().isoformat(), "finished": at.astimezone().isoformat()}
        (folder / "run.json").write_text(json.dumps(record | more), encoding="utf-8")


def measure(run: Path) -> None:
    """Write accuracy.json."""
    from evaluators.accuracy import accuracy
    from pipelines.runs import store
    from pipelines.scored import scored_of
    from pipelines.seed import SEED

    found = store.load(run)
    scored, _engines = scored_of(found, store.batch_of(found))
    store.write_accuracy(found, {}, accuracy(scored, found.file.batch.origin, seed=SEED))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    folder = (chosen.keep or Path(tempfile.mkdtemp())).absolute()
    os.environ["KOUKA_RESULTS"], os.environ["KOUKA_LANG"] = str(folder / "results"), "en"
    run = folder / "results" / CAMPAIGN / "20260401-090000-00000000"
    if not run.exists():
        write_batch(folder / "batch", chosen.documents)
        write_run(run, folder / "batch", chosen.documents)
        measure(run)
        repeat(run, chosen.runs)
    report(folder, f"/runs/{CAMPAIGN}/{run.name}")
    if not chosen.keep:
        shutil.rmtree(folder)


def report(folder: Path, run: str) -> None:
    """Ask for pages, each some times, and print how long answers took."""
    from fastapi.testclient import TestClient

    from dashboards.web.application import create_app
    from dashboards.web.security import accounts, sessions
    from dashboards.web.security.roles import Role
    from dashboards.web.settings import WebSettings

    settings = WebSettings(database=f"sqlite:///{folder / 'app.sqlite'}")
    app = create_app(settings)
    with app.state.engine.begin() as connection:
        account = accounts.make_account(connection, f"a{time.time_ns()}", "correct-horse-7", Role.ANALYST)
        token = sessions.begin(connection, account)
    draw_page(folder / "results" / ".cache" / "pages" / "0" / "1.png")
    client = TestClient(app, base_url=settings.address, cookies={sessions.COOKIE: token})
    print("| page | prepared in, s | first, s | median, s | slowest, s | processor, median, s |")
    print("|---|---:|---:|---:|---:|---:|")
    for title, address in pages(run):
        print(f"| {title} | {row(client, address)} |", flush=True)


def pages(run: str) -> Iterator[tuple[str, str]]:
    """What is asked for."""
    yield "first page, all runs", "/"
    yield "a run", run
    yield "all fields", f"{run}/cases"
    yield "all that is wrong", f"{run}/cases?outcome=error"
    yield "wrong of one engine and field", f"{run}/cases?outcome=error&engine=alpha&field=f3"
    yield "of one condition", f"{run}/cases?cond_scan=fax"
    yield "confidence 0.5 to 0.9, least sure first", f"{run}/cases?low=0.5&high=0.9&sort=unsure"
    yield "the same, the last page that is shown", f"{run}/cases?low=0.5&high=0.9&sort=unsure&page=200"
    yield "part of the name of a document", f"{run}/cases?document=07.pdf&outcome=error"
    yield "documents, most errors first", f"{run}/documents"
    yield "a document, within all that is wrong", f"{run}/documents/all-05.pdf%23013?outcome=error"
    yield "its scan (A4 at 300 dpi)", f"{run}/scans/1/all-00.pdf%23001"
    yield "what might pass", f"{run}/policy"
    yield "the batch over time, all runs", f"{run}/over-time"
    yield "engines side by side", f"/compare?runs={run.removeprefix('/runs/')}"


def row(client: "TestClient", address: str) -> str:
    """Seconds until it is prepared, then those of answers."""
    began = time.perf_counter()
    while (answer := client.get(address)).status_code == 202:
        time.sleep(0.2)
    waited = time.perf_counter() - began
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    walls, worked = [], []
    for _round in range(ROUNDS):
        wall, work = time.perf_counter(), time.process_time()
        client.get(address)
        walls.append(time.perf_counter() - wall)
        worked.append(time.process_time() - work)
    prepared = f"{waited:.0f}" if waited > 1.5 else "–"
    first = "–" if waited > 1.5 else f"{waited:.2f}"
    middle, most = statistics.median(walls), max(walls)
    return f"{prepared} | {first} | {middle:.2f} | {most:.2f} | {statistics.median(worked):.2f}"


def draw_page(file: Path) -> None:
    """A page with something on it, as large as one that was registered."""
    import cv2
    import numpy as np

    noise = np.random.default_rng(1).integers(200, 255, (3508, 2480), dtype=np.uint8)
    file.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(file), cv2.GaussianBlur(noise, (5, 5), 0))


if __name__ == "__main__":
    main()
