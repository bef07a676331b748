"""The network: Whisper made small, and heads for phonemes and spelling that only training has."""

from collections.abc import Sequence
from copy import copy
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import WhisperConfig, WhisperForConditionalGeneration

from samples.train_demo_model.tokens import PHONEMES, Vocabulary

WIDTH, HEADS, ENCODER_LAYERS, DECODER_LAYERS = 256, 4, 6, 4
MIDDLE = 3
"""Layers of the encoder below the head for phonemes; the others put what was heard together to words."""
FRAMES_PER_POSITION = 2
"""Frames of the features (100 a second) in a position of the encoder."""
POSITIONS_PER_SECOND = 50
POSITIONS_PER_CHARACTER = 2
"""Of the head for spelling, which need not be as fine as that for phonemes."""
DROPOUT = 0.1
"""Share of what passes between the layers of the decoder that is left out in training."""
AIMED = ((2, 0), (2, 1), (3, 0), (3, 1))
"""Layers and heads of the decoder that are taught where to look; words get their times from them."""
REACH = 0.2
"""Seconds on either side of the time of a character within which to look."""


def configuration(vocabulary: Vocabulary) -> WhisperConfig:
    """The shape of the network, in Whisper's words."""
    return WhisperConfig(
        vocab_size=vocabulary.size, num_mel_bins=80, d_model=WIDTH, max_source_positions=1500, max_target_positions=448,
        encoder_layers=ENCODER_LAYERS, encoder_attention_heads=HEADS, encoder_ffn_dim=4 * WIDTH,
        decoder_layers=DECODER_LAYERS, decoder_attention_heads=HEADS, decoder_ffn_dim=4 * WIDTH,
        dropout=0.0, attention_dropout=0.0, activation_dropout=0.0, scale_embedding=False,
        pad_token_id=vocabulary.end, bos_token_id=vocabulary.end, eos_token_id=vocabulary.end,
        decoder_start_token_id=vocabulary.start, suppress_tokens=None, begin_suppress_tokens=None,
    )  # fmt: skip


class Network(nn.Module):
    """Whisper, and phonemes and spelling read off its encoder."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Make it with random weights."""
        super().__init__()
        self.whisper = WhisperForConditionalGeneration(configuration(vocabulary))
        self.phonemes = nn.Sequential(nn.LayerNorm(WIDTH), nn.Linear(WIDTH, len(PHONEMES) + 1))
        self.spelling = nn.Linear(WIDTH, vocabulary.end + 1)
        positions = self.whisper.model.decoder.embed_positions.weight
        with torch.no_grad():  # a position that training never reaches shall still resemble its neighbours
            positions.copy_(0.3 * self.whisper.model.encoder.embed_positions.weight[: len(positions)])

        for part in (decoder := self.whisper.model.decoder, *decoder.layers):
            part.dropout = DROPOUT

        self._looks: dict[int, Tensor] = {}
        for number in {layer for layer, _head in AIMED}:
            attention = self.whisper.model.decoder.layers[number].encoder_attn
            attention.config = copy(attention.config)
            attention.config._attn_implementation = "eager"  # the one that tells its weights
            attention.register_forward_hook(partial(self._keep, number))

    def _keep(self, number: int, _layer: nn.Module, _given: object, made: tuple[Tensor, Tensor]) -> None:
        self._looks[number] = made[1]

    def astray(self, times: Tensor) -> Tensor:
        """How far the aimed heads looked away in the last ``scores``: minus the log of their weight within ``REACH``.

        Args:
            times: in seconds, of each token wanted; NaN for those that are spoken at no time, which do not count.
        """
        timed = ~times.isnan()
        heads = torch.stack([self._looks[layer][:, head][timed] for layer, head in AIMED]).float()
        places = torch.arange(heads.shape[-1], device=times.device) / POSITIONS_PER_SECOND
        within = (places - times[timed][:, None]).abs() <= REACH
        weight = (heads * within).sum(-1)
        return -weight.clamp_min(1e-6).log().mean() if weight.numel() else heads.sum() * 0

    def encode(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """From (batch, 80, frames) to (batch, frames / 2, width), for any number of frames up to 3,000.

        Returns:
            what the decoder gets, and what the first ``MIDDLE`` layers made.
        """
        encoder = self.whisper.model.encoder
        hidden = functional.gelu(encoder.conv1(features))
        hidden = functional.gelu(encoder.conv2(hidden)).transpose(1, 2)
        hidden = hidden + encoder.embed_positions.weight[: hidden.shape[1]]
        middle = self._through(hidden, encoder.layers[:MIDDLE])
        return encoder.layer_norm(self._through(middle, encoder.layers[MIDDLE:])), middle

    @staticmethod
    def _through(hidden: Tensor, layers: nn.ModuleList) -> Tensor:
        for layer in layers:
            out = layer(hidden, None)
            hidden = out[0] if isinstance(out, tuple) else out
        return hidden

    def scores(self, tokens: Tensor, encoded: Tensor, asked: Tensor) -> Tensor:
        """Scores of the next token at the places of (batch, length) tokens that are asked for, one row each."""
        decoder = self.whisper.model.decoder
        hidden = decoder(input_ids=tokens, encoder_hidden_states=encoded, use_cache=False).last_hidden_state
        return self.whisper.proj_out(hidden[asked])

    def spelled(self, encoded: Tensor) -> Tensor:
        """Scores of the characters, 0 for none, at every ``POSITIONS_PER_CHARACTER``-th position."""
        return self.spelling(encoded[:, ::POSITIONS_PER_CHARACTER])


@torch.no_grad()
def greedy(network: Network, encoded: Tensor, vocabulary: Vocabulary, longest: int = 90) -> list[str]:
    """The most likely text without timestamps, of up to so many characters, of each item that was encoded."""
    given = torch.tensor([[vocabulary.start, vocabulary.japanese, vocabulary.transcribe, vocabulary.plain]])
    given = given.repeat(len(encoded), 1).to(encoded.device)
    ended = torch.zeros(len(encoded), dtype=torch.bool, device=encoded.device)
    decoder, past, written = network.whisper.model.decoder, None, list[Tensor]()
    for _place in range(longest):
        made = decoder(input_ids=given, encoder_hidden_states=encoded, past_key_values=past, use_cache=True)
        past = made.past_key_values
        scores = network.whisper.proj_out(made.last_hidden_state[:, -1])
        following = scores[:, : vocabulary.end + 1].argmax(-1)
        following[ended] = vocabulary.end
        ended |= following == vocabulary.end
        given = following[:, None]
        written.append(given)
        if ended.all():
            break
    return [vocabulary.decode(row) for row in torch.cat(written, 1).tolist()]


def read_off(scores: Tensor, positions: Sequence[int]) -> list[list[int]]:
    """What a head says of each item within so many positions: its classes in a row, without repeats and without 0."""
    rows = zip(scores.argmax(-1), positions, strict=True)
    return [[x for x in torch.unique_consecutive(row[:length]).tolist() if x] for row, length in rows]
