"""Names in Han characters or Hangul, which are written without a blank: 刘建国 is Liu Jianguo.

The tables hold the most common family names only, compiled for this project; a name that they do not know stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stocktake.text.vocabulary import words

CHINESE_SIGNS = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭肖蔡潘田董袁于余"
    "叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧傅钟鍾姜崔谭譚廖范汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白江阎閻薛尹段雷黎史龙龍陶贺賀"
    "顾顧毛郝龚龔邵万萬钱錢严嚴武莫孔汤湯鲁魯巴柯池"
)
DOUBLE = words("欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 夏侯 长孙 長孫")
JAPANESE_SIGNS = words(
    """
    佐藤 鈴木 高橋 田中 渡辺 渡邊 伊藤 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本
    井上 木村 清水 山崎 池田 橋本 山下 石川 中島 前田 藤田 小川 後藤 岡田 長谷川 村上
    近藤 石井 斎藤 斉藤 坂本 遠藤 青木 藤井 西村 福田 太田 三浦 藤原 岡本 松田 中川
    中野 原田 小野 田村 竹内 金子 和田 中山 石田 上田 三島 川端 谷崎 吉本 大江 夏目
    芥川 太宰 川上 東野 司馬 宮部 宮崎 安部 井伏 志賀 樋口
    """
)
KOREAN_SYLLABLES = frozenset("김이박최정강조윤장임한오서신권황안송류홍전고문손양배백허남심노하곽성차주우구민유")

_HAN = "々〆\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
HAN_COMMA_PATTERN = f"[{_HAN}][^;]*[,，]"
_NAME = re.compile(f"[{_HAN}]{{2,5}}")
_HANGUL = re.compile("[\uac00-\ud7a3]{2,4}")


def divided(name: str) -> tuple[str, str] | None:
    """(family, given) of a name without a blank; None where no common family name begins it.

    Five signs at most. A Japanese or double Chinese family name goes before a single sign; a single sign takes one or
    two signs of given name. In Hangul the first of two or three syllables, if a common family name.
    """
    if _HANGUL.fullmatch(name):
        return (name[0], name[1:]) if name[0] in KOREAN_SYLLABLES and len(name) < 4 else None
    if not _NAME.fullmatch(name):
        return None
    for n_signs in (3, 2):
        if name[:n_signs] in JAPANESE_SIGNS | DOUBLE and len(name) > n_signs:
            return name[:n_signs], name[n_signs:]
    return (name[0], name[1:]) if name[0] in CHINESE_SIGNS and len(name) < 4 else None


def apart(name: str) -> str:
    """The name with a blank behind its family name, if that is known: "刘 建国"."""
    return " ".join(divided(name) or (name,))


def are_whole_names(pieces: Sequence[str]) -> bool:
    """Whether the pieces between commas are names, not a family and a given name: "高建国, 刘建国", not "高, 建国"."""
    return len(pieces) > 1 and all(divided(piece) for piece in pieces)
