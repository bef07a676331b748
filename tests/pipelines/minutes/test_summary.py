import json

import pytest

from pipelines.minutes import summary
from pipelines.minutes.drafting import draft
from pipelines.minutes.summary import LanguageModel, Refused
from tests.pipelines.minutes.local_model import LocalModel, serving
from tests.pipelines.minutes.meeting import COMMITTEE, talk
from tests.pipelines.minutes.test_drafting import SOURCE

DRAFT = draft(talk(*COMMITTEE), [], None, (), SOURCE)


def asked_of(model: LocalModel):
    with serving(model):
        return summary.summary(DRAFT, LanguageModel(model.url, "gemma"))


def test_what_the_model_writes_is_marked_as_its_own():
    model = LocalModel()
    found = asked_of(model)
    assert (found.text, found.model, found.whole) == ("効果と予算を審議した。", "gemma", True)
    (asked,) = model.asked
    assert asked["model"] == "gemma"
    assert "佐藤委員: 異議なし。" in asked["messages"][1]["content"]
    assert "えー、" not in asked["messages"][1]["content"]


def test_a_long_meeting_is_cut_and_that_is_said(monkeypatch):
    monkeypatch.setattr(summary, "MOST_SAID", 20)
    model = LocalModel()
    assert not asked_of(model).whole
    assert len(model.asked[0]["messages"][1]["content"]) == 20


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>no</html>",
        b"[]",
        b"null",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": "  "}}]}',
        b'{"choices": {"0": 1}}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_rubbish_is_no_summary(body):
    with pytest.raises(Refused, match="without a text"):
        asked_of(LocalModel(body=body))


def test_an_answer_that_does_not_end_is_not_waited_for():
    with pytest.raises(Refused, match="too long"):
        asked_of(LocalModel(body=b" " * (summary.MOST_BYTES + 1)))


def test_a_long_text_is_cut():
    long = json.dumps({"choices": [{"message": {"content": "あ" * 100_000}}]}).encode()
    assert len(asked_of(LocalModel(body=long)).text) == summary.MOST_WRITTEN


@pytest.mark.parametrize("status", [404, 500])
def test_an_error_is_said(status):
    with pytest.raises(Refused, match=str(status)):
        asked_of(LocalModel(status=status))


def test_nobody_is_followed_elsewhere():
    with serving(LocalModel()) as other:
        elsewhere = LocalModel(status=302, headers={"Location": f"{other.url}/chat/completions"})
        with pytest.raises(Refused, match="302"):
            asked_of(elsewhere)
        assert other.asked == []


def test_no_proxy_of_the_environment_is_told(monkeypatch):
    with serving(LocalModel()) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        assert asked_of(LocalModel()).text
        assert proxy.asked == []


def test_a_model_that_is_slow_is_given_up(monkeypatch):
    monkeypatch.setattr(summary, "ANSWER_SECONDS", 0.2)
    with pytest.raises(Refused, match="ReadTimeout"):
        asked_of(LocalModel(wait_seconds=60))


def test_a_model_that_is_not_there_is_said():
    with serving(LocalModel()) as model:
        pass
    with pytest.raises(Refused, match="ConnectError"):
        summary.summary(DRAFT, LanguageModel(model.url, "gemma"))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/v1",
        "http://192.168.0.5:11434/v1",
        "http://10.0.0.1/v1",
        "http://0.0.0.0:11434/v1",
        "http://127.0.0.1.example.com/v1",
        "http://127.0.0.1@example.com/v1",
        "http://example.com#@127.0.0.1/",
        "http://[2001:db8::1]/v1",
        "http://localhost.example.com/v1",
        "ftp://127.0.0.1/v1",
        "file:///etc/passwd",
        "127.0.0.1:11434",
        "http://",
        "http://127.0.0.1:99999/v1",
        "http://[::1/v1",
    ],
)
def test_an_address_elsewhere_is_refused(monkeypatch, url):
    monkeypatch.setenv("KOUKA_LLM_URL", url)
    monkeypatch.setenv("KOUKA_LLM_MODEL", "gemma")
    with pytest.raises(Refused, match="KOUKA_LLM_URL"):
        summary.configured()


@pytest.mark.parametrize("url", ["http://127.0.0.1:11434/v1/", "http://localhost:11434/v1", "http://[::1]:8080/v1"])
def test_an_address_on_this_machine_is_taken(monkeypatch, url):
    monkeypatch.setenv("KOUKA_LLM_URL", url)
    monkeypatch.setenv("KOUKA_LLM_MODEL", "gemma")
    assert summary.configured() == LanguageModel(url.rstrip("/"), "gemma")


def test_without_a_setting_there_is_no_model(monkeypatch):
    monkeypatch.delenv("KOUKA_LLM_URL", raising=False)
    assert summary.configured() is None


def test_a_model_without_a_name_is_refused(monkeypatch):
    monkeypatch.setenv("KOUKA_LLM_URL", "http://127.0.0.1:1/v1")
    monkeypatch.delenv("KOUKA_LLM_MODEL", raising=False)
    with pytest.raises(Refused, match="KOUKA_LLM_MODEL"):
        summary.configured()
