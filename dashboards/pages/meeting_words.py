"""What things of a meeting are called."""

from collections.abc import Mapping

from dashboards.language import _


def recording_name(recording: str) -> str:
    """What a kind of recording is called; others by the name in recordings.csv."""
    names = {"near": _("microphone near"), "far": _("recorder far"), "channels": _("a microphone a speaker")}
    return names.get(recording, recording)


def pace_names() -> Mapping[str, str]:
    """How fast somebody speaks."""
    return {
        "slow": _("slow: under 300 characters a minute"),
        "middling": _("300 to 420 characters a minute"),
        "fast": _("fast: above 420 characters a minute"),
    }


def flag_names() -> Mapping[str, str]:
    """What a guard found in a segment."""
    return {
        "repetition": _("the same words over and over"),
        "stock_phrase": _("a stock phrase where nobody speaks"),
        "lost": _("speech of which nothing was written"),
        "unheard": _("it could not be heard, and the same command tries again"),
        "missing_part": _("a part of the recording is missing"),
        "unknown_length": _("of unknown length"),
    }


def reason(code: str) -> str:
    """Why a recording was not heard, by its code."""
    kind, _colon, detail = code.partition(":")
    if kind == "failed" and detail:
        return _("the program that heard it failed ({kind})", kind=detail)
    names = {
        "missing": _("the recording is missing"),
        "empty": _("the file is empty"),
        "not_audio": _("there is no sound in it that can be played"),
        "truncated": _("it breaks off before anything can be heard"),
        "no_such_channel": _("the file has no such channel"),
        "too_large": _("the file is larger than is taken"),
        "too_long": _("the recording is longer than is taken"),
        "unplaced": _("it is not known when it begins, since what is before it is missing"),
        "timeout": _("it took too long and was stopped"),
        "crashed": _("the program that heard it ended"),
        "changed": _("the file changed while the run went on"),
    }
    return names.get(code, code)
