import pytest

from pipelines.engines import Crop, Recognition, engine, engine_class, installed
from pipelines.errors import ExitCode, KoukaError
from tests.pipelines.engines.faulty import Faulty


def test_the_engines_that_come_with_kouka_are_installed() -> None:
    assert {"rapidocr", "tesseract"} <= installed().keys()


@pytest.mark.parametrize("name", ["tessaract", "", "../tesseract", "Tesseract"])
def test_an_unknown_engine_is_named_with_those_that_are_there(name: str) -> None:
    with pytest.raises(KoukaError, match=f"no engine “{name}”") as caught:
        engine_class(name)
    assert caught.value.code is ExitCode.USAGE
    assert "rapidocr, tesseract" in (caught.value.problem.todo or "")


def test_a_plug_in_is_found_by_its_entry_point(faulty_engines: None) -> None:
    assert engine_class("faulty") is Faulty


def test_a_plug_in_that_cannot_be_imported_is_named(faulty_engines: None) -> None:
    with pytest.raises(KoukaError, match="“gone” cannot be loaded: ModuleNotFoundError") as caught:
        engine_class("gone")
    assert caught.value.code is ExitCode.SETUP


def test_an_engine_is_made_once_a_process(faulty_engines: None) -> None:
    assert engine("faulty") is engine("faulty")


def test_what_an_engine_may_leave_out() -> None:
    assert Recognition("字") == Recognition("字", None)
    assert Crop.__dataclass_params__.frozen  # type: ignore[attr-defined]
