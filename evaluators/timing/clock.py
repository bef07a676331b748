"""From raw events of the review station to seconds. Nothing is thrown away: what is not work has a column of its own.

Every moment between the first event of an assignment and its submission belongs to the event before it. It is

* ``away`` where the tab's life had ended (a close, or a browser that was killed) and another tab goes on,
* ``paused`` from pause to resume, ``hidden`` while the page was not to be seen (pause goes before),
* else work: of a gap up to the idle limit all is active; of a longer one the limit is active, and only what is beyond
  it is idle. People read before they type: cutting the whole gap would punish careful reading, and would make a gap
  of 31 s count for less than one of 29 s.

Within a tab the browser's clock counts, since it runs evenly. Tabs are laid beside each other by the server's clock:
that of a tab is set by its event which reached the server fastest. So two machines whose clocks are minutes apart do
not turn a change of place into hours.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluators.timing.frames import CLOCKED_FIELDS, CLOCKED_ITEMS, EVENTS

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

STATES = ("active_s", "idle_s", "paused_s", "hidden_s", "away_s")


class Flag(StrEnum):
    """Why the times of an assignment are to be doubted. They stay in every sum; a person decides."""

    NOT_SUBMITTED = "not-submitted"
    """Time runs to the last event that was taken in."""
    CLOCKS_DIFFER = "clocks-differ"
    """The browser's interval is not the server's: a machine slept, a clock was set, or the network was slow."""
    CLOCK_BACK = "clock-went-back"
    """The browser's clock fell behind within a tab; it counts as standing still until it has caught up."""
    TABS_OVERLAP = "tabs-overlap"
    """Two tabs were alive at once; moments still count once."""
    WENT_ON = "went-on-after-submission"
    """Events came after the first submission; ``after_s`` says for how long."""


@dataclass(frozen=True)
class Limits:
    """What a study sets."""

    idle_s: float = 30.0
    """How long nobody may do anything before it is idle. Listening to a recording needs more than reading a form."""
    drift_s: float = 2.0
    """A difference of the two clocks' intervals beyond this is flagged, however short the item. Below it, it is what
    sending may take: a busy server needs a second or two, which is more than many a form of three fields."""


@dataclass(frozen=True)
class Clocked:
    """Times by assignment and by field; the sums of the second are the first."""

    items: pd.DataFrame
    """Columns of ``frames.CLOCKED_ITEMS``."""
    fields: pd.DataFrame
    """Columns of ``frames.CLOCKED_FIELDS``."""


DEFAULT = Limits()


def clocked(events: pd.DataFrame, limits: Limits = DEFAULT) -> Clocked:
    """Times of every assignment that has an event.

    Args:
        events: columns of ``frames.EVENTS``, in any order. A row that was sent twice counts once, by the time at which
            it was first taken in.
        limits: of the study.

    Returns:
        In order of assignments, and of fields within them. ``active_s + idle_s + paused_s + hidden_s + away_s`` is
        ``span_s``, but for rounding.
    """
    if events.empty:
        return Clocked(pd.DataFrame(columns=CLOCKED_ITEMS.names), pd.DataFrame(columns=CLOCKED_FIELDS.names))
    tabs = _by_tab(events)
    line = _line(tabs)
    spent = _spent(line, limits)
    counted = line.assign(**spent)[line["counts"]]
    return Clocked(_items(line, counted, tabs, limits), _fields(counted))


def _by_tab(events: pd.DataFrame) -> pd.DataFrame:
    """Each event once, tab after tab, with ``at`` (ms by the server) and the states that it leaves behind."""
    key = ["assignment", "tab", "sequence"]
    # Sorted by all columns, so that of rows with the same name the same one is kept whatever their order.
    once = events[EVENTS.names].fillna({"field": ""}).sort_values([*key, *sorted({*EVENTS.names} - {*key})])
    once = once.drop_duplicates(key, ignore_index=True)
    once["server_ms"] = _least_of_twins(events, key)
    life = once.groupby(["assignment", "tab"], sort=False)
    even = life["browser_ms"].cummax()
    behind = (once["server_ms"] - even).groupby([once["assignment"], once["tab"]], sort=False).transform("min")
    starts = ~once.duplicated(["assignment", "tab"])
    kind = once["kind"]
    return once.assign(
        at=even + behind,
        back=even > once["browser_ms"],
        ends=~once.duplicated(["assignment", "tab"], keep="last"),
        paused=_since(kind, "pause", ("resume", "open"), starts),
        hidden=_since(kind, "hidden", ("visible", "open"), starts),
        place=_focused(once, starts),
    )


def _least_of_twins(events: pd.DataFrame, key: list[str]) -> Floats:
    return events.groupby(key, sort=True)["server_ms"].min().to_numpy(dtype=np.float64)


def _last_marked(marked: Flags, starts: Flags) -> tuple[Places, Flags]:
    """For each row the last one up to it that is marked, and whether there is one since the last start."""
    rows = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, rows, -1))
    start = np.maximum.accumulate(np.where(starts, rows, 0))
    return last, last >= start


def _since(kind: pd.Series, begins: str, ends: tuple[str, ...], starts: pd.Series) -> Flags:
    """Whether the last event of either sort, up to each, is the one that begins."""
    begun = (kind == begins).to_numpy()
    last, there = _last_marked(begun | kind.isin(ends).to_numpy(), starts.to_numpy())
    return np.asarray(there & begun[last], dtype=np.bool_)


