"""Names in Latin letters whose family name stands first: Chinese, Korean, Vietnamese, Japanese, Hungarian.

The tables hold the most common family names only, compiled for this project. What they do not know is read in the
European order; the comparison of names tries both orders anyway.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stocktake.text.vocabulary import words

CHINESE = words(
    """
    wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo lin gao luo zheng liang xie song tang
    deng han feng cao peng zeng xiao tian dong pan yuan cai jiang du ye cheng su lu ding shen yao
    zhong tan cui qiu shi fan qin fu hou meng xiong xue duan mao
    """
)
KOREAN = words("kim lee park choi jung jeong kang cho yoon yun jang lim han shin seo kwon hwang song ahn hong bae pak")
VIETNAMESE = words("nguyen tran pham huynh hoang phan vu vo dang bui truong trinh")
JAPANESE = words(
    """
    sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki yamaguchi
    matsumoto inoue kimura hayashi shimizu yamazaki mori abe ikeda hashimoto yamashita ishikawa nakajima maeda
    fujita ogawa goto okada hasegawa murakami kondo ishii saito sakamoto endo aoki fujii nishimura fukuda ota
    miura fujiwara okamoto matsuda nakagawa nakano harada ono tamura takeuchi kaneko wada nakayama ishida ueda
    mishima kawabata tanizaki yoshimoto oe natsume akutagawa dazai kawakami higashino
    """
)
HUNGARIAN = words(
    """
    nagy kovacs toth szabo horvath varga kiss molnar nemeth farkas balogh papp takacs juhasz lakatos meszaros
    racz fekete szilagyi torok feher gal szucs kocsis pinter fodor orsos szalai sipos magyar lukacs gulyas biro
    kiraly kertesz esterhazy nadas krasznahorkai konrad moricz jokai petofi ady arany kosztolanyi karinthy
    rejto marai orkeny
    """
)
HUNGARIAN_GIVEN = words(
    """
    laszlo istvan jozsef janos zoltan sandor ferenc gabor attila peter tamas zsolt imre magda maria erzsebet
    katalin ilona eva anna zsuzsanna margit judit agnes andrea marta gyorgy lajos karoly bela miklos andras
    pal dezso frigyes jeno mor endre gyula geza mihaly kalman antal denes
    """
)

STANDS_FIRST = CHINESE | KOREAN | VIETNAMESE | JAPANESE | HUNGARIAN
"""Folded first words that call for a closer look."""

_SYLLABLE = "(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:[iuv]?(?:ang|eng|ong|an|en|ao|ai|ei|ou|a|o|e)|er|ing|in|i|un|u|v)"
_PINYIN = re.compile(rf"{_SYLLABLE}(?:[-' ]?{_SYLLABLE})?")
_HYPHENATED = re.compile(r"[A-Z][a-z]+-[a-z]+")
_ROMAJI = re.compile(r"(?:(?:[kgsztdnhbpmrwfj]|sh|ch|ts|ky|ry|hy|gy|ny|my|y|kk|tt|ss)?[aiueo]|n)+")


def family_stands_first(spelt: Sequence[str], folded: Sequence[str]) -> bool:
    """Whether a name without a comma begins with its family name: "Liu Cixin", "Lee Chang-dong", "Nguyen Du".

    `spelt` are its words as written, `folded` the same folded. The first must be a common family name of one of the
    five languages, the rest must look like given names of it, and the last must not be such a family name: "Wei
    Wang" and "Yang Liu" stand in the European order.
    """
    if len(folded) < 2 or folded[0] not in STANDS_FIRST:
        return False
    first, last = folded[0], folded[-1]
    if first in VIETNAMESE and last not in VIETNAMESE:
        return True
    if len(folded) > 2:
        return False
    return (
        (first in CHINESE and last not in CHINESE and _PINYIN.fullmatch(last) is not None and len(last) > 1)
        or (first in KOREAN and _HYPHENATED.fullmatch(spelt[1]) is not None)
        or (first in JAPANESE and last not in JAPANESE and _ROMAJI.fullmatch(last) is not None and len(last) > 2)
        or (first in HUNGARIAN and last in HUNGARIAN_GIVEN)
    )
