"""The network: Whisper made small, and a head for phonemes that only training has."""

from copy import copy
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import WhisperConfig, WhisperForConditionalGeneration

from samples.train_demo_model.tokens import PHONEMES, Vocabulary

WIDTH, HEADS, ENCODER_LAYERS, DECODER_LAYERS = 192, 4, 4, 3
FRAMES_PER_POSITION = 2
"""Frames of the features (100 a second) in a position of the encoder."""
POSITIONS_PER_SECOND = 50
DROPOUT = 0.1
"""Share of what passes between the layers of the decoder that is left out in training."""
AIMED = ((1, 0), (1, 1), (2, 0), (2, 1))
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
    """Whisper, and phonemes read off its encoder."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Make it with random weights."""
        super().__init__()
        self.whisper = WhisperForConditionalGeneration(configuration(vocabulary))
        self.phonemes = nn.Linear(WIDTH, len(PHONEMES) + 1)
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
        heads = torch.stack([self._looks[layer][:, head] for layer, head in AIMED]).float()
        places = torch.arange(heads.shape[-1]) / POSITIONS_PER_SECOND
        within = (places - times[..., None]).abs() <= REACH
        weight = (heads * within).sum(-1)[:, ~times.isnan()]
        return -weight.clamp_min(1e-6).log().mean() if weight.numel() else heads.sum() * 0

    def encode(self, features: Tensor) -> Tensor:
        """From (batch, 80, frames) to (batch, frames / 2, width), for any number of frames up to 3,000."""
        return self.finish(self.begin(features, ENCODER_LAYERS), 0)

    def begin(self, features: Tensor, layers: int) -> Tensor:
        """What the first so many layers of the encoder make of features."""
        encoder = self.whisper.model.encoder
        hidden = functional.gelu(encoder.conv1(features))
        hidden = functional.gelu(encoder.conv2(hidden)).transpose(1, 2)
        hidden = hidden + encoder.embed_positions.weight[: hidden.shape[1]]
        return self._through(hidden, encoder.layers[:layers])

    def finish(self, hidden: Tensor, layers: int) -> Tensor:
        """What the last so many layers of the encoder, and what follows them, make of what the others made."""
        encoder = self.whisper.model.encoder
        return encoder.layer_norm(self._through(hidden, encoder.layers[ENCODER_LAYERS - layers :]))

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


@torch.no_grad()
def greedy(
    network: Network, features: Tensor, vocabulary: Vocabulary, longest: int = 90
) -> tuple[list[str], list[list[int]]]:
    """The most likely text without timestamps, of up to so many characters, and the phonemes, of each item."""
    encoded = network.encode(features)
    tokens = torch.tensor([[vocabulary.start, vocabulary.japanese, vocabulary.transcribe, vocabulary.plain]])
    tokens = tokens.repeat(len(features), 1)
    ended = torch.zeros(len(features), dtype=torch.bool)
    decoder, past, given = network.whisper.model.decoder, None, tokens
    for _place in range(longest):
        made = decoder(input_ids=given, encoder_hidden_states=encoded, past_key_values=past, use_cache=True)
        past = made.past_key_values
        scores = network.whisper.proj_out(made.last_hidden_state[:, -1])
        following = scores[:, : vocabulary.end + 1].argmax(-1)
        following[ended] = vocabulary.end
        ended |= following == vocabulary.end
        given = following[:, None]
        tokens = torch.cat([tokens, given], 1)
        if ended.all():
            break
    classes = [torch.unique_consecutive(row).tolist() for row in network.phonemes(encoded).argmax(-1)]
    return [vocabulary.decode(row.tolist()) for row in tokens], [[x for x in row if x] for row in classes]
