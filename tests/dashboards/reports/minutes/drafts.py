"""Drafts to be written out: one as it comes, and one whose texts try to be something else."""

import datetime

from dashboards.reports.minutes.draft import (
    Draft,
    Finding,
    Head,
    Item,
    Piece,
    Removal,
    Source,
    Stretch,
    Summary,
    Turn,
)

SOURCE = Source("m1", "near", "faster-whisper 1.2.1", "large-v3", False, "trial/20260401-090000-1a2b3c4d")


def plain(source: Source = SOURCE, summary: Summary | None = None) -> Draft:
    turns = (
        Turn(1, "委員長", (Piece("s1", 5, 9, "えー、始めます。", (Removal("s1", 0, "えー、", "hesitation"),)),)),
        Turn(
            2,
            "佐藤委員",
            (
                Piece("s2", 10, 14, "予備費は足りますか", doubts=((0, 3),)),
                Piece("s3", 14, 16, "", lost=True),
                Piece("s4", 16, 18, "次です。"),
            ),
            item=1,
        ),
        Turn(3, "", (Piece("s5", 3723, 3725, "異議なし。"),)),
    )
    return Draft(
        Head("検証委員会", datetime.date(2026, 4, 1), "14:00～15:30", "会議室", ("委員長", "佐藤委員")),
        source,
        (Item(1, "予備費について", 2, "item_next", "次の議題"), Item(2, "その他")),
        turns,
        (Finding("no_objection", "異議なし", "異議なし。", 3, 3723, "", asked="よろしいでしょうか。"),),
        (
            Finding(
                "by_date",
                "月末までに",
                "財政課は月末までに試算を提出してください。",
                2,
                16,
                "佐藤委員",
                "",
                "財政課",
                "試算を提出",
                "月末",
            ),
        ),
        (Stretch(10, 11.5, "佐藤委員", ("uncertain",), "予備費"), Stretch(14, 16, "", ("lost",), "")),
        summary,
    )


def hostile(text: str) -> Draft:
    """Every text that comes from outside is this one."""
    piece = Piece("s1", 0, 2, text, (Removal("s1", 0, text[:1], text),) if text else (), ((0, 2),))
    finding = Finding(text, text, text, 1, 0, text, text, text, text, text)
    return Draft(
        Head(text, None, text, text, (text,)),
        Source(text, text, text, text, True, text),
        (Item(1, text, 1, text, text),),
        (Turn(1, text, (piece, Piece("s2", 2, 3, text)), item=1),),
        (finding,),
        (finding,),
        (Stretch(0, 2, text, (text,), text),),
        Summary(text, text, False),
    )


NASTY = (
    '<script>alert("x")</script>',
    "a --> b",
    "]]></w:t><w:t>",
    "| a | b |\n# 見出し\n- 項目\n```",
    "**太字** _下線_ [言葉](http://example.invalid) ![絵](x.png)",
    "{\\an8}{\\b1}太字{\\b0}",
    "行\\N行\\n行\\h",
    "一\x00二\x08三\x0b四\x1f五\ufffe六\uffff七",
    "\u202e逆さ\u2066",
    "&amp; &lt;b&gt; &#60;",
    "1. 番号\r\n2) 番号\r= =",
    "00:00:01.000 --> 00:00:02.000\n\nWEBVTT",
    "<v 他人>なりすまし",
    "=cmd|' /C calc'!A0",
    "長い題名" * 100,
)
