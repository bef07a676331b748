"""faster-whisper itself, with a model of random weights, on real sound through the real decoder."""

import itertools
import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from faster_whisper import BatchedInferencePipeline, WhisperModel
from faster_whisper.vad import VadOptions
from tqdm import tqdm

from pipelines.audio import RATE, Samples
from pipelines.audio.voice import speech
from pipelines.errors import ExitCode, KoukaError
from pipelines.models import Model
from pipelines.recognizers import Sound
from pipelines.recognizers.faster_whisper import FasterWhisper
from pipelines.recognizers.terms import MOST_TOKENS, told
from tests.pipelines.audio.sounds import at_rate, talk, unbroken
from tests.pipelines.recognizers import tiny_whisper


@pytest.fixture(scope="module")
def ninety() -> Samples:
    """A minute and a half without a pause."""
    return at_rate(unbroken(90), RATE)


@pytest.fixture(scope="module")
def recognizer(tiny: Model) -> FasterWhisper:
    return FasterWhisper(tiny)


@pytest.fixture(scope="module")
def library(tiny: Model) -> WhisperModel:
    return WhisperModel(str(tiny.path), device="cpu", compute_type="int8", local_files_only=True)


def sound(samples: Samples, *terms: str) -> Sound:
    return Sound(samples, speech(samples), terms)


def test_words_have_times_within_the_sound_and_sentences_their_order(recognizer: FasterWhisper) -> None:
    samples = at_rate(talk(1, 1, 3, 1), RATE)
    (found,) = recognizer.hear([sound(samples)])
    assert found
    for piece in found:
        assert piece.text
        assert piece.confidence is not None
        assert 0 < piece.confidence < 1
        assert "".join(word.text for word in piece.words) == piece.text
        assert 0 <= piece.start <= piece.words[0].start
        assert piece.words[-1].end <= piece.end <= len(samples) / RATE
        assert all(type(word.start) is float for word in piece.words)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


def test_the_same_sound_is_heard_in_the_same_way(tiny: Model, recognizer: FasterWhisper) -> None:
    one = sound(at_rate(talk(1, 1), RATE))
    first, second = recognizer.hear([one, one])
    assert first == second == FasterWhisper(tiny).hear([one])[0]


def test_where_nobody_speaks_nothing_is_heard(recognizer: FasterWhisper) -> None:
    assert recognizer.hear([Sound(np.zeros(20 * RATE, np.float32), ())]) == [[]]


def test_ninety_seconds_without_a_pause_are_heard_to_their_end(
    recognizer: FasterWhisper, short: Model, ninety: Samples, caplog: pytest.LogCaptureFixture
) -> None:
    for one, longest in ((recognizer, 30), (FasterWhisper(short), 12)):
        with caplog.at_level(logging.WARNING, "faster_whisper"):
            (found,) = one.hear([sound(ninety)])
        assert "only the first 30 seconds" not in caplog.text
        starts = sorted(piece.start for piece in found)
        assert max(np.diff([0, *starts, 90])) <= longest


def test_the_trap_options_as_an_object_leave_speech_uncapped(library: WhisperModel, ninety: Samples) -> None:
    pipeline = BatchedInferencePipeline(library)
    options = VadOptions(min_silence_duration_ms=160)
    longest = [
        max(
            segment.end - segment.start
            for segment in pipeline.transcribe(ninety, language="ja", vad_parameters=given)[0]
        )
        for given in (options, {"min_silence_duration_ms": 160})
    ]
    assert longest[0] > 85  # of which the first 30 s are looked at
    assert longest[1] <= 30


def test_the_trap_chunk_length_changes_the_model_for_good(library: WhisperModel, recognizer: FasterWhisper) -> None:
    samples = at_rate(talk(0.5), RATE)
    before = library.feature_extractor.nb_max_frames
    list(library.transcribe(samples, language="ja", chunk_length=5, max_new_tokens=5)[0])
    assert library.feature_extractor.nb_max_frames != before
    extractor = recognizer._model.feature_extractor
    before = extractor.nb_max_frames
    recognizer.hear([sound(samples)])
    assert extractor.nb_max_frames == before == 3_000


