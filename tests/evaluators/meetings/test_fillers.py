"""Fillers."""

import pytest

from evaluators.meetings.fillers import count_fillers, without_fillers


@pytest.mark.parametrize(
    ("said", "left", "count"),
    [
        ("えー、それでは、えーと、始めます。", "それでは、始めます。", 2),
        ("あのー、えっと、第三回です。", "第三回です。", 2),
        ("うーん。", "。", 1),
        ("あの件はそのままです。", "あの件はそのままです。", 0),
        ("ええ、そうです。", "ええ、そうです。", 0),
        ("考え、と言いますか", "考え、と言いますか", 0),
        ("まあまあです。まあ、よいです。", "まあまあです。まあ、よいです。", 0),
    ],
)
def test_fillers(said, left, count):
    assert without_fillers(said) == left
    assert count_fillers(said) == count
