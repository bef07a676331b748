from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboards import language
from pipelines.contracts.campaign import Campaign, Policy
from pipelines.contracts.toml import load_toml
from pipelines.starters import starter

POLICY = {
    "schema": 1,
    "run": "trial/20260401-090000-1a2b3c4d",
    "signed_by": "デジタル推進課長",
    "signed_on": date(2026, 4, 1),
    "engine": "rapidocr",
    "thresholds": {"household_size": 0.98, "name": 1},
    "audit_share": 0.05,
}


@pytest.mark.parametrize("tongue", language.LANGUAGES)
def test_the_starter_is_a_campaign_in_its_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tongue: language.Language
) -> None:
    monkeypatch.setenv(language.VARIABLE, tongue)
    (tmp_path / "campaign.toml").write_text(starter("campaign.toml"), encoding="utf-8")
    campaign = load_toml(tmp_path / "campaign.toml", Campaign)
    assert (campaign.case, campaign.language) == ("case.toml", tongue)


@pytest.mark.parametrize(
    "change", [{"schema": 2}, {"title": ""}, {"language": "fr"}, {"runs": "latest"}, {"report": "a.docx"}]
)
def test_a_wrong_campaign_is_refused(change: dict[str, object]) -> None:
    Campaign.model_validate({"schema": 1, "title": "AI-OCR"})
    with pytest.raises(ValidationError, match=next(iter(change))):
        Campaign.model_validate({"schema": 1, "title": "AI-OCR"} | change)


def test_a_policy_is_signed() -> None:
    policy = Policy.model_validate(POLICY)
    assert policy.signed_on.isoformat() == "2026-04-01"
    assert policy.thresholds["household_size"] == 0.98


@pytest.mark.parametrize(
    "change",
    [
        {"signed_by": ""},
        {"signed_on": "soon"},
        {"audit_share": 1.01},
        {"audit_share": float("nan")},
        {"thresholds": {"name": -0.1}},
        {"thresholds": {"氏名": 0.5}},
    ],
)
def test_a_wrong_policy_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(change))):
        Policy.model_validate(POLICY | change)
    with pytest.raises(ValidationError, match="Field required"):
        Policy.model_validate({key: value for key, value in POLICY.items() if key not in change})
