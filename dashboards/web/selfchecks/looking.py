"""What a check looked at, and whether all of it is as it should be."""

from dataclasses import dataclass, field

GOOD, BAD, NOTE = "✓", "✗", "・"


@dataclass
class Looking:
    """Lines of one check, in the order in which things were looked at."""

    lines: list[str] = field(default_factory=list)
    passed: bool = True

    def see(self, good: bool, line: str) -> None:
        """Something that has to be so."""
        self.lines.append(f"{GOOD if good else BAD} {line}")
        self.passed = self.passed and good

    def note(self, line: str) -> None:
        """Something to know, which decides nothing."""
        self.lines.append(f"{NOTE} {line}")
