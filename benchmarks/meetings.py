"""What a run over meetings takes beyond a bare faster-whisper loop on the same sound and the same windows.

    .venv/bin/python benchmarks/meetings.py --model DIR [--minutes N] [--rounds N]

Makes a recording of so many minutes of the bundled meetings, finds its windows once, and lets all ways take turns: the
loop, in batches and one window at a time, and ``kouka run`` with a Prefect server already up and nothing in its cache.
The loop in batches goes a second time with freed memory kept as kouka keeps it, which tells what kouka takes round the
same work from what it gains there.
Each is a process of its own, from its start to its end; one window at a time goes in the first round alone, since it
takes twice as long. The loop decodes the sound, looks for speech and transcribes;
it does not tell speakers apart.
"""

import argparse
import csv
import json
import os
import subprocess
import tempfile
import time
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from typing import Any

from long_sound import make
from stopwatch import noted
from surroundings import KOUKA, PYTHON, ROOT, environment, server

from pipelines.audio.cutting import stretches
from pipelines.recognizers.faster_whisper import longest_window
from pipelines.recognizers.windows import windows

HERE = Path(__file__).parent
BARE = {
    "batched": "loop, in batches",
    "kept": "loop, in batches, with freed memory kept",
    "sequential": "loop, one window at a time",
}
FLOW = "kouka run"
STAGES = {
    "recognise": "recognising",
    "speech": "looking for speech",
    "plan": "decoding, to look for speech",
    "decode": "decoding once more, to hear",
    "load": "importing and loading the model",
    "guard": "looking for what is made up or lost",
    "hear": "rest of hearing",
    "tell": "telling speakers apart",
}
ALONE = "kouka run, but for telling speakers apart"
WITHOUT = {"total": "tell", "worked": "tell worked", "recognise": ""}
Result = dict[str, Any]


def windows_of(file: Path, model: Path, target: Path) -> Path:
    """Write down the stretches of a recording with the windows in them, as the recogniser makes them."""
    longest = longest_window(json.loads((model / "preprocessor_config.json").read_bytes())["chunk_length"])
    found = [
        (each.start, each.start + len(each.samples) / 16_000, windows(each.samples, each.speech, longest))
        for each in stretches(file)
    ]
    target.write_text(json.dumps(found))
    return target


def bare(way: str, model: Path, file: Path, cut: Path) -> Result:
    """Seconds and text of the loop."""
    command = [PYTHON, str(HERE / "bare_whisper.py"), way, str(model), str(file), str(cut)]
    done, result = _measured(command, os.environ | {"PYTHONPATH": str(ROOT)})
    said = json.loads(done)
    return result | {"text": _plain("".join(said["texts"])), "recognise": said["seconds"]}


def flow(batch: Path, results: Path, address: str, models: Path) -> Result:
    """Seconds and text of a run, with its stages."""
    results.mkdir()
    stages = results / "stages.txt"
    command = [PYTHON, str(HERE / "timed_meetings.py"), str(stages), "run", str(batch), "--campaign", "b"]
    around = environment(results, PREFECT_API_URL=address, PYTHONPATH=str(ROOT), KOUKA_MODELS=str(models))
    _done, result = _measured([*command, "--engine", "faster-whisper:given"], around)
    took = noted(stages)
    took["plan"] -= took["speech"]
    took["hear"] -= sum(took[name] for name in ("decode", "load", "recognise", "guard"))
    (run,) = (file.parent for file in results.glob("b/*/run.json"))
    with (run / "segments.csv").open(encoding="utf-8-sig", newline="") as lines:
        text = "".join(row["words"] for row in csv.DictReader(lines))
    seconds = json.loads((run / "run.json").read_bytes())["seconds"]
    took = {name: took[name] for name in (*STAGES, "tell worked")}
    return result | took | {"text": _plain(text), "score": seconds["score"]}


def _measured(command: list[str], around: dict[str, str]) -> tuple[str, Result]:
    began, worked = time.perf_counter(), sum(os.times()[:4])
    done = subprocess.run(command, cwd=ROOT, env=around, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout, {"total": time.perf_counter() - began, "worked": sum(os.times()[:4]) - worked}


def _plain(text: str) -> str:
    return "".join(text.split())


def show(runs: dict[str, list[Result]], minutes: float) -> None:
    """The tables: ways beside each other, and where a run spends its time."""
    of = {
        name: {key: median(each[key] for each in rounds) for key in rounds[0] if key != "text"}
        for name, rounds in runs.items()
    }
    least, hours = of[BARE["batched"]], minutes / 60
    of[ALONE] = {key: of[FLOW][key] - of[FLOW].get(less, 0) for key, less in WITHOUT.items()}
    head = (
        "seconds",
        "processors",
        "recognising",
        "beyond the loop",
        "seconds an hour",
        "processors an hour",
        "same text",
    )
    print(f"| {minutes:g} minutes of sound | {' | '.join(head)} |\n|---|{'---:|' * len(head)}")
    reference = runs[BARE["batched"]][0]["text"]
    for name, seconds in of.items():
        beyond = seconds["total"] - least["total"]
        text = runs[FLOW if name == ALONE else name][0]["text"]
        same = SequenceMatcher(None, reference, text, autojunk=False).ratio()
        cells = [f"{seconds['total']:.1f}", f"{seconds['worked']:.1f}", f"{seconds['recognise']:.1f}"]
        cells += [f"{beyond / least['total']:.0%}", f"{beyond / hours:.0f}"]
        cells += [f"{(seconds['worked'] - least['worked']) / hours:.0f}"]
        cells.append("yes" if reference == text else f"{same:.2%}")
        print(f"| {name} | {' | '.join(cells)} |")
    print(f"\n| {FLOW} | seconds | an hour of sound |\n|---|---:|---:|")
    took = of[FLOW]
    rest = took["total"] - sum(took[name] for name in STAGES) - took["score"]
    for name, seconds in [*((STAGES[key], took[key]) for key in STAGES), ("scoring, page", took["score"])]:
        print(f"| {name} | {seconds:.1f} | {seconds / hours:.0f} |")
    print(f"| start of programs, flow, tables | {rest:.1f} | – |")


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        batch = folder / "batch"
        (batch / "recordings").mkdir(parents=True)
        (batch / "batch.toml").write_text('schema = 1\nkind = "meetings"\ntitle = "long"\norigin = "demonstration"\n')
        (batch / "recordings.csv").write_text("file,session_id,recording,channel,speaker\nlong.ogg,long,near,,\n")
        file = make(batch / "recordings" / "long.ogg", chosen.minutes)
        cut = windows_of(file, chosen.model, folder / "windows.json")
        models = folder / "models"
        add = [KOUKA, "model", "add", str(chosen.model.absolute()), "--name", "given"]
        around = environment(folder, KOUKA_MODELS=str(models), PYTHONPATH=str(ROOT))
        subprocess.run(add, cwd=ROOT, env=around, check=True, stdout=subprocess.DEVNULL)
        runs: dict[str, list[Result]] = {name: [] for name in (*BARE.values(), FLOW)}
        with server(folder / "server") as address:
            for number in range(chosen.rounds):
                for way, called in BARE.items():
                    if way != "sequential" or not number:
                        runs[called].append(bare(way, chosen.model, file, cut))
                runs[FLOW].append(flow(batch, folder / f"results-{number}", address, models))
        show(runs, chosen.minutes)


if __name__ == "__main__":
    main()
