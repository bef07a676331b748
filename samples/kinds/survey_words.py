"""The answers that the survey offers, and what people write where they may write freely."""

Labels = tuple[tuple[str, str], ...]
"""Id and label of each answer."""

AGES: Labels = (
    ("age18", "18～29歳"), ("age30", "30歳代"), ("age40", "40歳代"), ("age50", "50歳代"), ("age60", "60歳代"),
    ("age70", "70歳以上"),
)  # fmt: skip
DISTRICTS: Labels = (
    ("centre", "中心部"), ("east", "東部"), ("west", "西部"), ("south", "南部（海岸）"), ("north", "北部"),
    ("kaname", "金目"), ("tsuchiya", "土屋・吉沢"), ("other", "その他"),
)  # fmt: skip
MATTERS: Labels = (
    ("childcare", "子育て・教育の環境"), ("transport", "道路・公共交通の便利さ"), ("safety", "防災・防犯への取組"),
    ("overall", "暮らしやすさ（全体として）"),
)  # fmt: skip
SCALE: Labels = (
    ("good", "満足"), ("fair", "やや満足"), ("neutral", "どちらとも\nいえない"), ("poor", "やや不満"), ("bad", "不満"),
)  # fmt: skip
PLACES: Labels = (
    ("library", "図書館"), ("hall", "公民館"), ("gym", "体育館・運動場"), ("park", "公園"), ("hospital", "市民病院"),
    ("museum", "博物館・美術館"), ("nursery", "子育て支援センター"), ("nowhere", "利用していない"),
)  # fmt: skip
AIMS: Labels = (
    ("welfare", "高齢者の福祉"), ("children", "子育て支援"), ("schools", "学校教育"), ("roads", "道路の整備"),
    ("disaster", "防災対策"), ("industry", "産業の振興"), ("nature", "自然環境"), ("digital", "手続のデジタル化"),
)  # fmt: skip
CHANNELS: Labels = (("counter", "窓口"), ("post", "郵送"), ("online", "オンライン"), ("proxy", "代理人に頼んだ"))

LIKED = (
    "海が近くて景色がよい",
    "七夕まつりがにぎやか",
    "図書館が静かで使いやすい",
    "野菜が新鮮で安い",
    "駅前に店が多くて便利",
    "公園が広く子どもと遊べる",
    "坂が少なく自転車で動きやすい",
    "病院の先生が親切",
    "近所の人がやさしい",
    "富士山がよく見える",
)
OPINIONS = (
    "バスの本数が少なく、通院に困っています。",
    "夜道が暗いところがあるので、街灯を増やしてほしい。",
    "窓口の待ち時間が長いです。予約ができると助かります。",
    "保育園に入れず、仕事に戻れませんでした。",
    "避難所の場所が分かりにくい。地図を配ってください。",
    "ごみの分け方をもっと簡単にしてほしい。",
    "歩道の段差をなくしてほしい。車いすでは通れません。",
    "オンラインでできる手続が増えて便利になりました。",
    "市のホームページが見づらいです。",
    "図書館を夜8時まで開けてほしいです。",
    "公民館のエアコンが古い。",
    "いつもありがとうございます。",
)
