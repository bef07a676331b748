"""How well speakers are told apart without a model: on meetings of transformed voices, and on strings of real clips.

    .venv/bin/python benchmarks/diarization.py [CLIPS]

CLIPS is a folder with clips.csv (columns speaker, file) and the files that it names, some of each speaker. Speech is
found by Silero VAD, as in a run. An error is counted with a collar of 0.25 s. Takes half an hour on two cores.
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import pyopenjtalk
from faster_whisper import decode_audio
from faster_whisper.vad import VadOptions, get_speech_timestamps
from scipy.signal import fftconvolve, resample_poly

from evaluators.meetings.diarisation import DiarisationErrors, diarisation_errors
from pipelines.diarization.timbre import Timbre

RATE = 16_000
MINUTES = 4
SPEAKERS = range(1, 7)
SEED = 102
NOTHING = DiarisationErrors(0, 0, 0, 0)
WHEN = (
    "本日",
    "昨年度の末に",
    "来月の会議までに",
    "この三年間で",
    "年度の途中から",
    "先週の金曜日に",
    "委員会の終わりに",
    "今年の夏ごろ",
    "台風のあと",
    "窓口が混む時期には",
    "ええと",
    "繰り返しになりますが",
    "率直に申し上げて",
    "お手元の資料のとおり",
    "ご指摘を受けて",
    "平成の終わりごろ",
)
WHAT = (
    "公園の整備計画は",
    "子育て支援の申請書が",
    "住民の方からの問い合わせは",
    "学校給食の献立について",
    "道路の補修費用を",
    "手書き文字の読み取りは",
    "個人情報の取り扱いに関する規則が",
    "水道料金の減免を",
    "図書館の開館時間は",
    "防災無線の聞こえ方を",
    "高齢者の見守り事業について",
    "ごみの分別表を",
    "職員の残業時間は",
    "保育所の空き状況が",
    "電子決裁の仕組みを",
    "農業用水の使い方が",
    "観光案内所の人手について",
    "税務課の封筒は",
    "議事録の公開を",
    "空き家の調査結果が",
)
HOW = (
    "半年ほどかかる見込みです。",
    "もう一度ご説明いただけますか。",
    "予算の範囲で進めることとしました。",
    "あまり変わっていません。",
    "担当課で確認しております。",
    "見直すべきではないでしょうか。",
    "一万二千件を超えました。",
    "思ったより難しいようです。",
    "わたくしは賛成いたします。",
    "次の議題で取り上げます。",
    "隣の市と比べて遅れています。",
    "ようやく軌道に乗りました。",
    "二割ほど減ったと聞いています。",
    "書面でお答えします。",
    "誰が責任を持つのでしょうか。",
    "それで異議はございません。",
)
"""Over five thousand sentences: of few, voices are told apart less than what they repeat."""

Sound = np.ndarray
Turns = dict[str, list[tuple[float, float]]]


@dataclass(frozen=True)
class Voice:
    """A transform of the one voice that pyopenjtalk-plus holds: pace, semitones, and a factor of the formants."""

    speed: float
    pitch: float
    formants: float

    def is_like(self, other: "Voice") -> bool:
        """Too near to be told apart by anybody."""
        return abs(np.log(self.formants / other.formants)) < 0.025 and abs(self.pitch - other.pitch) < 1

    def say(self, text: str) -> Sound:
        """A sentence, without the silence at both ends."""
        half_tone = self.pitch - 12 * float(np.log2(self.formants))
        sound, _rate = pyopenjtalk.tts(text, speed=self.speed / self.formants, half_tone=half_tone)
        sound = resample_poly(sound / 65536, 600, round(1800 * self.formants)).astype(np.float32)
        loud = np.flatnonzero(np.abs(sound) > np.abs(sound).max() / 100)
        return sound[max(0, loud[0] - 480) : loud[-1] + 480]


def drawn_voice(rng: Random) -> Voice:
    """A third of them with the formants of the voice in the wheel."""
    formants = rng.choice([1.0, rng.uniform(0.87, 1.15), rng.uniform(0.87, 1.15)])
    pitch = 12 * np.log2(formants) * rng.uniform(0.5, 2.0) + rng.gauss(0, 1.2)
    return Voice(float(np.clip(rng.gauss(1.03, 0.11), 0.8, 1.3)), float(np.clip(pitch, -4.5, 3.8)), formants)


def meeting(speakers: int, seed: int) -> tuple[Sound, Turns]:
    """Turns of one to four sentences, pauses under a second, every third turn begins before the last one ends."""
    rng = Random(f"{speakers} {seed}")
    voices: list[Voice] = []
    while len(voices) < speakers:
        voice = drawn_voice(rng)
        if not any(voice.is_like(other) for other in voices):
            voices.append(voice)
    sound = np.zeros((MINUTES * 60 + 30) * RATE, dtype=np.float32)
    turns: Turns = {}
    at, last = 0.5, None
    while at < MINUTES * 60:
        last = rng.choice([n for n in range(speakers) if n != last] or [0])
        parts: list[Sound] = []
        for _sentence in range(rng.choice([1, 1, 1, 2, 2, 3, 4])):
            parts.append(voices[last].say("".join(map(rng.choice, (WHEN, WHAT, HOW)))))
            parts.append(np.zeros(int(rng.uniform(0.1, 0.5) * RATE), dtype=np.float32))
        said = np.concatenate(parts[:-1])
        place = int(at * RATE)
        sound[place : place + len(said)] += said * 10 ** (rng.gauss(0, 1) / 20)
        turns.setdefault(str(last), []).append((at, at + len(said) / RATE))
        pause = rng.choice([rng.uniform(0.1, 0.8), rng.uniform(0.1, 0.8), -rng.uniform(0, 0.3)])
        at += len(said) / RATE + pause
    return sound[: int(at * RATE)], turns


def far(sound: Sound, seed: int, echo_seconds: float = 0.5, signal_to_noise_db: float = 15) -> Sound:
    """The same from the other end of the room: an echo that dies away, and noise that is stronger in the bass."""
    generator = np.random.default_rng(seed)
    length = int(echo_seconds * RATE)
    room = generator.standard_normal(length) * np.exp(-6.9 * np.arange(length) / length)
    room[0] = 0
    room *= 0.9 / np.sqrt((room**2).sum())
    room[0] = 1
    heard = fftconvolve(sound, room)[: len(sound)]
    noise = np.cumsum(generator.standard_normal(len(sound)))
    noise = np.diff(np.concatenate([[0], noise - fftconvolve(noise, np.ones(400) / 400, "same")]))
    noise += 0.3 * generator.standard_normal(len(sound))
    noise *= heard.std() / noise.std() * 10 ** (-signal_to_noise_db / 20)
    return (0.3 * (heard + noise)).astype(np.float32)


def clips_of(folder: Path) -> dict[str, list[Sound]]:
    """Clips by speaker, cut to what is said."""
    found: dict[str, list[Sound]] = {}
    with (folder / "clips.csv").open(encoding="utf-8-sig", newline="") as table:
        for row in csv.DictReader(table):
            sound = decode_audio(str(folder / row["file"]), sampling_rate=RATE)
            loudness = np.convolve(np.abs(sound), np.ones(400) / 400, "same")
            loud = np.flatnonzero(loudness > loudness.max() / 30)
            found.setdefault(row["speaker"], []).append(sound[max(0, loud[0] - 800) : loud[-1] + 800])
    return found


def string(clips: dict[str, list[Sound]], speakers: int, seed: int) -> tuple[Sound, Turns]:
    """All clips of some speakers in any order, equally loud, with pauses between."""
    rng = Random(f"r{speakers}{seed}")
    order = [(speaker, clip) for speaker in rng.sample(sorted(clips), speakers) for clip in clips[speaker]]
    rng.shuffle(order)
    parts: list[Sound] = []
    turns: Turns = {}
    at = 0
    for speaker, clip in order:
        pause = np.zeros(int(rng.uniform(0.2, 0.8) * RATE), dtype=np.float32)
        at += len(pause)
        turns.setdefault(speaker, []).append((at / RATE, (at + len(clip)) / RATE))
        parts += [pause, clip / clip.std() * 0.05]
        at += len(clip)
    return np.concatenate(parts), turns


def judged(sound: Sound, truth: Turns, known: int | None) -> tuple[DiarisationErrors, int]:
    """Errors, and how many speakers were told apart."""
    spans = get_speech_timestamps(sound, VadOptions(min_silence_duration_ms=300, speech_pad_ms=100))
    speech = [(span["start"] / RATE, span["end"] / RATE) for span in spans]
    found: Turns = {}
    for turn in Timbre().turns(lambda start, end: sound[round(start * RATE) : round(end * RATE)], speech, known):
        found.setdefault(turn.speaker, []).append((turn.start, turn.end))
    return diarisation_errors(truth, found, collar=0.25), len(found)


def row(name: str, sounds: Sequence[tuple[Sound, Turns]], known: bool = False) -> str:
    """A line of the table over some recordings."""
    judgements = [(judged(sound, truth, len(truth) if known else None), len(truth)) for sound, truth in sounds]
    errors = sum((errors for (errors, _found), _there in judgements), NOTHING)
    right = sum(found == there for (_errors, found), there in judgements)
    minutes = sum(len(sound) for sound, _truth in sounds) / RATE / 60
    rates = [errors.rate or 0.0, *(part / errors.scored for part in (errors.missed, errors.confusion))]
    cells = [name, str(len(sounds)), f"{minutes:.0f}", *(f"{100 * rate:.1f}" for rate in rates)]
    return "| " + " | ".join([*cells, f"{right} of {len(sounds)}"]) + " |"


def tables(clips: Path | None) -> Iterator[str]:
    """The lines, as they are found out."""
    yield "| recordings | n | minutes | errors % | missed % | confused % | number of speakers right |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    if clips is not None:
        voices = clips_of(clips)
        strung = [string(voices, speakers, seed) for speakers in SPEAKERS[1:] for seed in range(10, 14)]
        yield row("real clips strung together, 2 to 6 speakers", strung)
        yield row("the same with echo and noise", [(far(sound, 7), turns) for sound, turns in strung])
    for speakers in SPEAKERS:
        near = [meeting(speakers, SEED)]
        away = [(far(sound, SEED), turns) for sound, turns in near]
        yield row(f"synthetic, near, {speakers} speakers", near)
        yield row(f"synthetic, far, {speakers} speakers", away)
        yield row(f"synthetic, far, {speakers} speakers, the number known", away, known=True)


if __name__ == "__main__":
    for line in tables(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(line, flush=True)
