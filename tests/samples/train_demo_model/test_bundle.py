import numpy as np
import pytest

from pipelines import models
from pipelines.models import Model
from samples.train_demo_model import bundle, card, curve, shards
from samples.train_demo_model.heard import Heard
from samples.train_demo_model.shards import Sentence

LINE = dict.fromkeys(curve.COLUMNS, 0.5)


@pytest.fixture
def training(tmp_path):
    (tmp_path / "shards").mkdir()
    sentences = [Sentence(text, "a", np.zeros(8000, np.int16)) for text in ("予算を伺う。", "議会。")]
    shards.save(tmp_path / "shards" / "0000.npz", sentences)
    Heard.now(tmp_path).keep(tmp_path)
    for update in (100, 200):
        curve.add(tmp_path / curve.NAME, LINE | {"update": update})
    return tmp_path


@pytest.fixture
def model(tmp_path):
    folder = tmp_path / "model"
    folder.mkdir()
    for name in ("model.bin", "config.json", "vocabulary.json"):
        (folder / name).write_bytes(name.encode())
    return folder


def test_everything_that_a_model_needs_lies_beside_the_weights(training, model):
    bundle.complete(model, training, 100, 12.6, 10)
    manifest = models.manifest(model)
    assert manifest.demonstration
    assert set(manifest.files) == {"model.bin", "config.json", "vocabulary.json"}
    models.verify(Model("demo", model, "", True, 0))
    assert "Creative Commons Attribution 3.0" in (model / "NOTICE").read_text("utf-8")
    assert [row["update"] for row in curve.rows(model / curve.NAME)] == ["100"]
    text = (model / card.NAME).read_text("utf-8")
    assert "It reads up to 10 s at a time" in text
    assert "100 updates, 13 minutes of learning. Of the 60,000 sentences of the corpus, 2 had been spoken" in text


def test_the_card_says_which_model_the_training_went_on_from(training, model):
    bundle.complete(model, training, 200, 12.6, 10, since=150)
    assert "It went on from a model of 150 updates" in (model / card.NAME).read_text("utf-8")


def test_what_was_heard_is_counted(training):
    heard = Heard.read(training)
    assert heard == Heard(2, 1 / 3600, len(set("予算を伺う。議会。")), heard.words)
    assert heard.words >= 2  # 予算, 伺う


def test_figures_of_other_weights_are_not_kept(training, model):
    (model / card.FIGURES).write_text("[]", "utf-8")
    bundle.complete(model, training, 100, 1, 10)
    assert not (model / card.FIGURES).exists()


def test_a_model_that_is_too_large_for_the_repository_is_refused(training, model):
    (model / "model.bin").write_bytes(bytes(bundle.MOST_BYTES))
    with pytest.raises(ValueError, match="bytes, more than"):
        bundle.complete(model, training, 100, 1, 10)


@pytest.mark.skipif(not (models.BUNDLED / models.WEIGHTS).is_file(), reason="the model is not bundled yet")
def test_the_bundled_model_is_what_its_manifest_says_and_small_enough():
    assert (models.BUNDLED / models.MANIFEST).is_file()
    models.verify(models.installed()[models.DEMO])
    files = {path.name for path in models.BUNDLED.iterdir()}
    assert files >= {*models.FILES[:3], "preprocessor_config.json", "NOTICE", card.NAME, card.FIGURES, curve.NAME}
    assert sum(path.stat().st_size for path in models.BUNDLED.iterdir()) <= bundle.MOST_BYTES


@pytest.mark.skipif(not (models.BUNDLED / card.FIGURES).is_file(), reason="the model is not bundled yet")
def test_the_bundled_model_meets_its_aim_with_all_of_its_interval():
    (near,) = [figure for figure in card.read(models.BUNDLED) if figure.condition == card.NEAR]
    assert near.sentences >= 150
    assert near.rate <= near.high <= card.AIM
    assert near.rate == pytest.approx(
        (near.deletions + near.insertions + near.substitutions) / near.characters, abs=1e-5
    )
