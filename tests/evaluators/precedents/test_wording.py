"""What outcomes say in words."""

import pytest

from evaluators.precedents.printed import Figure
from evaluators.precedents.wording import Means, claims

SAVED, LEFT, HOURS, MINUTES, YEN = Means.SHARE_SAVED, Means.SHARE_LEFT, Means.HOURS, Means.MINUTES, Means.YEN


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("23分短縮/約75%の時間/25%減", [(MINUTES, 23, 1), (LEFT, 0.75, 0.01), (SAVED, 0.25, 0.01)]),
        ("約80%", [(SAVED, 0.8, 0.01)]),
        ("８割", [(SAVED, 0.8, 0.1)]),
        ("8割近い", [(SAVED, 0.8, 0.1)]),
        ("4割ほど(見込)", [(SAVED, 0.4, 0.1)]),
        ("2割の時間", [(LEFT, 0.2, 0.1)]),
        ("約330時間/336時間 79.2%", [(HOURS, 330, 10), (HOURS, 336, 1), (SAVED, 0.792, 0.001)]),
        ("最大約1597時間", [(HOURS, 1597, 1)]),
        ("3632時間 1193万円 2人分", [(HOURS, 3632, 1), (YEN, 11_930_000, 10_000)]),
        ("約1.2億円", [(YEN, 120_000_000, 10_000_000)]),
        ("約半分", [(LEFT, 0.5, 0.1)]),
        ("10分の1", [(LEFT, 0.1, 1 / 9.5 - 1 / 10.5)]),
        ("0分の1", []),
        ("3分の2から2分の1", []),
        ("20～30%減、年100時間", [(HOURS, 100, 1)]),
        ("200時間から300時間、5%", [(SAVED, 0.05, 0.01)]),
        ("3から5割", []),
        ("大幅に短縮", []),
    ],
)
def test_numbers_and_what_they_mean(printed, said):
    assert [(claim.means, claim.figure) for claim in claims(printed)] == [
        (means, Figure(pytest.approx(value), pytest.approx(step))) for means, value, step in said
    ]
