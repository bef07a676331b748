from dashboards.reports.minutes import words
from dashboards.reports.minutes.draft import Piece, Removal, covered
from dashboards.reports.minutes.formats import WRITERS
from dashboards.reports.minutes.layout import layout
from pipelines.commands.minutes import FORMATS
from tests.dashboards.reports.minutes.drafts import plain


def test_seconds_that_overlap_count_once():
    assert covered([(0, 2), (1, 3), (5, 6), (5, 5.5)]) == 4
    assert covered([]) == 0


def test_parts_are_cut_where_something_was_removed_or_is_doubtful():
    piece = Piece("s", 0, 1, "えー、市は", (Removal("s", 0, "えー、", "hesitation"),), ((2, 4),))
    assert [(part.text, part.rule, part.doubtful) for part in piece.parts()] == [
        ("えー", "hesitation", False),
        ("、", "hesitation", True),
        ("市", "", True),
        ("は", "", False),
    ]
    assert piece.text(verbatim=False) == "市は"


def test_days_are_written_by_their_era(japanese):
    import datetime

    assert words.date(datetime.date(2019, 5, 1)) == "令和元年5月1日（水）"
    assert words.date(datetime.date(2019, 4, 30)) == "2019年4月30日（火）"


def test_the_head_says_how_much_is_to_be_heard_again(japanese):
    notes = [block.text for block in layout(plain(), False).blocks if block.kind == "paragraph"]
    assert "聞き直す箇所は2か所、合わせて4秒です。末尾に一覧があります。" in notes[:3]


def test_every_format_that_the_command_offers_is_written(english):
    assert set(FORMATS) == set(WRITERS)
    assert all(write(plain(), False) for write in WRITERS.values())
