"""What both engines that come with kouka do, on real crops."""

import re
import socket

import numpy as np
import pytest

from pipelines import field_types
from pipelines.engines import Crop, Engine, Recognition, engine_class
from pipelines.forms.fields import recognise
from tests.pipelines.engines.conftest import DPI, WHITE

DATES = {"notice_date": "2024-03-15", "moving_date": "2024-03-10", "birth_date": "1990-08-07"}


@pytest.fixture(scope="module", params=["tesseract", "rapidocr"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return engine_class(request.param)()


def test_printed_dates_are_read_right(engine: Engine, crops: dict[str, Crop]) -> None:
    texts = [recognition.text for recognition in engine.read([crops[field] for field in DATES])]
    assert [field_types.parse("date", text) for text in texts] == [(value, "") for value in DATES.values()]


def test_an_address_is_read_almost_right(engine: Engine, crops: dict[str, Crop]) -> None:
    (found,) = engine.read([crops["old_address"]])
    truth = "東京都世田谷区上馬4丁目38番15号"
    assert sum(character in found.text for character in truth) >= 0.9 * len(truth)
    assert found.confidence is not None
    assert 0.5 < found.confidence <= 1


def test_many_at_once_are_read_as_one_by_one(engine: Engine, crops: dict[str, Crop]) -> None:
    every = list(crops.values())
    assert engine.read(every) == [engine.read([crop])[0] for crop in every]


def test_a_box_of_nothing_leaves_the_others_in_their_places(engine: Engine, crops: dict[str, Crop]) -> None:
    date, name = crops["notice_date"], crops["name_kana"]
    found = engine.read([WHITE, date, WHITE, WHITE, name, WHITE])
    assert [found[1], found[4]] == engine.read([date, name])
    assert found[0] == found[2] == found[3] == found[5]


@pytest.mark.parametrize(
    "picture",
    [
        np.full((150, 800), 255, dtype=np.uint8),
        np.zeros((150, 800), dtype=np.uint8),
        np.random.RandomState(1).randint(0, 256, (150, 800)).astype(np.uint8),
        np.full((1, 1), 0, dtype=np.uint8),
        np.full((2, 3000), 255, dtype=np.uint8),
        np.full((3000, 2), 255, dtype=np.uint8),
        np.zeros((0, 5), dtype=np.uint8),
    ],
    ids=["white", "black", "noise", "dot", "flat", "thin", "nothing"],
)
def test_a_picture_of_no_text_is_read_or_named(engine: Engine, picture: np.ndarray) -> None:
    (found,) = recognise(engine, [Crop(picture, DPI, "text", None)])
    assert isinstance(found, Recognition) or found == "engine_error"
    if isinstance(found, Recognition) and found.text:
        # Sure of itself on an empty box, an engine would be dangerous.
        assert found.confidence is not None
        assert picture.size < 10_000 or found.confidence < 0.5


def test_the_version_tells_program_and_model(engine: Engine) -> None:
    version = engine.version()
    assert re.match(r"\d+\.\d+", version)
    assert re.search(r":[0-9a-f]{12}$", version)


def test_reading_needs_no_network(engine: Engine, crops: dict[str, Crop], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    fresh = type(engine)()
    assert fresh.read([crops["notice_date"]])[0].text == "令和6年3月15日"
