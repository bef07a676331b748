"""Seconds from events, against sums by hand, and what must hold whatever happens in a browser."""

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluators.timing.clock import STATES, Flag, Limits, clocked
from evaluators.timing.frames import CLOCKED_FIELDS, CLOCKED_ITEMS, EVENT_KINDS, EVENTS

LATE_MS = 40.0
"""How long an event takes to the server."""


def log(*rows, tab="a", assignment=1, ahead_s=0.0):
    """Events of a tab: seconds by the server, kind, field, keys. ``ahead_s``: how far the browser's clock is ahead."""
    return pd.DataFrame(
        [
            (assignment, tab, number, kind, field, (at + ahead_s) * 1000, at * 1000 + LATE_MS, keys)
            for number, (at, kind, field, keys) in enumerate(rows, 1)
        ],
        columns=EVENTS.names,
    )


def item(events, limits=Limits(), assignment=1):  # noqa: B008
    rows = clocked(events, limits).items.set_index("assignment")
    return rows.loc[assignment]


def field(events, name, limits=Limits()):  # noqa: B008
    return clocked(events, limits).fields.set_index("field").loc[name]


PLAIN = log(
    (0, "open", "", 0),
    (2, "focus", "name", 0),
    (10, "key", "name", 6),
    (12, "focus", "birth", 1),
    (15, "key", "birth", 8),
    (16, "blur", "birth", 0),
    (20, "submit", "", 1),
)


def test_a_plain_item_by_hand():
    found = item(PLAIN)
    assert found[["active_s", "idle_s", "paused_s", "hidden_s", "away_s", "span_s"]].tolist() == [20, 0, 0, 0, 0, 20]
    assert (found["keystrokes"], found["visits"], found["tabs"], found["flags"]) == (16, 1, 1, "")
    fields = clocked(PLAIN).fields.set_index("field")
    assert fields["active_s"].to_dict() == {"": 6, "name": 10, "birth": 4}
    # The key that leads on belongs to the field that it leaves, the one that submits to none.
    assert fields["keystrokes"].to_dict() == {"": 1, "name": 7, "birth": 8}
    assert fields["visits"].to_dict() == {"": 1, "name": 1, "birth": 1}


def test_of_a_long_gap_the_limit_is_work_and_the_rest_is_idle():
    events = log((0, "open", "", 0), (1, "focus", "name", 0), (101, "key", "name", 1), (131, "submit", "", 0))
    found = item(events, Limits(idle_s=30))
    assert (found["active_s"], found["idle_s"]) == (1 + 30 + 30, 70)
    assert field(events, "name", Limits(idle_s=30))["idle_s"] == 70
    assert item(events, Limits(idle_s=1000))["active_s"] == 131


def test_a_pause_goes_before_a_page_that_is_not_seen():
    events = log(
        (0, "open", "", 0),
        (1, "focus", "name", 0),
        (5, "hidden", "", 0),
        (9, "visible", "", 0),
        (10, "pause", "", 0),
        (20, "hidden", "", 0),
        (50, "visible", "", 0),
        (60, "resume", "", 0),
        (64, "key", "name", 2),
        (65, "submit", "", 0),
    )
    found = item(events)
    assert found[["active_s", "hidden_s", "paused_s"]].tolist() == [5 + 1 + 5, 4, 50]
    assert field(events, "name")[["active_s", "hidden_s", "paused_s"]].tolist() == [10, 4, 50]


def test_a_killed_browser_counts_to_its_last_event_and_the_gap_is_away():
    first = log((0, "open", "", 0), (2, "focus", "name", 0), (8, "key", "name", 3))
    second = log((100, "open", "", 0), (101, "focus", "name", 0), (104, "key", "name", 4), (105, "submit", "", 0))
    events = pd.concat([first, second.assign(tab="b")])
    found = item(events)
    assert (found["active_s"], found["away_s"], found["span_s"]) == (13, 92, 105)
    assert (found["keystrokes"], found["visits"], found["tabs"], found["flags"]) == (7, 2, 2, "")
    assert field(events, "name")["active_s"] == 6 + 4
    assert field(events, "")["away_s"] == 92


def test_tabs_of_machines_whose_clocks_are_hours_apart_are_laid_beside_each_other_by_the_server():
    first = log((0, "open", "", 0), (8, "close", "", 0), ahead_s=7200)
    second = log((20, "open", "", 0), (25, "submit", "", 0), tab="b", ahead_s=-3600)
    found = item(pd.concat([second, first]))
    assert found[["active_s", "away_s", "span_s"]].tolist() == pytest.approx([13, 12, 25])


