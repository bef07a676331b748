"""A summary by a language model on this machine, where somebody set one up; minutes never wait for it in vain.

``KOUKA_LLM_URL`` is the address of any server that answers as OpenAI's does (``http://127.0.0.1:11434/v1``) and
``KOUKA_LLM_MODEL`` its model. What was said goes to this machine alone: an address elsewhere is refused.
"""

import ipaddress
import json
import os
import socket
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dashboards.language import _
from dashboards.reports.minutes.draft import Draft, Summary

URL, MODEL = "KOUKA_LLM_URL", "KOUKA_LLM_MODEL"
CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 300.0
"""Between two pieces of the answer; models on a PC are slow."""
MOST_SECONDS = 900.0
"""The whole answer, however it drips."""
MOST_SAID = 24_000
"""Characters of the meeting that are sent: models on a PC often take no more. That the rest is left out is said."""
MOST_BYTES = 1_000_000
MOST_WRITTEN = 4_000
"""Characters of a summary."""
ORDER = (
    "あなたは市役所の書記です。次の会議の発言記録を、日本語で5行以内に要約してください。"
    "発言にないことは書かないでください。数字・日付・固有名詞は発言のとおりに書いてください。要約だけを返してください。"
)


@dataclass(frozen=True)
class LanguageModel:
    """Where the model answers, and its name."""

    url: str
    name: str


class Refused(Exception):
    """There will be no summary; says why, in the language spoken."""


def configured() -> LanguageModel | None:
    """The language model that somebody set up, or None.

    Raises:
        Refused: the address is none, or is not on this machine.
    """
    url, name = os.environ.get(URL, ""), os.environ.get(MODEL, "")
    if not url:
        return None
    if not _is_here(url):
        raise Refused(_("{name} is no address on this machine; nothing was sent there.", name=URL))
    if not name:
        raise Refused(_("{name} does not say which model is to write.", name=MODEL))
    return LanguageModel(url.rstrip("/"), name)


def _is_here(url: str) -> bool:
    """Whether every address that the host stands for is a loopback one."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host:
        return False
    if host != "localhost":
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return False  # a name is not asked for: that alone would tell somebody
    try:
        found = socket.getaddrinfo(host, port or 80, proto=socket.IPPROTO_TCP)
    except OSError:
        return False
    return all(ipaddress.ip_address(address[4][0]).is_loopback for address in found)


def summary(draft: Draft, model: LanguageModel) -> Summary:
    """What the model writes about the meeting.

    Raises:
        Refused: it does not answer, or not with a text.
    """
    said = "\n".join(f"{turn.speaker}: {text}" for turn in draft.turns if (text := turn.text(verbatim=False)))
    body = {
        "model": model.name,
        "messages": [{"role": "system", "content": ORDER}, {"role": "user", "content": said[:MOST_SAID]}],
        "temperature": 0,
        "stream": False,
    }
    text = _text(_answer(f"{model.url}/chat/completions", body))
    return Summary(text, model.name, whole=len(said) <= MOST_SAID)


def _answer(url: str, body: dict[str, Any]) -> bytes:
    import httpx

    ends = time.monotonic() + MOST_SECONDS
    timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
    try:
        # Neither a proxy from the environment nor a redirection may carry it elsewhere.
        with (
            httpx.Client(timeout=timeout, trust_env=False, follow_redirects=False) as client,
            client.stream("POST", url, json=body) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise Refused(_("The language model answered with status {status}.", status=response.status_code))
            content = b""
            for part in response.iter_bytes():
                content += part
                if len(content) > MOST_BYTES or time.monotonic() > ends:
                    raise Refused(_("The answer of the language model is too long, or takes too long."))
            return content
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Refused(_("The language model did not answer ({kind}).", kind=type(error).__name__)) from None


def _text(content: bytes) -> str:
    """The text of an answer."""
    try:
        found = json.loads(content)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        found = None
    text = found.strip()[:MOST_WRITTEN] if isinstance(found, str) else ""
    if not text:
        raise Refused(_("The language model answered without a text."))
    return text
