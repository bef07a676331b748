"""The minutes as the browser edits them, whatever is done to them, are those that their answers give."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

import dashboards.web
from evaluators.meetings.edited import EditedTurn, digest, read, rebuilt

pytestmark = pytest.mark.browser

DRAFT = [
    {"id": "d1", "place": "000001i", "speaker": "S1", "start_ms": 500, "text": "議題は二つ。",
     "times": [[0, 0.5], [3, 1]], "doubts": [[1, 4]]},
    {"id": "d2", "place": "000002i", "speaker": "S2", "start_ms": 2000, "text": "はい、𠮷田です。",
     "times": [[0, 2], [3, 2.5]], "doubts": []},
]  # fmt: skip
STATIC = Path(dashboards.web.__file__).parent / "static"

MODEL = """
async ([draft, seed, steps]) => {
  const { Minutes } = await import("/static/station/minutes/document.js");
  const { between } = await import("/static/station/minutes/places.js");
  let state = seed;
  const random = (n) => { state = (state * 1103515245 + 12345) % 2147483648; return Math.floor(state / 65536) % n; };
  const answers = [];
  let drawn = 0;
  const minutes = new Minutes(draft, (id, text) => answers.push([id, text]), 20000,
                              () => "n" + String(drawn++).padStart(12, "0"));
  const texts = ["", "議", "題", "はい。", "二つ", "𠮷", "abc"];
  const acts = {
    type: (id) => { const t = minutes.get(id).text; const at = random(t.length + 1);
                    minutes.type(id, t.slice(0, at) + texts[random(7)] + t.slice(at + random(3))); },
    commit: () => minutes.commit(),
    split: (id) => minutes.split(id, random(minutes.get(id).text.length + 1), random(2) ? random(9000) : null),
    merge: (id) => minutes.merge(id),
    insert: (id) => minutes.insert(id, random(9000)),
    remove: (id) => minutes.remove(id),
    name: (id) => minutes.name(id, "S" + random(4)),
    nameEverywhere: () => minutes.nameEverywhere("S" + random(4), "S" + random(4)),
    replace: () => minutes.replace(texts[1 + random(6)], texts[random(7)]),
    begin: (id) => minutes.begin(id, random(9000)),
    undo: () => minutes.undo(),
    redo: () => minutes.redo(),
  };
  const sound = [];
  for (let step = 0; step < steps; step += 1) {
    const { list } = minutes;
    const id = list.length ? list[random(list.length)].id : null;
    const name = Object.keys(acts)[random(12)];
    if (id || ["insert", "undo", "redo", "nameEverywhere", "replace", "commit"].includes(name)) acts[name](id);
    for (const turn of minutes.list) {
      sound.push(turn.times.every(([at]) => at >= 0 && at <= turn.text.length),
                 turn.doubts.every(([from, to]) => 0 <= from && from < to && to <= turn.text.length));
    }
  }
  minutes.commit();
  return { answers, list: minutes.list, whole: await minutes.whole(), sound: sound.every(Boolean) };
}
"""


@pytest.fixture(scope="module")
def model(browser: Browser) -> Page:
    """A page on which the module can be run, without the app."""
    page = browser.new_page()

    def answer(route: Route) -> None:
        _address, _static, name = route.request.url.partition("/static/")
        if name:
            route.fulfill(path=STATIC / name, content_type="text/javascript")
        else:
            route.fulfill(body="<!DOCTYPE html><title>empty</title>", content_type="text/html")

    page.route("http://127.0.0.1/**", answer)
    page.goto("http://127.0.0.1/")
    return page


def starting() -> dict[str, EditedTurn]:
    return {each["id"]: edited(each) for each in DRAFT}


def edited(each: dict) -> EditedTurn:
    return EditedTurn(**{name: each[name] for name in ("place", "speaker", "start_ms", "text")})


@pytest.mark.parametrize("steps", [1, 5, 60])
def test_replaying_the_answers_gives_what_the_browser_has(model, steps):
    for seed in range(1, 80):
        found = model.evaluate(MODEL, [DRAFT, seed * 7919, steps])
        replayed = rebuilt(starting(), [(id, read(text)) for id, text in found["answers"]])
        assert [(id, turn) for id, turn in replayed] == [(each["id"], edited(each)) for each in found["list"]]
        assert found["whole"] == {"turns": len(replayed), "digest": digest(replayed)}
        assert found["sound"], f"times or doubts outside the text, seed {seed}"


@pytest.fixture
def does(model) -> Callable[..., dict]:
    """Runs a line over the draft, called ``minutes``; the texts then, what it gives, and the answers."""

    def run(line: str, draft: list = DRAFT) -> dict:
        return model.evaluate(
            f"""async (draft) => {{
              const {{ Minutes }} = await import("/static/station/minutes/document.js");
              const {{ between }} = await import("/static/station/minutes/places.js");
              const {{ timeAt }} = await import("/static/station/minutes/texts.js");
              const answers = [];
              const minutes = new Minutes(draft, (id, text) => answers.push([id, text]), 20000);
              const given = await (async () => {{ {line} }})();
              return {{ given, answers, turns: minutes.list, texts: minutes.list.map((turn) => turn.text) }};
            }}""",
            draft,
        )

    return run


def test_a_turn_is_split_at_the_time_of_the_word_and_joined_again(does):
    found = does("const id = minutes.split('d1', 3); return minutes.get(id);")
    assert found["texts"] == ["議題は", "二つ。", "はい、𠮷田です。"]
    assert (found["given"]["start_ms"], found["given"]["speaker"], found["given"]["times"]) == (1000, "S1", [[0, 1]])
    assert [turn["doubts"] for turn in found["turns"]] == [[[1, 3]], [[0, 1]], []]
    found = does("return minutes.merge(minutes.split('d1', 3));")
    assert found["texts"] == ["議題は二つ。", "はい、𠮷田です。"]
    assert found["given"] == {"id": "d1", "at": 3}
    assert found["turns"][0]["times"] == [[0, 0.5], [3, 1]]
    assert does("return minutes.merge('d1');")["given"] is None


def test_what_is_typed_is_in_doubt_no_longer_and_words_behind_it_keep_their_times(does):
    found = does("minutes.type('d1', '議案は二つ。'); minutes.commit(); return timeAt(minutes.get('d1'), 4);")
    assert found["turns"][0]["doubts"] == [[2, 4]]
    assert found["given"] == 1
    assert json.loads(found["answers"][0][1])["text"] == "議案は二つ。"


def test_a_term_is_replaced_everywhere_counted_and_put_back(does):
    found = does("return [minutes.find('は').length, minutes.replace('は', 'わ')];")
    assert found["given"] == [2, 2]
    assert found["texts"] == ["議題わ二つ。", "わい、𠮷田です。"]
    assert len(found["answers"]) == 2
    found = does("minutes.replace('は', 'わ'); minutes.undo(); return minutes.canUndo;")
    assert found["texts"] == ["議題は二つ。", "はい、𠮷田です。"]
    assert found["given"] is False
    assert len(found["answers"]) == 4  # what was taken back is kept as well
    assert does("minutes.replace('は', 'わ'); minutes.undo(); minutes.redo();")["texts"][0] == "議題わ二つ。"


def test_a_speaker_is_called_otherwise_in_one_turn_or_everywhere(does):
    found = does("minutes.name('d1', '委員長'); minutes.name('d2', '委員長');"
                 "return [minutes.nameEverywhere('委員長', '秋山'), [...minutes.speakers]];")  # fmt: skip
    assert found["given"] == [2, [["秋山", 2]]]


def test_there_is_a_place_between_any_two(model):
    found = model.evaluate("""async () => {
      const { between } = await import("/static/station/minutes/places.js");
      const front = ["000001i"], back = ["000001i"];
      for (let n = 0; n < 300; n += 1) front.push(between("", front.at(-1)));
      for (let n = 0; n < 300; n += 1) back.push(between(back.at(-1), null));
      const inner = ["000001i"];
      for (let n = 0; n < 300; n += 1) inner.push(between(inner.at(-1), "000002i"));
      return [front.reverse(), back, inner];
    }""")
    for places in found:
        assert all(before < after for before, after in itertools.pairwise(places))
        assert all(EditedTurn(place=place, speaker="", start_ms=0, text="") for place in places)
    assert max(map(len, found[1])) == 7
    assert max(found[2]) < "000002i"


def test_where_the_sound_is_is_the_word_that_began_last(does):
    found = does("return [minutes.heardAt(0.2), minutes.heardAt(1.2), minutes.heardAt(9)];")
    assert found["given"][0] is None
    assert found["given"][1] == {"id": "d1", "at": 1, "from": 3, "to": 6}
    assert found["given"][2]["id"] == "d2"
