"""Sentences that the model is tested on: patterns of their own, and sentences written one by one.

The words of the patterns are those of the corpus, so that hearing is tested and not vocabulary; no sentence shares
more than half of its runs of eight characters with the corpus.
"""

from functools import cache
from random import Random

from samples.train_demo_model.corpus.corpus import corpus, shared
from samples.train_demo_model.corpus.generator import Speaker
from samples.train_demo_model.corpus.lists import lines

SEED = 7
NUMBER = 300
MOST_SHARED = 0.5
SHORTEST, LONGEST = 12, 45

PATTERNS = lines("""
{np}が{adj}うちに、{np}を{act}しておきたい
{np}さえ{v.ba}、{np}はそれほど{na}ではない
{surname}{title}の話では、{np}は{date}で{act}になるとのこと
{np}なのか{np}なのか、はっきりしない
{np}こそ{v.dic}べきで、{np}は後でよい
どちらかといえば{np}の方が{adj}ように見えます
{np}抜きで{np}を語るのは無理がある
{count}もの{np}を誰が{v.dic}のか
{np}へは{place}から{count2}で行ける
{np}の次は{np}、その次が{np}という順番にしました
せっかく{v.ta}{n}を、もう{act}するのですか
{np}は{money}以内に収めるように言われました
{np}ほど{na}なものはないというのが{who}の意見でした
{np}と聞いて、{np}を思い浮かべる人が多い
{v.te}も{v.nai}なくても、{np}は変わらない
{dept}が{np}を{v.masu}、{dept}がそれを{act}する
{np}には{count}、{np}には{count}が割り当てられた
{np}のせいで{np}まで{act}してしまった
{np}は{adj}し、{np}も{adj}です
{n}より{n}、{n}より{n}を優先した
{np}が{v.ta}ので、{who}は{np}を{v.dic}のをやめた
{when}、{place}へ{np}を{v.masu}に行った
{np}かどうかは{np}を{v.nai}ないと分からない
{np}に{v.dic}なら、{np}にも{act}が要る
{n}だけで{count}、{n}も合わせると{count}になる
{np}のつもりが、いつの間にか{np}になっていた
誰も{np}を{v.nai}なかったら、{np}はどうなりますか
{surname}さんと{surname}さんは{np}の{act}に賛成だそうだ
{np}を{v.dic}くらいなら、{np}を{act}した方がまし
{np}のほとんどが{place}と{place}に集まっている
""")

WRITTEN = lines("""
橋の点検が終わるまで、大型の車は通れません。
雪の朝は、職員が総出で歩道を確保しています。
空き家の持ち主が分からず、指導が進まないのが悩みです。
図書館の閉館時間をあと1時間遅くしてもらえませんか。
防災無線が聞こえにくい地区には、戸別の受信機を貸しています。
読み取った結果は、必ず職員が原本と見比べます。
議事録の下書きができるまで、以前は3日かかっていました。
手書きの氏名だけは、今も人が入力しています。
熊が里山に下りてきたので、登下校に警察が付き添いました。
水道管の老朽化で、昨年は12回も道路が陥没しました。
猫の鳴き声や悪臭の苦情が、春から急に増えています。
祭りの花火は、風が強ければ翌週に延期します。
給食の牛乳を残す児童が多いと聞きました。
審議会の女性の割合を4割まで高めたい。
人工知能に任せる仕事と、人が担う仕事を分けて考えます。
申請書の様式をそろえるだけで、入力の手間が減りました。
財政課としては、単年度ではなく5年の平均で見ております。
外国人の世帯には、やさしい言葉で書いた通知を送りました。
海岸の松林は、市民が植えて育てたものです。
夜間の救急を断られた例が7件あったと報告を受けました。
請求書の日付が違うので、もう一度出してください。
市長が変わっても、この方針は変わらないのでしょうか。
駐輪場の料金を値上げするなら、屋根を付けてください。
議長、ただいまの発言の取り消しを求めます。
祖父の介護で仕事を辞めた若者の声を聞いてください。
太陽光の発電量は、冬の方が落ちるとは限りません。
転入の届出は、引っ越した日から14日以内です。
詐欺の電話は、市役所の名前をかたることが多いそうです。
採点の結果、2番目に安い会社が選ばれました。
委員の任期は2年で、再任を妨げません。
""")


@cache
def held_out() -> list[str]:
    """The held-out sentences, the ones written one by one first."""
    speaker = Speaker(Random(f"held out {SEED}"), {"free": PATTERNS})
    chosen = [text for text in WRITTEN if new(text)]
    while len(chosen) < NUMBER:
        text = speaker.sentence()
        if SHORTEST <= len(text) <= LONGEST and text not in chosen and new(text):
            chosen.append(text)
    return chosen


@cache
def characters() -> frozenset[str]:
    """The characters of the corpus: what the model can know."""
    return frozenset("".join(corpus()))


def new(text: str) -> bool:
    """Whether a sentence shares no more with the corpus than is allowed, and holds no character that it lacks."""
    return shared(text) <= MOST_SHARED and characters().issuperset(text)
