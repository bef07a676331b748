"""Sentences by which the training is watched, so that those that are held out stay unseen until the end.

Their patterns are neither those of the corpus nor those of the held-out sentences; the rule about what may be shared
with the corpus is the same.
"""

from functools import cache
from random import Random

from samples.train_demo_model.corpus.generator import Speaker
from samples.train_demo_model.corpus.held_out import LONGEST, SHORTEST, held_out, new
from samples.train_demo_model.corpus.lists import lines

SEED = 9
NUMBER = 120
PATTERNS = lines("""
{np}があれば、わざわざ{np}を{act}しなくて済む
{np}にかける{n}が{count}から{count}へ変わった
{surname}さんに頼まれて、{np}を{v.masu}に来ました
{np}といい{np}といい、どれも{na}だ
{np}より先に{np}を{v.ta}のはなぜですか
まさか{np}が{act}されるとは誰も考えなかった
{n}と{n}のどちらを{v.dic}か、{dept}で話し合った
{np}の帰りに、{place}の{n}を見てきた
{np}を{v.te}こそ、{np}と呼べる
{date}から{date}にかけて、{np}が{adj.k}くなった
{np}もさることながら、{np}が気になる
{n}を持っている人だけが{n}を{v.masu}ます
{np}に慣れるまで{count2}はかかった
{surname}{title}は{np}に{adv}反対した
{np}をきれいにしたら、{n}が{count}出てきた
{np}ときたら、{act}ばかりしている
{np}がもう少し{adj.k}ければ、{np}を{v.dic}のに
{n}も{n}も{n}に含まれる
この間{act}した{np}は、{who}のものだった
{np}を{v.dic}手もあるが、{np}は{na}でなくなる
""")


@cache
def development() -> list[str]:
    """The sentences."""
    speaker, chosen = Speaker(Random(f"development {SEED}"), {"free": PATTERNS}), list[str]()
    while len(chosen) < NUMBER:
        text = speaker.sentence()
        if SHORTEST <= len(text) <= LONGEST and text not in (*chosen, *held_out()) and new(text):
            chosen.append(text)
    return chosen
