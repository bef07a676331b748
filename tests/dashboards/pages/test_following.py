"""Which of the files that follow one another is which."""

from dataclasses import dataclass

from dashboards.pages.following import behind, within


@dataclass(frozen=True)
class File:
    begins: float = 0.0
    follows: int | None = None


TWO_MICROPHONES = (File(), File(), File(60, 0), File(60, 1), File(60, 0), File(90, 0))
"""The third file of the first, of which nobody knows how long it was, begins and ends at a minute."""


def test_each_is_followed_by_the_next_of_its_microphone():
    found = [behind(TWO_MICROPHONES, number) for number in range(6)]
    assert found == [File(60, 0), File(60, 1), File(60, 0), None, File(90, 0), None]


def test_a_stretch_lies_in_the_files_that_have_something_of_it():
    def numbers(start, end):
        return [number for number, _file in within(TWO_MICROPHONES, start, end)]

    assert numbers(0, 60) == [0, 1]
    assert numbers(59, 61) == [0, 1, 2, 3, 4]
    assert numbers(60, 90) == [3, 4]
    assert numbers(90, 100) == [3, 5]
    assert numbers(0, 100) == [0, 1, 2, 3, 4, 5]
