"""A meeting in a few lines: rows as segments.csv and words.csv have them."""

from collections.abc import Sequence

Row = dict[str, str]


def segment(
    number: int, speaker: str, start: float, end: float, words: str, confidence: float | None = 0.9, flags: str = ""
) -> Row:
    return {
        "session_id": "m1",
        "recording": "near",
        "segment_id": f"m1-near-{number:05}",
        "channel": "",
        "speaker": speaker,
        "start_time": str(start),
        "end_time": str(end),
        "words": words,
        "confidence": "" if confidence is None else str(confidence),
        "flags": flags,
        "engine": "faster-whisper",
    }


def timed(segment: Row, *words: tuple[str, float]) -> list[Row]:
    """Words of a segment, of one second each, with their confidence."""
    begins = float(segment["start_time"])
    return [
        {
            "segment_id": segment["segment_id"],
            "start": str(begins + second),
            "end": str(begins + second + 1),
            "word": word,
            "confidence": str(confidence),
        }
        for second, (word, confidence) in enumerate(words)
    ]


def talk(*lines: tuple[str, str]) -> list[Row]:
    """Speakers and what they say, ten seconds a segment, a second apart."""
    return [
        segment(number, speaker, number * 11.0, number * 11.0 + 10, words)
        for number, (speaker, words) in enumerate(lines, 1)
    ]


COMMITTEE: Sequence[tuple[str, str]] = (
    (
        "委員長",
        "えー、ただいまから第一回検証委員会を開会いたします。本日の議題は、効果の検証について、予算について、その他の三件です。",
    ),
    ("委員長", "それでは、議題1、効果の検証について、事務局から説明をお願いします。"),
    ("事務局", "デジタル推進課の佐藤です。えーと、試行では、窓口の時間が二割減りました。"),
    ("佐藤委員", "はい。誤りの件数は、そ、その後どうなりましたか。"),
    ("事務局", "後日、件数を整理して回答いたします。"),
    ("委員長", "原案のとおり進めることとしてよろしいでしょうか。"),
    ("佐藤委員", "異議なし。"),
    ("委員長", "異議なしと認め、原案のとおり承認することといたします。続きまして、予算について審議いたします。"),
    ("事務局", "費用は百二十万円です。財政課は、来週の金曜日までに試算を提出してください。"),
    ("委員長", "では、次の議題に移ります。何かございますか。"),
)
TITLES = ("効果の検証について", "予算について", "その他")
