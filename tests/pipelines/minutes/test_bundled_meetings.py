"""The meetings that come with kouka, as they were written by somebody who had not seen the rules."""

import re
from pathlib import Path

import pytest

from dashboards.reports.minutes.draft import Draft, Source
from pipelines.batches.examine_meetings import load_meetings
from pipelines.minutes.drafting import draft
from tests.pipelines.minutes.meeting import segment

BATCH = Path(__file__).parents[3] / "samples" / "meetings"
SOUNDS = re.compile(r"えー|えっと|あのー")


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    """Drafts of what was said, by session, as if a recogniser had heard all of it."""
    batch = load_meetings(BATCH)
    found = {}
    for session, utterances in batch.truth.items():
        rows = [
            {**segment(number, said.speaker, said.start or 0, said.end or 0, said.words, None), "session_id": session}
            for number, said in enumerate(utterances, 1)
        ]
        source = Source(session, "near", "import 1", "", False, "r")
        found[session] = draft(rows, [], batch.agenda[session], batch.terms, source)
    return found


def test_every_sound_of_hesitation_goes(drafts):
    said = "".join(turn.text(verbatim=True) for each in drafts.values() for turn in each.turns)
    left = "".join(turn.text(verbatim=False) for each in drafts.values() for turn in each.turns)
    assert len(SOUNDS.findall(said)) == 21
    assert SOUNDS.findall(left) == []


def test_every_number_that_was_taken_back_stays_and_is_marked(drafts):
    marked = [stretch.text for each in drafts.values() for stretch in each.stretches]
    assert sorted(marked) == sorted(
        [
            "600枚、あ、失礼しました、660",
            "58、いえ、56",
            "12、いや、11",
            "10日の、あ、いえ、9",
            "1時間、えー、訂正します、40",
        ]
    )


def test_what_was_decided_and_is_to_be_done(drafts):
    found = drafts["digitalisation"]
    assert [(finding.rule, finding.quote) for finding in found.decisions] == [
        ("counted_up", "1つ、読み取りは来年1月から市民課と課税課で試す。"),
        ("counted_up", "2つ、議事録はマイクを4本買って続ける。"),
        ("no_objection", "異議ありません。"),
    ]
    assert [(finding.who, finding.what, finding.by_when) for finding in found.actions] == [
        ("大橋さん", "その前に費用の計算を皆さんに送ってください", ""),
        ("", "お送り", "11月27日"),
    ]
    assert not [finding for session in ("budget", "hearing") for finding in drafts[session].decisions]


def test_items_begin_where_the_chair_says_so_and_nowhere_else(drafts):
    begun = {session: [item.rule for item in each.items] for session, each in drafts.items()}
    assert begun == {"digitalisation": ["item_number", "item_number"], "budget": ["", ""], "hearing": ["", ""]}
