import numpy as np
import pytest

pytest.importorskip("transformers", reason="only training needs transformers")
pytest.importorskip("torch", reason="only training needs torch")

import torch

from samples.train_demo_model import curve, tokens
from samples.train_demo_model.course import Course
from samples.train_demo_model.export import export
from samples.train_demo_model.heard import Heard
from samples.train_demo_model.restore import restore, variables
from samples.train_demo_model.tokens import Vocabulary

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def vocabulary():
    return Vocabulary(tokens.build(["予算を伺う。"]))


@pytest.fixture(scope="module")
def course(vocabulary):
    """A network with weights of its own everywhere, and its export."""
    course = Course(vocabulary, CPU)
    torch.manual_seed(5)
    with torch.no_grad():
        for name, weight in course.average.named_parameters():
            if "encoder.embed_positions" not in name:
                weight.copy_(torch.randn(weight.shape) * 0.1)
    return course


@pytest.fixture(scope="module")
def model(course, vocabulary, tmp_path_factory):
    directory = tmp_path_factory.mktemp("training")
    tokens.save(vocabulary.tokenizer, directory)
    course.update, course.seconds = 5000, 90.0
    course.save(directory / "checkpoints" / "latest.pt")
    Heard(7, 0.5, 6, 2).keep(directory)
    curve.add(directory / curve.NAME, dict.fromkeys(curve.COLUMNS, 0.5) | {"update": 5000, "minutes": 1.5})
    export(directory, directory / "model")
    return directory / "model"


def test_what_comes_back_is_what_was_exported_but_for_int8(course, model, vocabulary):
    other = Course(vocabulary, CPU)
    other.go_on_from(vocabulary, model)
    assert (other.update, other.since, other.seconds) == (5000, 5000, 90.0)
    back = dict(other.network.whisper.named_parameters())
    for name, weight in course.average.whisper.named_parameters():
        rows = weight.detach().flatten(1) if weight.ndim > 1 else weight.detach()[:, None]
        step = rows.abs().amax(1) / 127
        off = (back[name].detach() - weight.detach()).abs().reshape(len(rows), -1).amax(1)
        assert bool((off <= step * 0.51 + 1e-6).all()), name
    for kept, now in zip(other.average.parameters(), other.network.parameters(), strict=True):
        assert torch.equal(kept, now)


def test_a_character_that_is_new_begins_as_the_mean_of_its_bytes(model, vocabulary):
    wider = Vocabulary(tokens.build(["予算を伺う鰯。"]))
    network = Course(wider, CPU).network
    restore(network, wider, model)
    rows = network.whisper.model.decoder.embed_tokens.weight.detach().numpy()
    kept = variables(model / "model.bin")["decoder/embeddings/weight"]
    assert np.array_equal(rows[wider.text("鰯")[0]], kept[vocabulary.text("鰯")].mean(0))
    assert len(vocabulary.text("鰯")) == 3
    for piece in ("を", "<|endoftext|>", "<|ja|>", "<|1.50|>"):
        ids = (words.tokenizer.token_to_id(piece) for words in (wider, vocabulary))
        assert np.array_equal(rows[next(ids)], kept[next(ids)])


def test_a_file_of_another_format_is_refused(tmp_path):
    path = tmp_path / "model.bin"
    path.write_bytes(b"\x05\x00\x00\x00\x0c\x00WhisperSpec\x00\x03\x00\x00\x00\x00\x00\x00\x00")
    with pytest.raises(ValueError, match="version 5, not"):
        variables(path)