def test_after_a_close_one_is_away_and_a_browser_that_brings_the_page_back_starts_anew():
    events = log(
        (0, "open", "", 0), (3, "pause", "", 0), (5, "close", "", 0), (30, "open", "", 0), (34, "submit", "", 0)
    )
    assert item(events)[["active_s", "paused_s", "away_s"]].tolist() == [7, 2, 25]


def test_the_first_submission_ends_the_clock_and_what_follows_is_kept_apart():
    events = log((0, "open", "", 0), (7, "submit", "", 2), (7.5, "submit", "", 1), (9, "key", "name", 5))
    found = item(events)
    assert (found["active_s"], found["after_s"], found["keystrokes"]) == (7, 2, 2)
    assert found["flags"] == Flag.WENT_ON


def test_without_a_submission_time_runs_to_the_last_event():
    found = item(log((0, "open", "", 0), (4, "key", "name", 1)))
    assert (found["span_s"], found["flags"]) == (4, Flag.NOT_SUBMITTED)


def test_two_tabs_at_once_count_each_moment_once_and_are_flagged():
    first = log((0, "open", "", 0), (4, "key", "name", 1), (8, "key", "name", 1))
    second = log((2, "open", "", 0), (6, "key", "name", 1), (9, "submit", "", 0), tab="b")
    found = item(pd.concat([first, second]))
    # The first tab's life ends at 8.
    assert (found["span_s"], found["active_s"], found["away_s"]) == (9, 8, 1)
    assert found["flags"] == Flag.TABS_OVERLAP


@pytest.mark.parametrize(
    ("seconds", "server_longer", "flagged"),
    [
        *((60, 2.1, True), (60, 1.9, False), (60, -2.1, True), (3600, 2.1, True)),
        # An item of a few seconds whose last message waited for a busy server.
        *((20, 1.9, False), (3, 1.8, False), (1, 1.5, False), (1, 2.5, True)),
    ],
)
def test_clocks_that_differ_are_flagged(seconds, server_longer, flagged):
    events = log((0, "open", "", 0), (seconds, "submit", "", 0))
    events.loc[1, "server_ms"] += server_longer * 1000
    found = item(events)
    assert found["drift_s"] == pytest.approx(server_longer)
    assert (found["flags"] == Flag.CLOCKS_DIFFER) is flagged
    assert found["span_s"] == seconds


def test_a_clock_that_falls_back_stands_still_and_is_flagged():
    events = log((0, "open", "", 0), (10, "key", "name", 1), (5, "key", "name", 1), (12, "submit", "", 0))
    found = item(events)
    assert found["span_s"] == 12
    assert Flag.CLOCK_BACK in found["flags"].split("|")


def test_no_events_no_times():
    found = clocked(pd.DataFrame(columns=EVENTS.names))
    assert list(found.items.columns) == CLOCKED_ITEMS.names
    assert list(found.fields.columns) == CLOCKED_FIELDS.names
    assert found.items.empty and found.fields.empty  # noqa: PT018


kinds = st.sampled_from([each for each in EVENT_KINDS if each != "submit"])
steps = st.tuples(st.integers(0, 90_000), kinds, st.sampled_from(["", "name", "birth"]), st.integers(0, 4))


@st.composite
def histories(draw):
    """Events of two assignments in up to three tabs each, which may overlap; some are submitted, at any place."""
    rows = []
    for assignment in range(1, draw(st.integers(1, 2)) + 1):
        for tab in range(draw(st.integers(1, 3))):
            at, ahead = draw(st.integers(0, 200_000)), draw(st.integers(-5_000, 5_000))
            happened = draw(st.lists(steps, min_size=1, max_size=12))
            submitted = draw(st.sets(st.integers(0, 11), max_size=2))
            for number, (wait, kind, where, keys) in enumerate(happened):
                at += wait
                late = draw(st.integers(0, 3_000))
                kind = "submit" if number in submitted else kind
                rows.append((assignment, f"t{tab}", number * 2, kind, where, float(at + ahead), float(at + late), keys))
    return pd.DataFrame(rows, columns=EVENTS.names)


