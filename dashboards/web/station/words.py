"""What people are told to do on a screen, and how sure an engine says that it is."""

from collections.abc import Mapping

from dashboards.language import _


def tasks() -> Mapping[str, str]:
    """What somebody is to do, by arm, or by part where an arm has parts."""
    return {
        "manual": _("Type what stands on the form."),
        "ai_all": _("AI has read the form. Check every field and correct what is wrong."),
        "ai_policy": _("Check the fields below. The others may pass by a signed policy."),
        "first": _("Type what stands on the form. A second person types it too."),
        "second": _("Type what stands on the form. Another person types it too."),
        "minutes_manual": _("Listen, and write down all that is said, as it is said, with who says it."),
        "minutes_draft": _("AI has written down the meeting. Listen, and correct what is wrong."),
        "differences": _("Two people have typed this form. Decide the fields in which they differ."),
    }


def confidence_name(confidence: float) -> str:
    """How sure the engine says that it is; it is the engine's own figure, not calibrated."""
    match confidence_level(confidence):
        case "high":
            return _("AI: sure")
        case "middle":
            return _("AI: not quite sure")
        case _level:
            return _("AI: unsure")


def confidence_level(confidence: float) -> str:
    """``high``, ``middle`` or ``low``."""
    return "high" if confidence >= 0.9 else "middle" if confidence >= 0.6 else "low"
