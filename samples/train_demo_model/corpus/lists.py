"""Lists written as text."""


def listed(text: str) -> list[str]:
    """Words separated by blanks and line ends."""
    return text.split()


def lines(text: str) -> list[str]:
    """Lines that are not empty."""
    return [line for line in text.split("\n") if line]
