from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboards import language
from pipelines.contracts.campaign import Campaign
from pipelines.contracts.toml import load_toml
from pipelines.starters import starter


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
