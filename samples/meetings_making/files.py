"""The files of a batch of meetings besides its sound: batch.toml, recordings.csv, truth, terms, agenda."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from evaluators.meetings.frames import RECORDINGS
from samples.meetings_making.script import Item, Script
from samples.meetings_making.timeline import Spoken
from samples.speech.voice import RATE
from samples.tables import write_csv

Row = tuple[str, str, str, str, str]
"""A row of recordings.csv."""

TERMS_HEAD = "# 会議で出てくる言葉。1行に1語、「#」から右は説明です。\n"


def write_batch_file(target: Path, title: str) -> None:
    """batch.toml."""
    head = {"schema": 1, "kind": "meetings", "title": title, "origin": "demonstration"}
    _write(target / "batch.toml", _toml(head))


def write_recordings(target: Path, rows: Iterable[Row]) -> None:
    """recordings.csv."""
    write_csv(target / RECORDINGS.name, RECORDINGS.needed, rows)


def write_truth(target: Path, script: Script, said: Sequence[Spoken]) -> None:
    """truth/<session>.json: SegLST, an utterance a line."""
    entries = [
        {
            "session_id": script.session,
            "speaker": each.speaker,
            "start_time": round(each.start / RATE, 2),
            "end_time": round(each.end / RATE, 2),
            "words": each.words,
        }
        for each in sorted(said, key=lambda each: each.start)
    ]
    text = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    _write(target / "truth" / f"{script.session}.json", f"[\n{text}\n]\n")


def write_terms(target: Path, scripts: Sequence[Script]) -> None:
    """terms.txt: the words of every item of every meeting, each once."""
    lines, known = [TERMS_HEAD], set[str]()
    for script in scripts:
        lines.append(f"\n# {script.title}\n")
        for term in (term for item in script.items for term in item.terms if term not in known):
            known.add(term)
            lines.append(f"{term}\n")
    _write(target / "terms.txt", "".join(lines))


def write_agenda(target: Path, scripts: Sequence[Script]) -> None:
    """agenda.toml."""
    _write(target / "agenda.toml", "schema = 1\n" + "".join(map(_session, scripts)))


def _session(script: Script) -> str:
    head = {"title": script.title, "time": script.time, "place": script.place}
    present = {"attendees": [person.office for person in script.people]}
    items = "".join(map(_item, ((script.session, item) for item in script.items)))
    return f"\n[sessions.{script.session}]\ndate = {script.date.isoformat()}\n{_toml(head)}{_toml(present)}{items}"


def _item(entry: tuple[str, Item]) -> str:
    session, item = entry
    return f"\n[[sessions.{session}.items]]\n{_toml({'title': item.title, 'terms': [*item.terms]})}"


def _toml(table: Mapping[str, object]) -> str:
    # JSON's strings, numbers and arrays are TOML's too.
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in table.items())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
