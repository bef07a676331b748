import math

import pytest

from dashboards.reports.minutes.words import span


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (18.2, 18.9, "00:00:18"),
        (18.2, 19.1, "00:00:18–00:00:19"),
        (3599.5, 3600, "00:59:59–01:00:00"),
        (18.2, 18.2, "00:00:18"),
        (math.nan, math.nan, ""),
    ],
)
def test_from_when_to_when_says_no_time_twice(start, end, shown):
    assert span(start, end) == shown
