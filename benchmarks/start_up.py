"""How long people wait before anything happens: the quick commands, and a run of six forms.

    .venv/bin/python benchmarks/start_up.py [ROUNDS]

Every round measures everything once, in the same order, so that a machine that gets busy slows all of it; the tables
show medians over the rounds. Results go to a temporary folder.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from surroundings import KOUKA, PYTHON, ROOT, environment, server

SIX = "tests/data/six"
RUN = [KOUKA, "run", SIX, "--campaign", "demo"]
QUICK = {
    "`python -c pass`": [PYTHON, "-c", "pass"],
    "`kouka --help`": [KOUKA, "--help"],
    "`kouka check tests/data/six`": [KOUKA, "check", SIX],
    "`kouka list`": [KOUKA, "list"],
    "`kouka show latest`": [KOUKA, "show", "latest"],
    '`python -c "import prefect"`': [PYTHON, "-c", "import prefect"],
}
STAGES = ("batch", "import of Prefect", "server, begin of flow", "reading", "scoring", "end", "total")


def seconds_of(command: list[str], results: Path) -> float:
    """Wall time of a command that is to end well."""
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment(results), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def stages_of_run(results: Path, **more: str) -> dict[str, float]:
    """Seconds of a run by stage: from the lines that it writes while it waits, and from its run.json."""
    began = time.perf_counter()
    said = {}
    with subprocess.Popen(
        RUN,
        cwd=ROOT,
        env=environment(results, **more),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            said[line.split(" ", 1)[0]] = time.perf_counter() - began
    total = time.perf_counter() - began
    assert process.returncode == 0, said
    record = json.loads(next(results.glob("demo/*/run.json")).read_bytes())["seconds"]
    batch, imported, page = said["Loading"], said.get("Waiting", said.get("Using", 0.0)), said["The"]
    begin = page - imported - record["read"] - record["score"]
    return dict(
        zip(
            STAGES,
            (batch, imported - batch, begin, record["read"], record["score"], total - page, total),
            strict=True,
        )
    )


def measure(rounds: int, folder: Path) -> tuple[dict[str, list[float]], dict[str, list[dict[str, float]]]]:
    """Seconds of the quick commands, and seconds by stage of the runs, by name and round."""
    quick: dict[str, list[float]] = {name: [] for name in QUICK}
    runs: dict[str, list[dict[str, float]]] = {}
    known = folder / "known"  # where Prefect has been before, and where the quick commands find a run
    stages_of_run(known)
    home = {"PREFECT_HOME": str(known / ".prefect")}
    for number in range(rounds):
        for name, command in QUICK.items():
            quick[name].append(seconds_of(command, known))
        found = {
            "embedded server, first run ever": stages_of_run(folder / f"first-{number}"),
            "embedded server, later": stages_of_run(folder / f"later-{number}", **home),
        }
        with server(known) as address:
            found["server already up"] = stages_of_run(folder / f"up-{number}", **home, PREFECT_API_URL=address)
        for name, stages in found.items():
            runs.setdefault(name, []).append(stages)
    return quick, runs


def tables(quick: dict[str, list[float]], runs: dict[str, list[dict[str, float]]]) -> str:
    """Both tables, as Markdown."""
    least = median(next(iter(quick.values())))
    lines = ["| command | seconds | times `python -c pass` |", "|---|---:|---:|"]
    lines += [f"| {name} | {median(found):.2f} | {median(found) / least:.1f} |" for name, found in quick.items()]
    lines += ["", f"| `kouka run tests/data/six`, seconds | {' | '.join(STAGES)} |", "|---|" + "---:|" * len(STAGES)]
    for name, found in runs.items():
        cells = " | ".join(f"{median(stages[stage] for stages in found):.1f}" for stage in STAGES)
        lines.append(f"| {name} | {cells} |")
    return "\n".join(lines)


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        print(tables(*measure(rounds, Path(folder))))
