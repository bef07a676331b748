"""How fast forms are read: beside one call a crop, and beside OCRmyPDF on the same pages.

    .venv/bin/python benchmarks/forms.py [--documents N] [--crops N] [--rounds N] [--memory DIR ...]

Reads the bundled batch, or its first N documents, with each engine alone, from an empty cache and with a Prefect server
already up. Results go to a temporary folder. ``--memory`` also reads the batches in DIR and shows the most memory that
each took; ``python -m samples.make_forms DIR --crossed N`` makes such batches.
"""

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from PIL import Image
from processes import peak_mb
from recognition import Way, crops_of, ways
from stopwatch import noted
from surroundings import DOCUMENTS, FIELDS, KOUKA, LOAD, PYTHON, RASTERISE, RECOGNISE, ROOT, environment, server

from pipelines.forms.scan import read_page
from pipelines.settings import DEFAULTS, cores

BATCH = ROOT / "samples" / "forms"
STAGES = ("rasterise", "register", "crop", "OCR", "overhead")
PAPER_MM = (210.0, 297.0)


def shortened(target: Path, documents: int | None) -> Path:
    """A copy of the bundled batch with its first documents, or all."""
    shutil.copytree(BATCH, target)
    for table in [target / "documents.csv", *target.glob("truth/*.csv"), *target.glob("values/*.csv")]:
        if documents is not None:
            _shorten(table, _names(BATCH / "documents.csv")[:documents])
    return target


def _names(table: Path) -> list[str]:
    with table.open(encoding="utf-8-sig", newline="") as lines:
        return [row["document"] for row in csv.DictReader(lines)]


def _shorten(table: Path, names: list[str]) -> None:
    with table.open(encoding="utf-8-sig", newline="") as lines:
        head, *rows = csv.reader(lines)
    with table.open("w", encoding="utf-8-sig", newline="") as lines:
        csv.writer(lines).writerows([head, *(row for row in rows if row[0] in names)])


def flow(batch: Path, engine: str, results: Path, address: str) -> dict[str, float]:
    """Seconds of a run by one engine: total, reading and its stages.

    A stage is what the workers took for it together, shared among the cores. Overhead is what is left of reading:
    waiting for tasks, starting workers, a core with nothing left to do. ``worked`` is what processors worked for the
    whole command, ``worked, stages`` for the stages: other work on the machine makes neither much longer.
    """
    log = results / "stages.txt"
    results.mkdir(parents=True)
    command = [PYTHON, "benchmarks/timed_run.py", str(log), "run", str(batch), "--campaign", "b", "--engine", engine]
    began, worked = time.perf_counter(), sum(os.times()[:4])
    surroundings = environment(results, PREFECT_API_URL=address, PYTHONPATH=str(ROOT))
    subprocess.run(command, cwd=ROOT, env=surroundings, check=True, capture_output=True)
    total, worked = time.perf_counter() - began, sum(os.times()[:4]) - worked
    took = noted(log)
    recognised = took[RECOGNISE] + took[LOAD]
    stages = (took[RASTERISE], took[DOCUMENTS] - took[RASTERISE], took[FIELDS] - recognised, recognised)
    shared = [seconds / cores() for seconds in stages]
    record = json.loads(next(results.glob("b/*/run.json")).read_bytes())["seconds"]
    values = (*shared, record["read"] - sum(shared))
    return dict(zip(STAGES, values, strict=True)) | {
        "total": total,
        "read": record["read"],
        "score": record["score"],
        "worked": worked,
        "worked, stages": took[f"{DOCUMENTS} worked"] + took[f"{FIELDS} worked"],
    }


def ocrmypdf(batch: Path, folder: Path) -> tuple[float, float] | None:
    """Seconds that OCRmyPDF takes for the same pages as one PDF of pictures, and that processors worked.

    None where it is not installed.
    """
    program = shutil.which("ocrmypdf")
    if program is None:
        return None
    scans = folder / "scans.pdf"
    with (batch / "documents.csv").open(encoding="utf-8-sig", newline="") as lines:
        pages = [(row["file"], int(row["first_page"])) for row in csv.DictReader(lines)]
    first, *others = [_picture(batch / "scans" / file, page) for file, page in pages]
    first.save(scans, save_all=True, append_images=others, resolution=DEFAULTS.dpi)
    options = ["-l", "jpn", "--jobs", str(cores()), "--output-type", "pdf", "--optimize", "0", "--quiet"]
    began, worked = time.perf_counter(), sum(os.times()[:4])
    subprocess.run([program, *options, str(scans), str(folder / "read.pdf")], check=True, capture_output=True)
    return time.perf_counter() - began, sum(os.times()[:4]) - worked