def _focused(once: pd.DataFrame, starts: pd.Series) -> npt.NDArray[np.object_]:
    """The field that has the focus after each event; focus, key and input name it, pauses and checks leave it."""
    kind = once["kind"]
    sets = kind.isin(["open", "focus", "blur", "key", "input", "submit", "close"]).to_numpy()
    named = once["field"].where(kind.isin(["focus", "key", "input"]), "").to_numpy(dtype=object)
    last, there = _last_marked(sets, starts.to_numpy())
    return np.where(there, named[last], "")


def _line(tabs: pd.DataFrame) -> pd.DataFrame:
    """Events of each assignment in one line, up to the first submission and after it (``counts`` says which)."""
    line = tabs.sort_values(["assignment", "at", "tab", "sequence"], ignore_index=True)
    of = line.groupby("assignment", sort=False)
    submits = (line["kind"] == "submit").astype("int64")
    before = submits.groupby(line["assignment"], sort=False).cumsum() - submits
    follower = of["tab"].shift(-1)
    last = follower.isna() | (submits.eq(1) & before.eq(0))
    return line.assign(
        counts=before.eq(0),
        gap=(of["at"].shift(-1) - line["at"]).where(~last, 0.0) / 1000,
        left=line["kind"].eq("close") | (line["ends"] & follower.ne(line["tab"])),
        overlaps=~line["ends"] & follower.notna() & follower.ne(line["tab"]),
    )


def _spent(line: pd.DataFrame, limits: Limits) -> dict[str, Floats]:
    """Seconds after each event, by what they were."""
    gap = line["gap"].to_numpy(dtype=np.float64)
    away = line["left"].to_numpy(dtype=np.bool_)
    paused = line["paused"].to_numpy(dtype=np.bool_) & ~away
    hidden = line["hidden"].to_numpy(dtype=np.bool_) & ~away & ~paused
    work = np.where(away | paused | hidden, 0.0, gap)
    idle = np.maximum(work - limits.idle_s, 0.0)
    return {
        "active_s": work - idle,
        "idle_s": idle,
        "paused_s": np.where(paused, gap, 0.0),
        "hidden_s": np.where(hidden, gap, 0.0),
        "away_s": np.where(away, gap, 0.0),
    }


def _items(line: pd.DataFrame, counted: pd.DataFrame, tabs: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    of = counted.groupby("assignment")
    whole = line.groupby("assignment")
    items = of[list(STATES)].sum()
    items["span_s"] = of["gap"].sum()
    items["after_s"] = (whole["at"].last() - of["at"].last()) / 1000
    items["keystrokes"] = of["keys"].sum()
    items["visits"] = counted["kind"].eq("open").groupby(counted["assignment"]).sum()
    items["tabs"] = of["tab"].nunique()
    drift, differs = _drift(tabs, limits)
    items["drift_s"] = drift
    items["opened_ms"] = of["at"].first()
    submitted = line["kind"].eq("submit").groupby(line["assignment"]).any()
    raised = {
        Flag.NOT_SUBMITTED: ~submitted,
        Flag.CLOCKS_DIFFER: differs,
        Flag.CLOCK_BACK: whole["back"].any(),
        Flag.TABS_OVERLAP: of["overlaps"].any(),
        Flag.WENT_ON: items["after_s"] > 0,
    }
    marks = pd.DataFrame({flag.value: of_item for flag, of_item in raised.items()}).reindex(items.index)
    items["flags"] = ["|".join(marks.columns[row]) for row in marks.to_numpy(dtype=np.bool_)]
    return items.reset_index()[CLOCKED_ITEMS.names]


def _drift(tabs: pd.DataFrame, limits: Limits) -> tuple[pd.Series, pd.Series]:
    """Of each assignment the largest difference of clocks over a tab's life, and whether one is beyond the limit."""
    lives = tabs.groupby(["assignment", "tab"])
    browser = (lives["browser_ms"].last() - lives["browser_ms"].first()) / 1000
    server = (lives["server_ms"].last() - lives["server_ms"].first()) / 1000
    difference = server - browser
    size = difference.abs()
    beyond = size > limits.drift_s
    largest = size.groupby(level="assignment").idxmax()
    drift = pd.Series(difference.loc[largest].to_numpy(), index=largest.index)
    return drift, beyond.groupby(level="assignment").any()


def _fields(counted: pd.DataFrame) -> pd.DataFrame:
    times = counted.assign(field=np.where(counted["left"], "", counted["place"]))
    found = times.groupby(["assignment", "field"])[list(STATES)].sum()
    pressed = counted.assign(field=_typed_in(counted)).groupby(["assignment", "field"])["keys"].sum()
    visits = counted[counted["kind"].isin(["focus", "open"])]
    opened = visits.assign(field=visits["field"].where(visits["kind"].eq("focus"), ""))
    visited = opened.groupby(["assignment", "field"])["kind"].count()
    fields = found.join(pressed.rename("keystrokes"), how="outer").join(visited.rename("visits"), how="outer")
    fields = fields.fillna(0.0).astype({"keystrokes": "int64", "visits": "int64"})
    return fields.reset_index()[CLOCKED_FIELDS.names]


def _typed_in(counted: pd.DataFrame) -> npt.NDArray[np.object_]:
    """The field that an event's keys went to: the one that key or input names, else the one with the focus before."""
    before = counted.groupby(["assignment", "tab"], sort=False)["place"].shift(1).fillna("")
    return np.where(counted["kind"].isin(["key", "input"]), counted["field"], before)
