"""What the inputs of the keystroke-level model and their units are called."""

from collections.abc import Mapping

from dashboards.language import _


def input_names() -> Mapping[str, str]:
    """Inputs of the keystroke-level model."""
    return {
        "key": _("One key"),
        "think": _("One act of thinking: find, compare"),
        "keys_kana": _("Keys for a kana"),
        "keys_kanji": _("Keys for a kanji, conversion included"),
        "keys_other": _("Keys for a digit or letter"),
        "handling": _("Scanning a form, preparation included"),
    }


def unit_names() -> Mapping[str, str]:
    """Units of its inputs."""
    return {
        "s": _("s"),
        "keys": _("keys"),
    }
