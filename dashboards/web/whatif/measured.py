"""The numbers behind a campaign's what-if, and the answers that were given of late."""

from functools import lru_cache
from pathlib import Path

from fastapi import Request
from fastapi.exceptions import HTTPException

from dashboards.web.prepared.waiting import prepared
from dashboards.web.prepared.what_if import key_of_what_if, read_measured
from evaluators.cost.what_if import Answer, Measured, Setting, answer
from pipelines.runs.store import campaign_folder

KEPT_NUMBERS = 4
"""Of campaigns in memory, some megabytes each."""
KEPT_ANSWERS = 512


def file_of(request: Request, campaign: str) -> Path:
    """The prepared numbers of a campaign.

    Raises:
        HTTPException: 404: there is no such campaign.
        NotYet: they are being drawn.
        KoukaError: there is no case, or something in it is wrong.
    """
    folder = campaign_folder(campaign)
    if not folder.is_dir():
        raise HTTPException(404)
    return prepared(request, "what_if", campaign, key_of_what_if(folder), campaign)


@lru_cache(maxsize=KEPT_NUMBERS)
def measured_in(file: Path) -> Measured:
    """The numbers in a file, whose name changes with them."""
    return read_measured(file)


@lru_cache(maxsize=KEPT_ANSWERS)
def answered(file: Path, setting: Setting) -> Answer:
    """What a setting comes to.

    Raises:
        KeyError: nothing is known of its way of working.
    """
    return answer(measured_in(file), setting)
