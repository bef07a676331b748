"""The locks in ``requirements/``: exact, hashed, without an address, and in step with ``pyproject.toml``."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
EXTRAS = {"run": ["build"], "test": ["build", "test"], "train": ["build", "train"]}
"""The extras of each lock, beside the dependencies that all of them hold."""


@dataclass(frozen=True)
class Pin:
    """One entry of a lock."""

    requirement: Requirement
    hashes: list[str]

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)


def text_of(group: str) -> str:
    return (ROOT / "requirements" / f"{group}.lock").read_text(encoding="utf-8")


def pins_of(group: str) -> list[Pin]:
    lines = text_of(group).replace("\\\n", " ").splitlines()
    entries = [line.split("--hash=") for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return [Pin(Requirement(first.strip()), [text.strip() for text in hashes]) for first, *hashes in entries]


def wanted_by_project(group: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [name for extra in EXTRAS[group] for name in project["optional-dependencies"][extra]]
    return [Requirement(text) for text in [*project["dependencies"], *extras]]


every_lock = pytest.mark.parametrize("group", EXTRAS)


@every_lock
def test_every_entry_is_exact_and_hashed(group: str) -> None:
    pins = pins_of(group)
    assert len(pins) > 100  # Prefect alone brings more; fewer would mean that this test reads the file wrongly
    for pin in pins:
        assert re.fullmatch(r"==[^*,]+", str(pin.requirement.specifier)), pin.requirement
        assert pin.requirement.url is None, pin.requirement
        assert pin.hashes, pin.requirement
        for value in pin.hashes:
            assert re.fullmatch(r"sha256:[0-9a-f]{64}", value), pin.requirement


@every_lock
def test_no_lock_holds_an_address_or_a_path_of_a_machine(group: str) -> None:
    text = text_of(group)
    for sign in ["://", "http:", "https:", "file:", "index-url", "find-links"]:
        assert sign not in text
    # A path that begins at the root of some machine; the only ones are this command's and paths below the project.
    assert not re.findall(r"(?<![\w.])/\w", text)
    assert text.splitlines()[1] == "#    ./run lock"


@every_lock
def test_every_direct_dependency_is_in_its_lock(group: str) -> None:
    pinned = {pin.name: str(pin.requirement.specifier).removeprefix("==") for pin in pins_of(group)}
    for wanted in wanted_by_project(group):
        name = canonicalize_name(wanted.name)
        assert name in pinned, f"{name} is not in requirements/{group}.lock: ./run lock"
        assert wanted.specifier.contains(pinned[name]), f"{name}=={pinned[name]} is not {wanted}: ./run lock"


@pytest.mark.parametrize("larger", ["test", "train"])
def test_what_runs_is_the_same_in_the_other_locks(larger: str) -> None:
    others = pins_of(larger)
    assert [str(pin.requirement) for pin in pins_of("run") if pin not in others] == []


def test_training_libraries_stay_out_of_the_demo_and_the_tests() -> None:
    heavy = {"torch", "transformers"}
    names = {group: {pin.name for pin in pins_of(group)} for group in EXTRAS}
    assert heavy <= names["train"]
    assert not heavy & (names["run"] | names["test"])


@every_lock
def test_only_the_opencv_that_needs_no_window_system(group: str) -> None:
    assert {pin.name for pin in pins_of(group) if pin.name.startswith("opencv")} == {"opencv-python-headless"}
