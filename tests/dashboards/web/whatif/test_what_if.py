"""The what-if of a campaign: what it answers, who may save a scenario, and that the log knows."""

import re
import tomllib

import pytest
from sqlalchemy import select

from dashboards.pages import numbers
from dashboards.web.database.tables import audit
from dashboards.web.prepared.waiting import NotYet, Preparations
from dashboards.web.prepared.what_if import DRAWS, key_of_what_if, read_measured, write_measured
from evaluators.cost.drawn import drawn_inputs
from evaluators.cost.what_if import Setting, answer
from pipelines.seed import SEED
from tests.evaluators.cost.small import a_case
from tests.pipelines.cases import write_case

ANSWER = "/what-if/trial/answer"


@pytest.fixture
def viewer(signed_in, campaign):
    return signed_in("viewer")


@pytest.fixture
def analyst(signed_in, campaign):
    return signed_in("analyst")


def cells(person, **given):
    return person.get(ANSWER, params={"option": "ai_all", **given}).json()["cells"]


def yen(text):
    return int(text.replace("−", "-").removesuffix("円").replace(",", ""))


def test_what_is_kept_is_what_was_drawn(campaign, tmp_path):
    write_measured("trial", tmp_path / "kept")
    kept = read_measured(tmp_path / "kept")
    assert kept.case == a_case()
    assert kept.n == DRAWS
    for key, number in drawn_inputs(kept.case, DRAWS, SEED).items():
        assert (kept.numbers[key].draws == number.draws).all()
        assert (kept.numbers[key].grade, kept.numbers[key].unit) == (number.grade, number.unit)


def test_the_page_says_what_the_same_code_says(viewer, tmp_path):
    page = viewer.get("/what-if/trial").text
    write_measured("trial", tmp_path / "kept")
    found = answer(read_measured(tmp_path / "kept"), Setting(option="ai_all"))
    said = re.search(r'data-metric="pays".*?<b data-value>([^<]+)</b>', page, re.DOTALL)[1]
    assert said == numbers.amount(found.quantities["pays"], found.quantities["pays"].value)
    assert 'name="volume"' in page
    assert 'value="40000"' in page


def test_times_that_nobody_measured_are_said_to_be_computed(results_with_run, at_once, signed_in):
    assert "打鍵レベルモデル" in signed_in("viewer").get("/what-if/demo").text


def test_times_that_were_entered_are_not(viewer):
    assert "打鍵レベルモデル" not in viewer.get("/what-if/trial").text


def test_an_answer_moves_with_what_is_set(viewer):
    base = yen(cells(viewer)["npv"]["value"])
    assert yen(cells(viewer, volume="80000")["npv"]["value"]) > base
    assert yen(cells(viewer, licence="1500000")["npv"]["value"]) < base
    assert yen(cells(viewer, volume="40000", wage="3200")["npv"]["value"]) == base
    never = viewer.get(ANSWER, params={"option": "ai_all", "volume": "0"}).json()
    assert never["cells"]["payback"]["value"] == "なし"
    assert never["cells"]["break_even_volume"] == cells(viewer)["break_even_volume"]
    assert never["bar"]["high"] < 50


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"option": "nothing"}, 404),
        ({"option": "as_now"}, 404),
        ({"volume": "-1"}, 400),
        ({"volume": "many"}, 400),
        ({"accuracy": "100.1"}, 400),
        ({"wage": "nan"}, 400),
        ({"wage": "1e400"}, 400),
        ({"volume": "1e12", "wage": "1e12", "licence": "1e12"}, 200),
        ({"volume": "0", "wage": "0", "licence": "0", "accuracy": "0"}, 200),
        ({"accuracy": "100", "volume": " "}, 200),
    ],
)
def test_whatever_is_asked_is_answered(viewer, given, status):
    assert viewer.get(ANSWER, params=given).status_code == status
    assert viewer.get("/what-if/trial", params=given).status_code == status


@pytest.mark.parametrize("name", ["none", "a b", "%00", "x" * 300])
def test_no_such_campaign(viewer, name):
    assert viewer.get(f"/what-if/{name}").status_code in (400, 404)


def test_shares_are_turned_in_per_cent(viewer):
    """95 % in the case; at 90 % twice as much is read wrong."""
    base = cells(viewer)["npv"]["value"]
    assert cells(viewer, accuracy="95")["npv"]["value"] == base
    assert yen(cells(viewer, accuracy="90")["npv"]["value"]) < yen(base)
    assert 'name="accuracy" type="number" min="0" max="100" step="any" value="95"' in viewer.get("/what-if/trial").text


def test_a_campaign_without_a_case_says_so(viewer, results):
    (results / "empty").mkdir()
    answered = viewer.get("/what-if/empty")
    assert answered.status_code == 200  # the first page leads here: it is no fault of whoever asks
    assert "case.toml" in answered.text
    assert "kouka new case" in answered.text


def test_what_is_wrong_in_the_case_is_named_with_its_line(viewer, campaign):
    text = (campaign / "case.toml").read_text("utf-8")
    (campaign / "case.toml").write_text(text.replace("years = 5", "years = 0"), encoding="utf-8")
    answered = viewer.get("/what-if/trial")
    assert answered.status_code == 200
    assert "case.toml:4: " in answered.text