def one_by_one(events, limits):
    """The rules again, event by event: by assignment and field, seconds of each state, and keys."""
    totals, keys = {}, {}
    for assignment, rows in events.groupby("assignment"):
        tabs = {tab: each.sort_values("sequence") for tab, each in rows.groupby("tab")}
        line = []
        for tab, each in tabs.items():
            behind = min(each["server_ms"] - each["browser_ms"])
            line += [(row.browser_ms + behind, tab, order, row) for order, row in enumerate(each.itertuples())]
        line.sort(key=lambda entry: entry[:3])
        state = {tab: {"paused": False, "hidden": False, "field": ""} for tab in tabs}
        for place, (at, tab, order, row) in enumerate(line):
            now = state[tab]
            typed_in = row.field if row.kind in ("key", "input") else now["field"]
            keys[assignment, typed_in] = keys.get((assignment, typed_in), 0) + row.keys
            now["paused"] = {"pause": True, "resume": False, "open": False}.get(row.kind, now["paused"])
            now["hidden"] = {"hidden": True, "visible": False, "open": False}.get(row.kind, now["hidden"])
            if row.kind in ("focus", "key", "input"):
                now["field"] = row.field
            elif row.kind in ("blur", "open", "submit", "close"):
                now["field"] = ""
            if row.kind == "submit" or place + 1 == len(line):
                break
            gap, follower = (line[place + 1][0] - at) / 1000, line[place + 1][1]
            if row.kind == "close" or (follower != tab and order + 1 == len(tabs[tab])):
                parts, where = {"away_s": gap}, ""
            elif now["paused"] or now["hidden"]:
                parts, where = {"paused_s" if now["paused"] else "hidden_s": gap}, now["field"]
            else:
                parts = {"active_s": min(gap, limits.idle_s), "idle_s": max(0, gap - limits.idle_s)}
                where = now["field"]
            for name, seconds in parts.items():
                totals[assignment, where, name] = totals.get((assignment, where, name), 0) + seconds
    return totals, keys


@settings(max_examples=50, deadline=None)
@given(histories(), st.sampled_from([0.5, 30.0]))
def test_states_add_up_to_the_time_from_open_to_submission(events, idle_s):
    found = clocked(events, Limits(idle_s=idle_s))
    items = found.items.set_index("assignment")
    assert items[list(STATES)].sum(axis=1).to_numpy() == pytest.approx(items["span_s"].to_numpy(), abs=1e-6)
    assert (items[list(STATES)] >= 0).all(axis=None)
    assert set(items.index) == set(events["assignment"])
    by_field = found.fields.groupby("assignment")[[*STATES, "keystrokes"]].sum()
    assert by_field.to_numpy() == pytest.approx(items[[*STATES, "keystrokes"]].to_numpy(), abs=1e-6)


@settings(max_examples=50, deadline=None)
@given(histories(), st.sampled_from([0.5, 30.0]))
def test_the_whole_frame_at_once_gives_what_one_event_after_the_other_gives(events, idle_s):
    limits = Limits(idle_s=idle_s)
    totals, keys = one_by_one(events, limits)
    rows = clocked(events, limits).fields
    found = {
        (row["assignment"], row["field"], state): row[state]
        for row in rows.to_dict("records")
        for state in STATES
        if row[state]
    }
    assert found == pytest.approx({key: seconds for key, seconds in totals.items() if seconds}, abs=1e-6)
    pressed = {(row["assignment"], row["field"]): row["keystrokes"] for row in rows.to_dict("records")}
    assert {key: n for key, n in pressed.items() if n} == {key: n for key, n in keys.items() if n}


@settings(max_examples=50, deadline=None)
@given(histories(), st.randoms(use_true_random=False), st.integers(0, 5_000))
def test_order_and_doubled_rows_change_nothing(events, random, late):
    order = list(range(len(events)))
    random.shuffle(order)
    twice = events.iloc[order[: len(order) // 2]].assign(server_ms=lambda rows: rows["server_ms"] + late)
    again = pd.concat([twice, events.iloc[order]], ignore_index=True)
    first, second = clocked(events), clocked(again)
    pd.testing.assert_frame_equal(first.items, second.items)
    pd.testing.assert_frame_equal(first.fields, second.fields)


@settings(max_examples=50, deadline=None)
@given(histories())
def test_an_assignment_does_not_hang_on_others(events):
    alone = events[events["assignment"] == 1]
    whole = clocked(events).items
    pd.testing.assert_frame_equal(clocked(alone).items, whole[whole["assignment"] == 1])


def test_a_hundred_thousand_events_in_well_under_a_second():
    n, each = 100_000, 100
    random = np.random.default_rng(3)
    at = np.cumsum(random.exponential(900, n))
    number = np.arange(n)
    events = pd.DataFrame(
        {
            "assignment": number // each,
            "tab": np.char.add("t", (number // (each // 2)).astype(str)),
            "sequence": number,
            "kind": random.choice([kind for kind in EVENT_KINDS if kind != "submit"], n),
            "field": random.choice(["", "name", "birth", "address"], n),
            "browser_ms": at,
            "server_ms": at + 30,
            "keys": random.integers(0, 5, n),
        }
    )
    begun = time.process_time()
    found = clocked(events)
    assert time.process_time() - begun < 2.0  # 0.4 s on an idle core; the machine may be busy
    assert len(found.items) == n / each
