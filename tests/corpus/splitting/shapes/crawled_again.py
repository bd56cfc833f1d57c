"""A second set of pages as a crawler saves them, written after the rules had seen the first."""

from __future__ import annotations

import textwrap

from crawled_pages import POST_EN, POST_ZH, furniture, overlook, two_by_two
from pages import BRIEF_EN, EN, HANT, ZH, Shape, chinese, english


def portal_with_view_counts():
    page = Shape("portal_with_view_counts")
    furniture(page, "网站首页　　新闻动态　　政策法规　　统计数据　　在线服务", "您的位置：首页 >> 行业资讯")
    for n, item in enumerate(ZH[4:11]):
        foot = ["上一条：没有了" if n == 0 else f"上一条：{ZH[3 + n].title}", f"下一条：{ZH[5 + n].title}"]
        page.article(item, after=[f"[ 作者：{item.author} ]　[ 来源：{item.source} ]　[ 日期：{item.date} ]　[ 点击：{120 + n} 次 ]" if n % 2 == 0 else f"日期：{item.date}　点击：{120 + n} 次"],
                     body=two_by_two(item.paragraphs), foot=foot, indent="　　", lang="zh", source=item.source if n % 2 == 0 else "", date=item.date).put("")
    return furniture(page, "友情链接：国家统计局 | 商务部 | 海关总署", "Copyright © 2024 某某协会 版权所有")


def mailing_with_links():
    page = Shape("mailing_with_links").put("View this email in your browser", "", "POLICY MORNING", "Thursday, May 9, 2024", "", "Good morning. Here is what moved overnight.", "")
    for n, item in enumerate([*BRIEF_EN[0:3], EN[2], EN[6], *BRIEF_EN[5:8]]):
        url = f"https://mail.example.com/c/{n}a7"
        page.article(item, foot=["", url] if n % 2 == 0 else [], gap=True, lang="en", url=url if n % 2 == 0 else "").put("")
    return furniture(page, "You are receiving this email because you signed up on our website.", "Unsubscribe | Update preferences | Forward to a friend")


def digest_with_broken_headlines():
    page = Shape("digest_with_broken_headlines").put("港航经济参考（双月刊）", "", "2024年第3期", "", "目录", "")
    chosen = ZH[6:14]
    for item in chosen:
        page.put(f"{item.title}·········{chosen.index(item) * 2 + 1}")
    page.put("")
    for n, item in enumerate(chosen):
        half = len(item.title) // 2
        after = [item.title[half:], "", f"{item.source}  {chinese(item.date)}"] if n % 2 else ["", f"{item.source}  {chinese(item.date)}"] if n != 4 else []
        start = len(page.lines)
        page.article(item, title=item.title[:half] if n % 2 else "{}", after=after, gap=True, lang="zh", source=item.source if n != 4 else "", date=item.date if n != 4 else "")
        page.articles[-1].start = start
        page.put("", f"{n + 1}", "") if n < 7 else page.put("")
    return page


def newspapers_in_traditional():
    page = Shape("newspapers_in_traditional")
    furniture(page, "首頁 > 財經 > 兩岸", "字級：小 中 大", "")
    for n, item in enumerate(HANT):
        body = [f"〔記者{item.author}／{item.place}報導〕{item.paragraphs[0]}" if n % 2 else item.paragraphs[0], *item.paragraphs[1:]]
        page.article(item, after=["", f"{item.date} 05:3{n}　{item.source}" if n != 3 else f"記者 {item.author}"], body=body, foot=["", "延伸閱讀：更多產經新聞", "分享至 LINE"], gap=True, lang="zh",
                     source=item.source if n != 3 else "", date=item.date if n != 3 else "").put("")
    return furniture(page, "© 2024 聯合新聞網 版權所有", "關於我們｜隱私權政策｜服務條款")


def blog_in_turn_with_dates():
    page = Shape("blog_in_turn_with_dates")
    furniture(page, "Park Notes", "Home", "About", "Archive", "")
    for en, zh in zip(POST_EN[1:], POST_ZH[1:]):
        page.article(en, after=["", f"{english(en.date, '{mon} {d}, {y}')} · 4 min read · 2 comments"], gap=True, lang="en", date=en.date).put("")
        page.article(zh, after=["", "中文版"], gap=True, lang="zh").put("", "* * *", "")
    return furniture(page, "Newer posts", "Older posts")


def wrapped_chinese_reports():
    page = Shape("wrapped_chinese_reports").put("县域观察", "内部资料　注意保存", "")
    for n, item in enumerate(ZH[0:6]):
        body = [part for text in item.paragraphs for part in [*textwrap.wrap("　　" + text, 38, drop_whitespace=False), ""]][:-1]
        after = [f"（{item.source}　{item.date}）", ""] if n % 3 else [""]
        page.article(item, after=after, body=body, lang="zh", source=item.source if n % 3 else "", date=item.date if n % 3 else "").put("", "")
    return page


def wire_with_headings():
    page = Shape("wire_with_headings")
    for n, item in enumerate(EN[8:15]):
        first = f"{item.place}, {english(item.date, '{mon}. {d}')} ({'China Daily' if n % 2 else 'Xinhua'}) -- {item.paragraphs[0]}" if n % 3 else item.paragraphs[0]
        body = [first, *item.paragraphs[1:2], "What comes next", *item.paragraphs[2:]]
        page.article(item.title + ("." if n % 2 else ""), body=body, gap=True, lang="en", source=("China Daily" if n % 2 else "Xinhua") if n % 3 else "").put("")
    return page


def bulletin_of_ministry():
    page = Shape("bulletin_of_ministry").put("MINISTRY BULLETIN", "No. 14 (2024)", "", "CONTENTS", "")
    chosen = EN[9:15]
    page.put(*(f"{n}. {item.title}" for n, item in enumerate(chosen, 1)), "")
    for n, item in enumerate(chosen, 1):
        body = [item.paragraphs[0], f"Page {n} of 12", *item.paragraphs[1:]]
        page.article(item, title=f"{n}. {{}}", after=[f"Source: {item.source}", f"Date: {item.date}"] if n % 2 else [], body=body, gap=True, lang="en", source=item.source if n % 2 else "",
                     date=item.date if n % 2 else "").put("")
    return overlook(page, " of 12")


def crawled_again_shapes() -> list[Shape]:
    """All pages, in a fixed order."""
    return [portal_with_view_counts(), mailing_with_links(), digest_with_broken_headlines(), newspapers_in_traditional(), blog_in_turn_with_dates(), wrapped_chinese_reports(),
            wire_with_headings(), bulletin_of_ministry()]
