"""Numbers, counts, money and dates as minutes write them: ASCII digits, 万 and 億, no commas."""

from collections.abc import Callable
from random import Random

from samples.train_demo_model.corpus.lists import listed

COUNTERS = listed(
    "件 人 台 か所 回 世帯 枚 校 棟 団体 戸 名 票 種類 年 か月 週間 日 時間 分 キロ メートル トン 冊 項目 点 社 頭 本"
)
DURATIONS = listed("年 か月 週間 日 時間 分")


def size(rng: Random) -> int:
    """A whole number, small ones more often."""
    return rng.choice([
        rng.randint(1, 9), rng.randint(10, 99), rng.randint(1, 9) * 10, rng.randint(100, 999), rng.randint(1, 9) * 100,
        rng.randint(1000, 9999),
    ])  # fmt: skip


def money(rng: Random) -> str:
    """An amount of yen."""
    whole = rng.choice([rng.randint(1, 99), rng.randint(100, 999), rng.randint(1, 99) * 100])
    return rng.choice([
        f"{whole}万円", f"{rng.randint(1, 9)}億{rng.randint(1, 99) * 100}万円", f"{rng.randint(1, 99)}億円",
        f"約{rng.randint(1, 99) * 10}万円", f"{rng.randint(1, 99) * 10}円", f"{rng.randint(1, 999)}千円",
        f"{rng.randint(1, 9)}億{rng.randint(1000, 9999)}万{rng.randint(1, 9)}千円",
    ])  # fmt: skip


def date(rng: Random) -> str:
    """A day or a fiscal year."""
    day = f"{rng.randint(1, 12)}月{rng.randint(1, 31)}日"
    return rng.choice(
        [day, f"令和{rng.randint(2, 9)}年{day}", f"令和{rng.randint(2, 9)}年度", f"20{rng.randint(10, 39)}年"]
    )


NUMBERS: dict[str, Callable[[Random], str]] = {
    "count": lambda rng: f"{size(rng)}{rng.choice(COUNTERS)}",
    "count2": lambda rng: f"{rng.randint(1, 60)}{rng.choice(DURATIONS)}",
    "percent": lambda rng: rng.choice([f"{rng.randint(1, 99)}", f"{rng.randint(0, 99)}.{rng.randint(1, 9)}"]),
    "hundreds": lambda rng: f"{rng.randint(1, 99) * 100}",
    "small": lambda rng: f"{rng.randint(1, 30)}",
    "fifties": lambda rng: f"{rng.randint(40, 63)}",
    "hour": lambda rng: f"{rng.randint(1, 11)}",
    "minute": lambda rng: f"{rng.randint(1, 11) * 5}",
    "month": lambda rng: f"{rng.randint(1, 12)}",
    "era": lambda rng: f"令和{rng.randint(2, 12)}",
    "weekday": lambda rng: rng.choice("月火水木金土日"),
    "ordinal": lambda rng: f"第{rng.randint(1, 9)}",
    "money": money,
    "date": date,
    "updown": lambda rng: rng.choice(["増", "減", "増加", "減少"]),
    "updown2": lambda rng: rng.choice(["増え", "減り", "上がり", "下がり"]),
}  # fmt: skip
"""What makes the text of each kind of number."""
