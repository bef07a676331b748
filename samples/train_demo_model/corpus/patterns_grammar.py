"""What joins words: particles, conjunctions, endings and everyday adverbs, in ever new company.

The other patterns are whole sentences of one trade; a model that knows no others takes each ending that it has not met
for one that it has. These are put together of parts, so that hardly two of their sentences share an ending and a
beginning.
"""

from samples.train_demo_model.corpus.grammar_linked import LINKED
from samples.train_demo_model.corpus.grammar_plain import PLAIN
from samples.train_demo_model.corpus.grammar_polite import POLITE
from samples.train_demo_model.corpus.grammar_words import (
    CONJUNCTIONS,
    ENDINGS,
    JOINTS,
    KANA_ADVERBS,
    PARTICLES,
    WHOLE_ENDINGS,
    WONDERS,
)
from samples.train_demo_model.corpus.lists import lines

GRAMMAR = lines("""
{n}{par}{plain}{ending}
{n}{par}{plain}{ending}
{n}{par}{n2}{par}{plain}
{n}{par}{n2}{par}{polite}
{n}{par}{polite}
{n}{par}{polite}
{n2}{par}{kadv}{plain}{ending}
{n2}{par}{kadv}{polite}
{kadv}{n}{par}{polite}
{kadv}{n}{par}{plain}{conj}{n}{whole}
{plain}{conj}{n2}{par}{polite}
{plain}{conj}{n2}{par}{plain}{ending}
{n}{par}{plain}{conj}、{n}{par}{polite}
{n2}{par}{plain}{conj}、{plain}{ending}
{n}{par}{linked}、{n2}{par}{plain}
{n}{par}{linked}{n2}{par}{polite}
{linked}、{n}{par}{polite}
{linked}{plain}{ending}
{linked}{linked}、{polite}
{joint}、{n}{par}{polite}
{joint}、{plain}{conj}、{n}{whole}
{joint}、{kadv}{plain}{ending}
{n}{whole}
{n}{par}{n}{whole}
{n}{par}、{n}{whole}
{plain}{n}{whole}
{plain}{n}{par}{n2}{whole}
{kadv}{n}{whole}
{kadv}{plain}{ending}
{n2}{whole}
{n2}{par}{n}{whole}
{n2}{par}{plain}{n2}{whole}
{n2}、{plain}{ending}
{n}{par}{plain}{ending}と{surname}さんは{polite}
{surname}さん{par}{plain}{conj}{n2}{whole}
{surname}{title}{par}{kadv}{polite}
{place}{par}{linked}、{kadv}{polite}
{count}{par}{plain}{ending}
{count}{whole}
{when}{par}{n}{whole}
{dept}{par}{kadv}{plain}{ending}
""")
PARTS = {
    "par": PARTICLES, "conj": CONJUNCTIONS, "ending": ENDINGS, "whole": WHOLE_ENDINGS, "kadv": KANA_ADVERBS,
    "n2": [*WONDERS, *["{n}"] * len(WONDERS)], "joint": JOINTS, "plain": PLAIN, "linked": LINKED, "polite": POLITE,
}  # fmt: skip
"""Parts that these patterns are made of."""
