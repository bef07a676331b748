from dashboards.reports.minutes.draft import Draft, Source
from pipelines.contracts.meetings import Meeting
from pipelines.minutes.drafting import draft
from tests.pipelines.minutes.meeting import COMMITTEE, TITLES, segment, talk

SOURCE = Source("m1", "near", "faster-whisper 1.2.1", "demo", True, "trial/20260401-090000-1a2b3c4d")
MEETING = Meeting.model_validate(
    {"title": "第1回検証委員会", "date": "2026-04-01", "place": "会議室", "items": [{"title": each} for each in TITLES]}
)


def drafted() -> Draft:
    return draft(talk(*COMMITTEE), [], MEETING, ("デジタル推進課",), SOURCE)


def test_items_begin_with_a_turn_and_say_why():
    found = drafted()
    assert [(item.number, item.rule) for item in found.items] == [
        (1, "item_number"),
        (2, "item_title"),
        (3, "item_next"),
    ]
    for item in found.items:
        turn = next(turn for turn in found.turns if turn.number == item.turn)
        assert turn.item == item.number
        assert item.because in turn.text(verbatim=False)
    # The chair opened the meeting and the first item in one breath.
    assert [turn.speaker for turn in found.turns][:2] == ["委員長", "委員長"]


def test_findings_stand_in_the_turn_that_they_name():
    found = drafted()
    assert [finding.rule for finding in found.decisions] == ["no_objection", "resolved"]
    assert [finding.rule for finding in found.actions] == ["later", "by_date"]
    for finding in (*found.decisions, *found.actions):
        turn = found.turns[finding.turn - 1]
        assert turn.number == finding.turn
        assert finding.quote in turn.text(verbatim=False)
        assert finding.speaker == turn.speaker
        assert turn.start <= finding.start <= turn.end


def test_what_was_heard_is_all_there():
    heard = "".join(words for _speaker, words in COMMITTEE)
    found = drafted()
    assert "".join(turn.text(verbatim=True) for turn in found.turns) == heard
    assert [removal.text for removal in found.removals] == ["えー、", "えーと、", "そ、"]


def test_without_a_meeting_the_session_is_its_title():
    found = draft([segment(1, "", 0, 1, "はい。")], [], None, (), SOURCE)
    assert (found.head.title, found.head.date, found.items) == ("m1", None, ())


def test_a_recording_in_which_nothing_was_heard_gives_a_draft_all_the_same():
    found = draft([], [], MEETING, (), SOURCE)
    assert (found.turns, found.decisions, found.seconds_to_hear) == ((), (), 0)
    assert [item.turn for item in found.items] == [None, None, None]


def test_what_is_missing_takes_nobody_any_time_to_hear():
    rows = [segment(1, "A", 0, 10, "あ", 0.2), segment(2, "", 10, 1810, "", None, "missing_part")]
    found = draft(rows, [], None, (), SOURCE)
    assert (len(found.stretches), found.seconds_to_hear) == (2, 10)


def test_seconds_to_hear_count_overlaps_once():
    rows = [segment(1, "A", 0, 10, "長い話。", 0.1), segment(2, "B", 5, 12, "重なる話。", 0.1)]
    assert draft(rows, [], None, (), SOURCE).seconds_to_hear == 12
