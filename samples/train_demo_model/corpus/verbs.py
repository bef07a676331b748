"""Verbs with their forms, nouns that become verbs with する, adjectives and adverbs."""

from samples.train_demo_model.corpus.lists import listed

VERBAL_NOUNS = listed("""
検討 整備 実施 導入 推進 拡充 拡大 縮小 強化 改善 改修 検証 調査 分析 確認 確保 支援 周知 公表 報告 説明 提案 提出
要望 要請 依頼 協議 調整 連携 協力 対応 対処 点検 補修 修繕 更新 設置 撤去 移設 移転 廃止 統合 分離 開設 開始 停止
中止 延期 継続 終了 完了 見込み 計上 執行 配分 配付 配置 募集 選定 選考 委託 委嘱 任命 契約 発注 購入 売却 処分 管理
運営 運用 利用 活用 普及 啓発 育成 指導 助言 勧奨 受診 相談 申請 交付 給付 補助 免除 猶予 徴収 集計 算定 推計 比較
評価 審査 決定 策定 制定 改正 改定 修正 訂正 変更 追加 削除 記載 記録 保存 保管 保護 保全 復元 復旧 再編 再生 振興
誘致 発信 発表 開催 参加 参画 訪問 視察 派遣 招集 出席 議論 審議 議決 承認 登録 登載 閲覧 検索 接続 移行 試行 稼働
入力 出力 印刷 送付 受領 受理 精査 把握 共有 反映 尊重 重視 優先 軽減 削減 抑制 防止 予防 解消 解決 達成 実現 維持
低下 増加 減少 上昇 充実 定着 浸透 安定 懸念 期待 評定 換算 転換 併用 兼用 代行 代替 補足 引用 参照
""")
"""What is done with something, and all of it can be followed by する."""
GODAN = listed("""
行う 伴う 補う 担う 伺う 扱う 失う 願う 整う 見直す 示す 促す 生かす 減らす 増やす 残す 移す 直す 試す 果たす 目指す
話す 渡す 返す 訳す 書く 聞く 開く 置く 描く 導く 築く 招く 省く 続く 届く 働く 急ぐ 防ぐ 注ぐ 継ぐ 学ぶ 運ぶ 選ぶ
結ぶ 及ぶ 並ぶ 進む 組む 読む 含む 望む 臨む 頼む 積む 取り組む 作る 送る 配る 守る 図る 測る 絞る 探る 語る 握る 譲る
残る 上回る 下回る 異なる 至る 高まる 広がる 始まる 決まる 集まる
""")
ICHIDAN = listed("""
進める 求める 定める 認める 高める 深める 広める 努める 改める 集める 始める 決める 考える 整える 伝える 支える 抱える
控える 迎える 備える 加える 変える 超える 与える 教える 数える 答える 応える 続ける 設ける 受ける 付ける 避ける 届ける
助ける 分ける 育てる 立てる 当てる 充てる 述べる 調べる 比べる 並べる 食べる 減じる 講じる 生じる 応じる 感じる 用いる
率いる 見る 上げる 下げる 広げる 掲げる 妨げる 仕上げる 任せる 知らせる 合わせる 寄せる 見せる 締める 納める 入れる
触れる 恐れる 忘れる 訪れる
""")
ADJECTIVES = listed("""
新しい 古い 大きい 小さい 高い 低い 長い 短い 早い 遅い 多い 少ない 良い 悪い 強い 弱い 重い 軽い 広い 狭い 深い 浅い
厚い 薄い 明るい 暗い 暑い 寒い 暖かい 涼しい 近い 遠い 難しい 易しい 厳しい 詳しい 正しい 等しい 著しい 望ましい
好ましい 忙しい 苦しい 貧しい 激しい 危ない 珍しい
""")
NA_ADJECTIVES = listed("""
必要 重要 主要 適切 適正 公平 公正 十分 不十分 円滑 迅速 丁寧 明確 不明確 確実 着実 健全 安全 有効 効果的 効率的
計画的 積極的 消極的 継続的 段階的 抜本的 具体的 総合的 全庁的 横断的 緊急 深刻 複雑 簡単 簡素 柔軟 慎重 大切 貴重
身近 独自 新た 様々 豊か 静か 急激 急速 大幅
""")
ADVERBS = listed("""
今後 引き続き 改めて 順次 随時 速やかに 早急に 直ちに 着実に 丁寧に 慎重に 十分に 確実に 積極的に 計画的に 段階的に
具体的に 総合的に 一層 更に 特に 主に 概ね 約 既に 現在 当面 将来 毎年 毎月 毎週 常に 時々 必ず 決して 全く 大変
非常に 極めて 比較的 徐々に 次第に 一斉に 同時に 別途 個別に
""")

_TE = {
    "う": "って",
    "つ": "って",
    "る": "って",
    "く": "いて",
    "ぐ": "いで",
    "す": "して",
    "む": "んで",
    "ぶ": "んで",
    "ぬ": "んで",
}
_STEMS = {"う": "わいえお", "つ": "たちてと", "る": "らりれろ", "く": "かきけこ", "ぐ": "がぎげご", "す": "さしせそ",
          "む": "まみめも", "ぶ": "ばびべぼ", "ぬ": "なにねの"}  # fmt: skip


def forms(verb: str, ichidan: bool) -> dict[str, str]:
    """The forms of a verb: ``dic``, ``masu`` (before ます), ``te``, ``ta``, ``nai`` (before ない), ``ba``, ``vol``."""
    stem, last = verb[:-1], verb[-1]
    if ichidan:
        return {"dic": verb, "masu": stem, "te": f"{stem}て", "ta": f"{stem}た", "nai": stem, "ba": f"{stem}れば",
                "vol": f"{stem}よう"}  # fmt: skip
    a, i, e, o = (stem + row for row in _STEMS[last])
    te = stem + _TE[last]
    past = te[:-1] + ("だ" if te.endswith("で") else "た")
    return {"dic": verb, "masu": i, "te": te, "ta": past, "nai": a, "ba": f"{e}ば", "vol": f"{o}う"}


VERBS = [forms(verb, False) for verb in GODAN] + [forms(verb, True) for verb in ICHIDAN]
"""Every verb that is not made with する, in its forms."""


def spoken_forms() -> list[str]:
    """The inflected forms that can occur in a sentence."""
    return sorted({form for verb in VERBS for form in verb.values()})
