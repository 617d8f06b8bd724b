"""Text folded for search: case, accents, width, spacing and the two ways of writing Han set aside, in any script.

Databases differ in what they can fold, so it is done here once and the result kept in a column. What folding says is
written along with each name: after a change here `wego migrate` writes the names of the search anew.
"""

from __future__ import annotations

import re
import unicodedata

# Letters with a stroke of their own, which Unicode takes for letters and not for accents: Łódź is looked for as “lodz”.
_STROKES = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe", "ŋ": "n",
    "ƶ": "z", "ɨ": "i", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɛ": "e", "ɔ": "o", "ə": "e", "ĸ": "k",
}  # fmt: skip
# Traditional Han and the simplified forms for which they stand, as names of places and bodies use them, with the forms
# of Japan that are neither. Each pair: written so, found as.
_HAN = (
    "爾尔 漢汉 縣县 県县 區区 國国 灣湾 臺台 廣广 広广 東东 島岛 門门 龍龙 竜龙 濟济 済济 蘇苏 慶庆 陽阳 陰阴 "
    "寧宁 長长 瀋沈 鄭郑 烏乌 魯鲁 齊齐 濱滨 浜滨 連连 貴贵 雲云 馬马 倫伦 紐纽 約约 羅罗 華华 頓顿 聖圣 維维 "
    "納纳 亞亚 亜亚 達达 薩萨 諾诺 萊莱 蘭兰 賓宾 檳槟 嶼屿 興兴 順顺 義义 廈厦 灘滩 滬沪 遼辽 澤泽 沢泽 鎮镇 "
    "鎭镇 鄉乡 鄰邻 師师 範范 學学 會会 議议 協协 聯联 業业 團团 団团 體体 機机 構构 電电 訊讯 數数 據据 網网 "
    "絡络 環环 術术 關关 関关 開开 發发 発发 產产 創创 設设 計计 員员 貿贸 資资 財财 銀银 農农 醫医 藝艺 歷历 "
    "歴历 歐欧 韓韩 緬缅 葉叶 傑杰 喬乔 盧卢 劉刘 張张 陳陈 黃黄 趙赵 錦锦 鍾钟 鐘钟 鐵铁 鳳凤 鶴鹤 雞鸡 麗丽 "
    "壽寿 榮荣 栄荣 樂乐 楽乐 橋桥 橫横 権权 權权 溫温 漁渔 濰潍 瀘泸 瑪玛 畢毕 盤盘 礦矿 禮礼 穀谷 絲丝 綠绿 "
    "緯纬 績绩 莊庄 荘庄 蓮莲 衛卫 衞卫 裡里 裏里 話话 說说 謝谢 豐丰 豊丰 賀贺 賴赖 趨趋 車车 軍军 輝辉 遠远 "
    "選选 邊边 郵邮 釋释 釣钓 銅铜 鋼钢 錫锡 鎬镐 閘闸 閩闽 闊阔 陝陕 陸陆 際际 隴陇 雙双 雜杂 離离 難难 靈灵 "
    "靜静 項项 預预 領领 頭头 題题 顏颜 願愿 顧顾 風风 飛飞 餘余 館馆 驛驿 駅驿 驗验 験验 髮发 鬆松 魚鱼 鮮鲜 "
    "鹽盐 塩盐 麥麦 點点 龜龟 黨党 嶺岭 峽峡 場场 塊块 夾夹 奧奥 婦妇 孫孙 實实 寶宝 將将 岡冈 崗岗 巖岩 帶带 "
    "帥帅 廟庙 廠厂 彌弥 從从 徑径 應应 懷怀 戰战 戶户 戸户 擇择 擴扩 攝摄 敵敌 曆历 書书 棟栋 極极 樣样 樹树 "
    "檔档 歸归 氣气 気气 沖冲 沒没 淺浅 淨净 潔洁 潛潜 濕湿 滿满 漸渐 潤润 澀涩 澗涧 烴烃 熱热 爐炉 爭争 獎奖 "
    "獨独 獅狮 現现 畫画 異异 當当 療疗 監监 盡尽 碼码 磚砖 確确 祿禄 種种 稱称 積积 穩稳 競竞 築筑 節节 糧粮 "
    "紀纪 紅红 純纯 級级 組组 結结 統统 經经 線线 總总 縱纵 織织 繼继 續续 罷罢 習习 聲声 職职 腦脑 臨临 舊旧 "
    "艙舱 薦荐 藍蓝 藥药 虛虚 號号 衝冲 補补 製制 複复 見见 規规 視视 覺觉 觀观 親亲 訂订 記记 許许 評评 試试 "
    "該该 認认 語语 調调 證证 識识 護护 讓让 負负 責责 費费 質质 購购 賽赛 贊赞 軌轨 載载 輕轻 輪轮 轉转 辦办 "
    "進进 運运 過过 適适 遷迁 還还 針针 鈴铃 錄录 錢钱 鎖锁 鏡镜 閃闪 間间 聞闻 閣阁 隊队 階阶 隨随 險险 隱隐 "
    "須须 顯显 飯饭 養养 駐驻 騰腾"
)
MOST_WORDS = 24  # of one text: what a payer writes may be long
# Where a word begins: at each letter of Han, kana and Hangul, else where letters or digits begin.
_UNPARTED = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORDS = re.compile(rf"[{_UNPARTED}]|[^\W_{_UNPARTED}]+")
_LETTERS = str.maketrans(_STROKES | {pair[0]: pair[1] for pair in _HAN.split()})


def fold(text: str) -> str:
    """`São Paulo` → `saopaulo`; Hangul comes apart into its letters, so that a half-typed syllable is found too."""
    for _twice in range(2):  # taking a letter apart may bring a capital to light: ℬ → B
        text = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(letter for letter in text if unicodedata.category(letter)[0] in "LN")


def fold_all(*texts: str) -> str:
    """Several texts folded, set apart by a character that no folded text holds."""
    return "|".join(filter(None, map(fold, texts)))


def fold_from_words(text: str) -> str:
    """A text folded from the beginning of each of its words on; Han and Hangul, which part no words, from each letter.

    `kim@seoul.example` → `kimseoulexample|seoulexample|example`.
    """
    starts = [found.start() for found in _WORDS.finditer(text)]
    return fold_all(*dict.fromkeys(text[start:] for start in starts[:MOST_WORDS]))