def test_the_trap_hotwords_and_a_prompt_together_leave_no_room(library: WhisperModel) -> None:
    pipeline = BatchedInferencePipeline(library)
    samples = at_rate(talk(0.5), RATE)
    many = "ようご、" * 100
    (alone,) = pipeline.transcribe(samples, language="ja", hotwords=many)[0]
    assert alone.text
    with pytest.raises((ValueError, RuntimeError)):
        list(pipeline.transcribe(samples, language="ja", hotwords=many, initial_prompt=many)[0])


def test_no_more_terms_are_told_than_there_is_room_for(recognizer: FasterWhisper) -> None:
    terms = tuple(f"ようご{number}" for number in range(200))
    chosen = told(terms, recognizer._tokens)
    assert MOST_TOKENS - 10 < recognizer._tokens(chosen) <= MOST_TOKENS
    samples = at_rate(talk(0.5), RATE)
    (with_terms,), (without,) = recognizer.hear([sound(samples, *terms)]), recognizer.hear([sound(samples)])
    assert with_terms
    assert [piece.text for piece in with_terms] != [piece.text for piece in without]


def test_the_model_that_comes_along_is_told_no_terms(tiny: Model) -> None:
    demonstration = FasterWhisper(replace(tiny, demonstration=True))
    samples = at_rate(talk(0.5), RATE)
    with_terms, without = demonstration.hear([sound(samples, "効果検証"), sound(samples)])
    assert with_terms == without


def test_the_trap_thresholds_are_ignored_in_batches(library: WhisperModel) -> None:
    samples = at_rate(talk(0.5), RATE)
    pipeline = BatchedInferencePipeline(library)
    texts = {
        segment.text
        for threshold in (0.1, 2.4)
        for segment in pipeline.transcribe(samples, language="ja", compression_ratio_threshold=threshold)[0]
    }
    assert len(texts) == 1


def test_a_model_that_hears_30_s_at_most_is_never_asked_for_more(tmp_path: Path, ninety: Samples) -> None:
    path = tiny_whisper.make(tmp_path / "model", chunk_seconds=60)
    (found,) = FasterWhisper(Model("long", path, "", True, 0)).hear([sound(ninety)])
    assert max(np.diff([0, *sorted(piece.start for piece in found), 90])) <= 30


@pytest.mark.usefixtures("english")
def test_a_model_that_knows_english_alone_is_refused(tmp_path: Path) -> None:
    path = tiny_whisper.make(tmp_path / "model", multilingual=False)
    with pytest.raises(KoukaError, match="does not know Japanese"):
        FasterWhisper(Model("english", path, "", True, 0)).hear([sound(at_rate(talk(0.5), RATE))])


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json"])
def test_a_file_that_is_missing_is_named_and_never_fetched(tmp_path: Path, name: str) -> None:
    path = tiny_whisper.make(tmp_path / "model")
    (path / name).unlink()
    with pytest.raises(KoukaError) as refused:
        FasterWhisper(Model("broken", path, "", True, 0))
    assert refused.value.code == ExitCode.SETUP
    assert refused.value.problem.where is not None
    assert refused.value.problem.where.file == path / name


def test_no_window_is_cut_off_for_a_sample_too_many(
    recognizer: FasterWhisper, ninety: Samples, caplog: pytest.LogCaptureFixture
) -> None:
    # With windows of 30 s to the full, rounding makes each of these a sample longer.
    for start in (0.07, 0.1, 0.11, 0.13):
        recognizer.hear([Sound(ninety, ((start, start + 29.9),))])
    assert "longer than 30 seconds" not in caplog.text


def test_no_lock_between_processes_is_left_behind(recognizer: FasterWhisper) -> None:
    # Workers are ended, not asked to end; Python would then complain of it on the terminal.
    assert not hasattr(tqdm.get_lock(), "locks")
