"""How much of anything is taken from outside. Input is hostile until shown otherwise."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Upper bounds; a file above one is refused by name and the rest of the batch goes on."""

    table_bytes: int = 200_000_000
    toml_bytes: int = 5_000_000
    transcript_bytes: int = 20_000_000
    """Three hours of speech are some 60,000 characters."""
    import_bytes: int = 50_000_000
    """A table that a product returned: 10,000 forms of 20 fields with their confidence are some 5 million."""
    import_rows: int = 200_000
    import_columns: int = 2_000
    import_cells: int = 20_000_000
    import_header: int = 200
    """Characters of a column's name."""
    docx_unpacked_bytes: int = 100_000_000
    """All parts of a Word document together, pictures among them."""
    docx_text_bytes: int = 20_000_000
    """All of it but its pictures."""
    workbook_bytes: int = 20_000_000
    workbook_unpacked_bytes: int = 200_000_000
    """All parts of an Excel workbook together."""
    workbook_rows: int = 100_000
    workbook_columns: int = 200
    terms: int = 2_000
    """Lines of terms.txt that are used."""
    telling_factor: float = 2
    """Seconds a second of sound, to tell speakers apart."""
    scan_bytes: int = 500_000_000
    pages_per_file: int = 1_000
    page_pixels: int = 60_000_000
    """A4 at 600 dpi is 35 million."""
    rasterise_seconds: int = 20
    """A page, by poppler, and as much to look at its size: below what its process is given."""
    page_seconds: int = 30
    """A page, rasterised and registered, before its process is ended. One of 300 dpi needs 0.4."""
    crop_seconds: float = 2
    """A field, by an engine, before its process is ended: of all fields that it is given, on average. It adds up, so
    it is near the need: those that come with kouka take 0.02 to 0.04."""
    engine_start_seconds: int = 60
    """Loading an engine's model, once a process."""
    tesseract_seconds: float = 0.5
    """A crop, on average, before tesseract is ended and asked for halves: all of them together take less time than
    ``crop_seconds`` allows."""
    tesseract_start_seconds: int = 10
    """Starting tesseract, once a list of crops."""
    text_characters: int = 10_000
    """What an engine may return for one field."""
    model_bytes: int = 20_000_000_000
    """A speech model, all files together. The largest Whisper has 3 billion."""
    model_text_bytes: int = 50_000_000
    """A file of a speech model that is read as a whole: vocabulary, tokenizer, settings."""
    archive_members: int = 10_000
    backup_members: int = 2_000_000
    """Files in a backup; a run over 10,000 forms with all its pictures has some 10,000."""
    audio_bytes: int = 10_000_000_000
    """Ten hours of two channels at 48 kHz, uncompressed, are 7 billion."""
    audio_seconds: int = 12 * 3_600
    """What is declared or decoded of one recording."""
    audio_channels: int = 64
    plan_seconds_per_hour: int = 300
    """An hour of sound, decoded and looked through for speech, before its process is ended. One needs some 20."""
    hear_seconds_per_second: int = 15
    """A second of sound, recognised, before its process is ended: the largest model on a slow processor needs 5."""
    hear_start_seconds: int = 180
    """Loading a speech model, once a process."""


LIMITS = Limits()