def _picture(file: Path, page: int) -> Image.Image:
    scan = read_page(file, page, DEFAULTS.dpi)
    scale = DEFAULTS.dpi / scan.dpi_on(PAPER_MM)
    picture = Image.fromarray(scan.image)
    return picture.resize((round(picture.width * scale), round(picture.height * scale)))


def recognition_table(found: list[Way]) -> str:
    """Seconds and ratio for each way; whether the text is that of the first way of the same engine."""
    crops = len(found[0].texts)
    lines = [f"| {crops} crops | seconds | times as fast | processors | same text |", "|---|---:|---:|---:|---:|"]
    for way in found:
        first = next(other for other in found if other.engine == way.engine)
        same = sum(one == other for one, other in zip(first.texts, way.texts, strict=True))
        # Workers of a pool are not waited for before it ends: what they worked is not known yet.
        worked = f"{way.worked:.1f}" if way.worked > way.seconds / 10 else "–"
        times = first.seconds / way.seconds
        lines.append(f"| {way.engine}, {way.how} | {way.seconds:.1f} | {times:.1f} | {worked} | {same} of {crops} |")
    return "\n".join(lines)


def flow_table(pages: int, runs: dict[str, list[dict[str, float]]], beside: tuple[float, float] | None) -> str:
    """Pages a minute and seconds by stage, medians over the rounds."""
    behind = ("overhead, % of reading", "scoring and page", "processors", "of it stages")
    columns = ("pages a minute", "total", "reading", *STAGES, *behind)
    lines = [f"| {pages} pages, seconds | {' | '.join(columns)} |", "|---|" + "---:|" * len(columns)]
    for engine, rounds in runs.items():
        of = {name: median(seconds[name] for seconds in rounds) for name in rounds[0]}
        share = median(seconds["overhead"] / seconds["read"] for seconds in rounds)
        cells = [f"{of[name]:.1f}" for name in ("total", "read", *STAGES)]
        row = [f"{pages / of['total'] * 60:.0f}", *cells, f"{share:.1%}"]
        row += [f"{of[name]:.1f}" for name in ("score", "worked", "worked, stages")]
        lines.append(f"| kouka, {engine} | {' | '.join(row)} |")
    if beside is not None:
        total, worked = beside
        cells = [f"{pages / total * 60:.0f}", f"{total:.1f}", *["–"] * (len(columns) - 4), f"{worked:.1f}", "–"]
        lines.append(f"| OCRmyPDF | {' | '.join(cells)} |")
    return "\n".join(lines)


def memory_table(batches: list[Path], folder: Path) -> str:
    """The most memory of a run with both engines and the embedded server."""
    lines = ["| batch | documents | most memory, MB | seconds |", "|---|---:|---:|---:|"]
    for number, batch in enumerate(batches):
        command = [KOUKA, "run", str(batch.absolute()), "--campaign", "memory"]
        began = time.perf_counter()
        results = folder / f"memory-{number}"
        most = peak_mb(command, ROOT, environment(results, PYTHONPATH=str(ROOT)))
        seconds = time.perf_counter() - began
        lines.append(f"| {batch.name} | {len(_names(batch / 'documents.csv'))} | {most:.0f} | {seconds:.0f} |")
    return "\n".join(lines)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="benchmarks/forms.py", description="How fast forms are read.")
    parser.add_argument("--documents", type=int, help="only the first N documents of the bundled batch")
    parser.add_argument("--crops", type=int, default=200, help="crops that are recognised in each way (200)")
    parser.add_argument("--rounds", type=int, default=3, help="how often the batch is read with each engine (3)")
    parser.add_argument("--memory", type=Path, nargs="*", default=[], metavar="DIR", help="batches to watch memory on")
    arguments = parser.parse_args()
    os.environ.setdefault("KOUKA_LANG", "en")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        batch = shortened(folder / "batch", arguments.documents)
        runs: dict[str, list[dict[str, float]]] = {"tesseract": [], "rapidocr": []}
        with server(folder / "server") as address:
            flow(batch, "rapidocr", folder / "first", address)  # files are read from the disk once
            for number in range(arguments.rounds):
                for engine, rounds in runs.items():
                    rounds.append(flow(batch, engine, folder / f"{engine}-{number}", address))
        beside = ocrmypdf(batch, folder)
        print(flow_table(len(_names(batch / "documents.csv")), runs, beside), end="\n\n")
        if beside is None:
            print("OCRmyPDF is not installed: no figures of it.", end="\n\n")
        (run,) = (file.parent for file in (folder / "first").glob("b/*/run.json"))
        print(recognition_table(list(ways(crops_of(batch, run, DEFAULTS.dpi, arguments.crops)))), end="\n\n")
        if arguments.memory:
            print(memory_table(arguments.memory, folder))


if __name__ == "__main__":
    sys.exit(main())
