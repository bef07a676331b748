"""Which of the words to expect are told to the model: as many as there is room for."""

from collections.abc import Callable, Sequence

MOST_TOKENS = 223
"""Of Whisper's 448 positions. What is beyond is cut off in the middle of a word by faster-whisper, and where there is a
prompt as well, both together leave no room for what is said."""
BETWEEN = "、"


def told(terms: Sequence[str], tokens: Callable[[str], int], most: int = MOST_TOKENS) -> str:
    """The terms in their order, joined; of those for which there is no room, none is told.

    Args:
        terms: the most wanted first.
        tokens: how many tokens a text takes.
        most: how many there may be.
    """
    chosen = ""
    for term in dict.fromkeys(term.strip() for term in terms):
        longer = f"{chosen}{BETWEEN}{term}" if chosen else term
        if term and tokens(longer) <= most:
            chosen = longer
    return chosen
