"""Lines that belong to the page and not to what it says: navigation, sharing, advertisements, page numbers.

Portals print them above, below and between the paragraphs.  They are taken off before the rules look at a page, and left out of the articles' texts.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from itertools import pairwise

from policyanalysis.corpus import cues
from policyanalysis.corpus.cues import link
from policyanalysis.language.glossary import alternation

OTHERS = re.compile(r"(?:related|recommended|popular|trending) (?:articles?|stories|posts|news|coverage|content|reading|links?)|most (?:read|popular|viewed|shared)|(?:you (?:may|might)|readers) also (?:like|read)"
                    r"|(?:相关|延伸|推荐|热门|相關|推薦|熱門)(?:阅读|閱讀|新闻|新聞|文章|链接|鏈接|報導|报道|资讯|推荐)|猜你喜欢|点击排行|阅读排行", re.I)
HEAD, SAID = 4, 60  # lines at most of the head of an article; length of a sentence that no headline has
LONGEST = 160  # characters of such a line
_NAV = r"home(?:page)?|about(?: us)?|contact(?: us)?|subscribe|search|archives?|news|world|business|opinion|china|log ?in|sign (?:in|up)|register|help|faq|rss|sitemap|privacy|terms"
_ACTION = r"打印(?:本[页文])?|关闭(?:窗口|本页)?|收藏|纠错|我要纠错|返回(?:顶部|列表|首页)?|放大|缩小|默认|列印|關閉|友善列印|轉寄"
_TURN = r"首[页頁]|尾[页頁]|末[页頁]|[上下]一?[页頁版]|共\s*\d+\s*[页頁条]|跳转|previous|prev|next|older|newer"
FURNITURE = re.compile("|".join((
    # a page of a file, a page of a paper
    r"[-—–·]{1,2}\s*\d{1,4}\s*[-—–·]{1,2}", r"第\s*\d{1,4}\s*[页頁](?:\s*[,，/／]?\s*共\s*\d{1,4}\s*[页頁])?", r"page \d{1,4}(?: (?:of|/) \d{1,4})?", r"第\s*[A-Z]?\d{1,3}\s*版\s*[:：]\s*\S{1,8}",
    # where the reader is, and where else to go
    r"skip to (?:main )?(?:content|navigation)", r"(?:main )?menu|toggle navigation|search(?: for)?:?", rf"(?:(?:{_NAV})(?:\s*[|/>»·]\s*|\s+|$)){{3,}}",
    r"(?:您?当前(?:的)?位置|您(?:现在)?(?:的|所在的?)位置|目前位置|現在位置|你的位置)\s*(?:是)?\s*[:：].*", r"(?:网站)?首[页頁]\s*(?:[>＞»/›]|-\s).*", r"(?:网站)?首[页頁](?:[\s|｜]+[\u3400-\u9fff]{2,6}){3,}",
    r"[^\s|｜:：\d.,，。]{1,12}(?: [A-Za-z]{2,10})?(?:\s*+[|｜]\s*+[^\s|｜:：\d.,，。](?:[^|｜:：\d.,，。]{0,10}[^\s|｜:：\d.,，。])?){2,}",
    rf"(?:[←→«»‹›<>\s|.…\d]|(?:{_TURN})(?: (?:posts|entries|page|articles))?)*(?:{_TURN})(?: (?:posts|entries|page|articles))?(?:[←→«»‹›<>\s|.…\d]|{_TURN})*", r"(?:posts? )?navigation|pagination",
    r"今天是\s?[:：]?\s*\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日(?:[\s,，]*(?:星期|周|礼拜)[一二三四五六日天])?(?:[\s,，]*农历\S{0,12})?(?:\s*[|｜].{0,40})?",
    # what the reader may do
    rf"(?:[【\[（(]?+\s*+(?:{_ACTION})\s*+[】\])）]?+[\s|/｜]*+)++(?:分享[到至]\S{{0,3}}[:：]?.{{0,40}})?", r"(?:扫一扫|扫描|微信扫|用微信|掃描|长按)\S{0,30}", r"分享(?:到|至|本页|文章)\S{0,3}[:：]?.{0,40}", r"[【\[]?字[号體体][:：]?\s*[【\[]?\s*大\s*中\s*小\s*[】\]]?",
    r"share (?:this|on|via|to)\b.{0,80}", r"(?:facebook|twitter|weibo|wechat|whatsapp|linkedin|telegram|email|print|pinterest|reddit|x|[,|/\s])+", r"leave a (?:comment|reply)|no comments?(?: yet)?|\d+ comments?|comments? (?:are )?(?:off|closed)\b.*",
    r"\d{1,3}\s*min(?:ute)?s?(?: read)?|reading time\b.{0,20}", r"(?:tags?|tagged|filed under|posted in)\s*:?\s[^.]{2,120}", r"标签\s*[:：].*",
    # the end of a dispatch
    r"NNNN|[-–—]\s?(?:30|ends?)\s?[-–—]",
    # advertisements, notices of the portal
    r"advertisement|sponsored(?: content)?|广告|廣告|story continues below.*|continue reading.*|read more\s*[:→»].*|related(?: (?:articles?|stories|posts|coverage|content|reading))?\s*:.*|(?:相关|延伸|推荐|相關|延伸)(?:阅读|閱讀|新闻|新聞|报道|報導|链接)\s*[:：].*",
    r"(?:we|this (?:web)?site) uses? cookies\b.*", r"(?:accept|reject|allow)(?: all)?(?: cookies)?|cookie (?:settings|policy|preferences)", r"(?:sign up|subscribe) (?:for|to) (?:our|the|this)\b.{0,80}", r"view (?:this|it) (?:e-?mail|message|newsletter)?.{0,20}in (?:your|a) (?:web )?browser.{0,20}|you(?:'re| are) receiving this.*|(?:click here to )?unsubscribe\b.{0,80}|manage (?:your )?(?:subscriptions?|preferences).*", r"友情链接\s*[:：].*", r"(?:proudly )?powered by .{2,40}",
    r"(?:主办|承办|主管)单位\s*[:：].{2,60}(?:备案|标识码|备).*", r"网站标识码.*", r"版权声明\s*[:：].*|未经.{0,10}授权.{0,10}不得.{2,30}", r"(?:网站地图|隐私(?:声明|政策)|关于我们|使用帮助)(?:[\s|｜]+\S{2,8})*")), re.I)
_MARGIN = " \t\u3000*"
_FIRST = "-—–·今第首尾末上下共跳友您当目現你网扫微用掃长分字标广廣相延推主承未版隐关使打收纠我返放缩默列關友轉"
_PAGER = "←→«»‹›<>.…0123456789"
_WORDS = frozenset(f"{_NAV}|{_TURN}".replace("(?:", " ").replace("|", " ").replace(")?", " ").split()) | frozenset(
    "nnnn skip main menu toggle posts post navigation pagination share facebook twitter weibo wechat whatsapp linkedin telegram email print pinterest reddit x leave no comment comments "
    "reading tag tags tagged filed posted advertisement sponsored story continue read related we this accept reject allow cookie subscribe proudly powered view you click unsubscribe manage".split())
_OPENERS = frozenset(_FIRST + "【[（(" + _PAGER + string.ascii_letters + _MARGIN)
_OPENING = re.compile(rf"[{_FIRST}]|(?a:{alternation(filter(str.isalpha, _WORDS))})(?!\w)"
                      rf"|[【\[（(]\s*[打关收纠我返放缩默列關友轉字]|[{_PAGER}][{_PAGER}\s|\d]*(?:[首尾末上下共跳]|prev|next|older|newer|min|comment)", re.I)  # in brackets what the reader may do, page numbers and where they lead


def furniture(lines: Sequence[str]) -> list[int]:
    """Numbers of the lines that belong to the page itself: navigation and the like, and the headlines of other pages below "Related articles".

    >>> furniture(["首页 > 政务公开 > 通知公告", "关于度汛的通知", "请落实责任。", "- 12 -", "Share on WeChat", "Home sales fall", "← Older posts", "2024"])
    [0, 3, 4, 6]
    """
    found = [i for i, line in enumerate(lines) if line and len(line) <= LONGEST and (line[0] in _OPENERS or "|" in line or "｜" in line) and is_furniture(line)]
    numbers = [(i, int(line)) for i, line in enumerate(lines) if line.isdigit() and len(line) < 5 and line.isascii()]
    if len(numbers) > 2 and all(after - before == 1 for (_, before), (_, after) in pairwise(numbers)):  # they count the pages of a file
        found = [*found, *(i for i, _ in numbers)]
    return sorted({*found, *_elsewhere(lines)})


def _elsewhere(lines):
    """Numbers of the lines of lists of other pages: what follows their heading and says nothing in sentences, but for the head of an article that may follow."""
    found, end = [], 0
    for i, line in enumerate(lines):
        if i < end or not 4 <= len(line) <= 40 or not OTHERS.fullmatch(line.strip(" :：*#【】[]>|-_\t\u3000")):
            continue
        end = next((k for k in range(i + 1, len(lines)) if len(lines[k]) > LONGEST or cues.is_sentence(lines[k]) and cues.length(lines[k]) > SAID), len(lines))
        listed = [k for k in range(i, end) if lines[k].strip()]
        listed = listed if end == len(lines) else listed[: -HEAD]
        found += listed if len(listed) > 2 else []
    return found


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page itself: it must say nothing else.

    >>> is_furniture("无障碍 | 长者模式 | 移动版"), is_furniture("Advertisement"), is_furniture("We use steel"), is_furniture("主办单位：商务部")
    (True, True, False, False)
    """
    text = line.strip(_MARGIN)
    if not text or text.isdigit() or link(text) or not (_OPENING.match(text) or "|" in text or "｜" in text):
        return False  # most lines fail here, which costs a tenth of the pattern
    return bool(FURNITURE.fullmatch(text))
