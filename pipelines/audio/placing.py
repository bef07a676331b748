"""How long a file was that cannot be heard, as microphones beside it tell that were cut at the same places."""

from collections.abc import Sequence

from pipelines.audio import FileSpan

ALIKE_SECONDS = 1.0
"""By no more than this, files of recorders that cut at the same places differ in length."""
Spans = Sequence[FileSpan]


def has_lost_its_place(files: Spans) -> bool:
    """Whether nobody knows when some of the files begin, since one before them is missing."""
    return any(file.unknown for file in files[:-1])


def lengths_beside(files: Spans, others: Sequence[Spans]) -> tuple[dict[int, float], int | None]:
    """The lengths of files that do not tell it themselves, in seconds by their number from 0, as others have them.

    Args:
        files: of one microphone.
        others: those of the microphones beside it.

    Returns:
        The lengths; and the number of the file from which on it stays unknown when they begin, None where it is known.
    """
    found: dict[int, float] = {}
    for number, file in enumerate(files[:-1]):
        if file.unknown:
            beside = next((other[number] for other in others if _alike(files, other) and _whole(other[number])), None)
            if beside is None:
                return found, number + 1
            found[number] = beside.seconds
    return found, None


def _alike(files: Spans, other: Spans) -> bool:
    """Whether two recorders went on to another file at the same times, as far as can be seen."""
    both = [(one, two) for one, two in zip(files, other, strict=False) if _whole(one) and _whole(two)]
    return (
        len(files) == len(other)
        and bool(both)
        and all(abs(one.seconds - two.seconds) <= ALIKE_SECONDS for one, two in both)
    )


def _whole(file: FileSpan) -> bool:
    return not (file.reason or file.broke_off)
