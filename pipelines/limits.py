"""How much of anything is taken from outside. Input is hostile until shown otherwise."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Upper bounds; a file above one is refused by name and the rest of the batch goes on."""

    table_bytes: int = 200_000_000
    toml_bytes: int = 5_000_000
    scan_bytes: int = 500_000_000
    pages_per_file: int = 1_000
    page_pixels: int = 60_000_000
    """A4 at 600 dpi is 35 million."""
    rasterise_seconds: int = 60
    """A page, by poppler."""
    page_seconds: int = 120
    """A page, rasterised and registered, before its process is ended."""
    crop_seconds: int = 30
    """A field, by an engine, before its process is ended."""
    engine_start_seconds: int = 120
    """Loading an engine's model, once a process."""
    text_characters: int = 10_000
    """What an engine may return for one field."""


LIMITS = Limits()