def test_a_case_with_nothing_to_compare_says_so(campaign, viewer):
    write_case(campaign, a_case(ai=None))
    answered = viewer.get("/what-if/trial")
    assert answered.status_code == 200
    assert "case.toml: 現状と比べるものがありません。" in answered.text
    assert "[[products]]" in answered.text


def test_nobody_sees_it_without_signing_in(nobody, campaign):
    assert nobody.get("/what-if/trial").status_code == 303
    assert nobody.get(ANSWER, headers={"accept": "application/json"}).status_code == 401


def test_another_case_gives_other_numbers(campaign, viewer):
    before, key = cells(viewer)["npv"]["value"], key_of_what_if(campaign)
    write_case(campaign, a_case(years=3, forms=forms_of_three_years()))
    assert key_of_what_if(campaign) != key
    assert cells(viewer)["npv"]["value"] != before


def forms_of_three_years():
    forms = a_case().forms.model_dump(by_alias=True, exclude_none=True)
    share = forms["online_share"]
    return forms | {"online_share": share | {name: share[name][:3] for name in ("value", "low", "high")}}


def save(person, name="dear", **given):
    return person.post("/what-if/trial/scenarios", **{"option": "ai_all", "name": name, **given})


def test_an_analyst_saves_a_scenario(analyst, app, campaign):
    answered = save(analyst, licence="1500000", volume="40000", note="見積もりが上がったら")
    assert answered.status_code == 303
    assert answered.headers["location"] == "/what-if/trial?option=ai_all&licence=1500000#scenarios-title"
    written = tomllib.loads((campaign / "scenarios" / "dear.toml").read_text("utf-8"))
    assert written["author"] == "analyst"
    assert written["note"] == "見積もりが上がったら"
    # What is as in the case is not set: it goes on following the case.
    assert written["setting"] == {"option": "ai_all", "licence": 1_500_000.0}
    page = analyst.get("/what-if/trial").text
    assert "年間利用料: 1,500,000 円/年" in page
    assert "見積もりが上がったら" in page
    with app.state.engine.connect() as connection:
        (entry,) = connection.execute(select(audit).where(audit.c.action == "scenario_saved")).all()
    assert (entry.account, entry.object) == ("analyst", "trial: dear")


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a b", ".hidden", "x" * 65])
def test_a_name_that_is_none_is_refused_and_nothing_is_lost(analyst, campaign, name):
    answered = save(analyst, name, licence="1500000", note="なぜか")
    assert answered.status_code in (400, 422)
    assert not (campaign / "scenarios").exists()
    if name:
        assert "なぜか" in answered.text
        assert 'value="1500000"' in answered.text


def test_a_name_is_used_once(analyst, campaign):
    save(analyst, licence="1500000")
    again = save(analyst, licence="1")
    assert again.status_code == 400
    assert "dear" in again.text
    assert tomllib.loads((campaign / "scenarios" / "dear.toml").read_text("utf-8"))["setting"]["licence"] == 1_500_000


def test_numbers_that_changed_meanwhile_lose_nothing_that_was_typed(analyst, campaign, monkeypatch):
    def not_yet(*_arguments):
        raise NotYet

    with monkeypatch.context() as patch:
        patch.setattr(Preparations, "wait", not_yet)
        answered = save(analyst, licence="1500000", note="なぜか")
    assert answered.status_code == 303
    page = analyst.get(answered.headers["location"])
    assert page.status_code == 200
    assert "もう一度保存してください" in page.text
    assert all(f'value="{typed}"' in page.text for typed in ("dear", "なぜか", "1500000"))
    assert not (campaign / "scenarios").exists()


@pytest.mark.parametrize("role", ["viewer", "staff"])
def test_others_look_and_do_not_save(signed_in, campaign, role):
    person = signed_in(role)
    assert save(person).status_code == 403
    assert "/what-if/trial/scenarios" not in person.get("/what-if/trial").text
    assert not (campaign / "scenarios").exists()


def test_without_the_token_nothing_is_saved(analyst, campaign):
    assert analyst.post("/what-if/trial/scenarios", token="wrong", option="ai_all", name="x").status_code == 403
    assert not (campaign / "scenarios").exists()


def test_a_scenario_file_that_is_wrong_is_named_and_the_others_are_shown(analyst, campaign):
    save(analyst, licence="1500000")
    (campaign / "scenarios" / "broken.toml").write_text("schema = 1\nauthor = 3\n", encoding="utf-8")
    save(analyst, "gone", option="ai_policy")
    write_case(campaign, without_policy())
    page = analyst.get("/what-if/trial").text
    assert "broken.toml" in page
    assert ">dear</a>" in page
    assert ">gone</a>" in page


def test_only_analysts_are_told_where_a_scenario_lies_on_the_server(signed_in, campaign):
    (campaign / "scenarios").mkdir()
    (campaign / "scenarios" / "broken.toml").write_text("schema = 1\nauthor = 3\n", encoding="utf-8")
    seen = signed_in("viewer").get("/what-if/trial").text
    assert "scenarios/broken.toml:2" in seen
    assert str(campaign.parents[1]) not in seen
    assert str(campaign / "scenarios" / "broken.toml") in signed_in("analyst").get("/what-if/trial").text


def without_policy():
    case = a_case()
    return case.model_copy(update={"forms": case.forms.model_copy(update={"policy": None})})
