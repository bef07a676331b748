"""Phrases that Whisper makes up where nobody speaks, without marks and blanks, in one width and case.

Whisper was trained on films on the net with their subtitles, and these are how such films end.
"""


def listed(text: str) -> frozenset[str]:
    """The phrases of a list, one a line."""
    return frozenset(text.split())


INVENTED = listed(
    """
    ご視聴ありがとうございました
    ご視聴ありがとうございます
    ご視聴いただきありがとうございました
    ご視聴いただきありがとうございます
    ご視聴頂きありがとうございました
    ご視聴頂きありがとうございます
    最後までご視聴ありがとうございました
    最後までご視聴いただきありがとうございました
    最後までご視聴頂きありがとうございました
    最後までご覧いただきありがとうございました
    最後までご覧いただきありがとうございます
    最後まで視聴してくださって本当にありがとうございます
    字幕視聴ありがとうございました
    チャンネル登録お願いします
    チャンネル登録をお願いします
    チャンネル登録よろしくお願いします
    チャンネル登録をよろしくお願いします
    チャンネル登録をお願いいたします
    チャンネル登録よろしくお願いいたします
    チャンネル登録をよろしくお願いいたします
    チャンネル登録高評価よろしくお願いします
    チャンネル登録高評価よろしくお願いいたします
    チャンネル登録と高評価をよろしくお願いします
    チャンネル登録と高評価をよろしくお願いいたします
    チャンネル登録と高評価よろしくお願いします
    チャンネル登録と高評価をお願いします
    高評価お願いします
    高評価とチャンネル登録をお願いします
    高評価とチャンネル登録よろしくお願いします
    次の動画でお会いしましょう
    次回の動画でお会いしましょう
    それではまた次の動画でお会いしましょう
    それではまた次回の動画でお会いしましょう
    また次の動画でお会いしましょう
    また次回の動画でお会いしましょう
    thankyouforwatching
    thanksforwatching
    pleasesubscribe
    subtitlesbytheamaraorgcommunity
    """
)
"""What nobody says in a meeting, so that it is doubtful wherever it stands."""

OVER_SILENCE = listed(
    """
    ありがとうございました
    どうもありがとうございました
    ご清聴ありがとうございました
    ご静聴ありがとうございました
    おやすみなさい
    お疲れ様でした
    おつかれさまでした
    お待ちください
    それではまた
    またお会いしましょう
    それでは失礼します
    さようなら
    バイバイ
    音楽
    拍手
    笑
    ん
    はい
    うん
    あ
    you
    bye
    thankyou
    """
)
"""What is said in meetings, too: it is doubtful where there is hardly any speech."""
