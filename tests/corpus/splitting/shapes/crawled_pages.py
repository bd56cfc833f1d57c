"""Pages as a crawler saves them beside the real ones: other months of a digest, other blogs, ministries, newspapers, weeklies."""

from __future__ import annotations

import textwrap
from itertools import pairwise

from bank import HERE, read_bank
from pages import BRIEF_ZH, EN, HANT, ZH, Shape, chinese, english, whole

POST_EN, POST_ZH, TRANSLATED = read_bank("posts_en.txt"), read_bank("posts_zh.txt"), read_bank("translated_en.txt")
BOOKS = ["图书推荐", "", "书名：水网与城市　作者：顾长河", "出版社：测试出版社　出版日期：2023年4月", "内容简介：从六座城市的排水史讲起，说明一张管网怎样改变街道、房价与税收。", "",
         "书名：车间里的算法　作者：唐一鸣", "出版社：样书出版社　出版日期：2022年11月", "内容简介：作者在三家轴承厂住了两年，记录排产软件如何被工人接受、修改和遗忘。", ""]


def furniture(page: Shape, *lines: str) -> Shape:
    """Lines of the page itself, as right inside an article as outside."""
    page.ignored |= {*range(len(page.lines), len(page.lines) + len(lines))}
    return page.put(*lines)


def overlook(page: Shape, *marks: str) -> Shape:
    """Lines of the page itself that were printed among the paragraphs of its articles."""
    page.ignored |= {i for i, line in enumerate(page.lines) if any(mark in line for mark in marks)}
    return page


def two_by_two(paragraphs) -> list[str]:
    """Longer paragraphs, as most papers print them."""
    return ["".join(paragraphs[i : i + 2]) if ord(paragraphs[0][0]) > 255 else " ".join(paragraphs[i : i + 2]) for i in range(0, len(paragraphs), 2)]


def digest_with_slash_dates():
    page = Shape("digest_with_slash_dates").put("参考信息月报", "", "二〇二四年第四期（总第88期）", "", "主办：海州市图书馆参考咨询部", "", "编　　委：周一帆　沈默", "", "编辑部电话：0000-5550188", "",
                                                "信息收集截止日期：2024/04/30", "", "目　　录", "")
    sections = {"政策速递": ZH[0:4], "产业观察": ZH[4:8], "区域动向": ZH[8:12]}
    number = 1
    for section, chosen in sections.items():
        page.put(f"◎{section}", "")
        for item in chosen:
            page.put(f"{item.title} ……………………………… {number}")
            number += 2
        page.put("")
    page.put("◎图书推荐 …………………………………… 26", "")
    for section, chosen in sections.items():
        page.put(f"◎{section}", "")
        for n, item in enumerate(chosen):
            line = f"来源：{item.source}　{item.date.replace('-', '/')}"
            url = f"https://mp.weixin.example/s/{item.date.replace('-', '')}"
            page.article(item, after=["", line], body=two_by_two(item.paragraphs), foot=["", f"原文链接：{url}"] if n % 2 else [], gap=True, lang="zh", source=item.source, date=item.date,
                         url=url if n % 2 else "").put("")
    return page.put(*BOOKS)


def digest_with_some_lines_of_origin():
    page = Shape("digest_with_some_lines_of_origin").put("产经要情", "2024年5月号", "", "编者的话", "本期关注用电、用工与外贸三个话题，欢迎来电来函。", "", "本期目录", "")
    chosen = [*ZH[10:16], *BRIEF_ZH[0:4]]
    page.put(*(item.title for item in chosen), "")
    for n, item in enumerate(chosen):
        known = n % 3 != 1
        page.article(item, after=["", f"{item.source} {item.date}"] if known else [], gap=True, lang="zh", source=item.source if known else "", date=item.date if known else "").put("")
    return page


def digest_with_sources_after():
    page = Shape("digest_with_sources_after").put("决策参考", "第9期", "2024年6月3日", "")
    number = 1
    for n, item in enumerate(ZH[12:20]):
        known = n not in (2, 5)
        foot = [f"（摘自{item.source}，{chinese(item.date)}）"] if known else []
        body = list(item.paragraphs)
        if n % 3 == 0:
            body[1:1] = [f"- {number} -"]
            number += 1
        page.article(item, body=body, foot=foot, gap=True, lang="zh", source=item.source if known else "", date=item.date if known else "").put("")
    return overlook(page, *(f"- {n} -" for n in range(9)))


def blog_category_with_dates():
    page = Shape("blog_category_with_dates")
    furniture(page, "Skip to content", "Park Notes", "Home About Contact Subscribe", "Search for:")
    page.put("Category: Industrial Policy", "")
    for n, item in enumerate(POST_EN):
        page.article(item, after=["", f"Posted on {english(item.date)} by {item.author}", f"{n + 3} min read"],
                     foot=["", f"Tags: {item.section.lower()}, policy, counties", f"{n} Comments" if n != 1 else "Leave a comment", "Share this: Twitter Facebook WeChat"], gap=True, indent="    ", lang="en", date=item.date).put("")
    return furniture(page, "Posts navigation", "← Older posts", "1 2 3 … 7 Next", "Proudly powered by WordPress")


def blog_in_two_languages_without_bullets():
    page = Shape("blog_in_two_languages_without_bullets").put("作者: ningke", "")
    for en, zh in zip(POST_EN, POST_ZH):
        for item, lang in ((en, "en"), (zh, "zh")):
            page.article(item, gap=True, indent="    ", lang=lang).put("")
    return page


def translated_news():
    page = Shape("translated_news")
    for item in (TRANSLATED[0], TRANSLATED[1], TRANSLATED[2], TRANSLATED[3], TRANSLATED[4]):
        page.article(item, gap=True, indent="  ", lang="en", source={"2023-08-02": "CCTV News", "2023-08-11": "Economic Daily"}.get(item.date, "")).put("")
    return page


def policy_page():
    page = whole("one_policy_page_zh", "zh", "关于支持园区建设共享储能电站的若干措施", source="云桥市发展和改革委员会", date="2024-05-17")
    page.articles[0].title_line, page.articles[0].end = 11, 26
    page.ignored |= {*range(11), *range(27, len(page.lines))}
    return page


def notices_of_ministries():
    page = Shape("notices_of_ministries")
    furniture(page, "中国政府网 | 无障碍 | 登录", "首页 > 信息公开 > 通知公告")
    lines = [line for name in ("notices_zh.txt", "notices_more_zh.txt") for line in (HERE / name).read_text(encoding="utf-8").rstrip("\n").split("\n")]
    facts = [("2024-03-29", "水利部"), ("2024-04-12", "商务部"), ("2024-05-07", "工业和信息化部"), ("2024-04-23", "住房城乡建设部"), ("2024-05-09", "交通运输部")]
    starts = [*(i for i, line in enumerate(lines) if line.startswith("关于")), len(lines)]
    for (a, b), (day, source) in zip(pairwise(starts), facts):
        page.article(lines[a], after=[f"发布时间：{day} 　来源：{source}　字号：[ 大 中 小 ] 打印"], body=lines[a + 1 : b], foot=["扫一扫在手机打开当前页"], lang="zh", source=source, date=day).put("")
    return furniture(page, "上一页 1 2 3 下一页", "主办单位：某某部 网站标识码bm00000000 京ICP备00000000号")


def electronic_paper():
    page = Shape("electronic_paper")
    furniture(page, "第03版：要闻", "上一版 下一版", "2024年05月20日 星期一", "放大 缩小 默认", "")
    subs = ["——来自沿海三省的调查", "", "种粮人算了三笔账", "", "（新时代新征程新伟业）"]
    for n, item in enumerate(ZH[14:19]):
        after = [subs[n]] if subs[n] else []
        page.article(item, after=[*after, f"本报记者　{item.author}"], body=[f"本报{item.place}5月19日电　{item.paragraphs[0]}", *item.paragraphs[1:]], indent="　　", lang="zh").put("")
    return furniture(page, "版权声明：本报所有内容未经书面授权不得转载", "上一篇 下一篇")


def hant_weekly():
    page = Shape("hant_weekly").put("兩岸產經週報", "第412期　2024年5月27日出刊", "")
    for section, chosen in (("【焦點】", HANT[0:2]), ("【產業】", HANT[2:4]), ("【民生】", HANT[4:5])):
        page.put(section, "")
        for n, item in enumerate(chosen):
            first = f"【記者{item.author}／{item.place}報導】{item.paragraphs[0]}" if n else item.paragraphs[0]
            page.article(item, after=[f"{item.date.replace('-', '/')}　{item.source}"] if n == 0 else [], body=[first, *item.paragraphs[1:]], gap=True, lang="zh", source=item.source if n == 0 else "",
                         date=item.date if n == 0 else "").put("")
    return page


def agency_of_one_day():
    page = Shape("agency_of_one_day").put("新华社2024年5月14日新闻稿汇总", "")
    for n, item in enumerate(ZH[2:10]):
        title = f"（{item.section}）{item.title}" if n % 2 else item.title
        last = item.paragraphs[-1] + "（完）" if n % 3 else item.paragraphs[-1]
        page.article(title, body=[f"新华社{item.place}5月14日电（记者{item.author}）{item.paragraphs[0]}", *item.paragraphs[1:-1], last], indent="　　", lang="zh", source="新华社", date="2024-05-14").put("")
    return page


def weekly_with_footnotes():
    page = Shape("weekly_with_footnotes").put("China Industrial Policy Brief", "Issue 19 | May 27 – June 2, 2024", "Edited by the Centre for River Basin Economies", "", "Top stories", "")
    for section, chosen in (("", EN[12:15]), ("Regions and cities", EN[15:17]), ("Technology", EN[17:20])):
        page.put(*([section, ""] if section else []))
        for item in chosen:
            n = EN.index(item) - 11
            body = [f"{item.paragraphs[0]}[{n}]", *item.paragraphs[1:]]
            page.article(item, body=body, gap=True, lang="en").put("")
    furniture(page, "Notes", *(f"[{EN.index(item) - 11}] {item.source}, “{item.title},” {english(item.date)}, https://news.example.org/{item.date}." for item in EN[12:20]))
    return page


def hard_wrapped_reports():
    page = Shape("hard_wrapped_reports")
    for n, item in enumerate(EN[0:7]):
        body = [part for text in item.paragraphs for part in [*textwrap.wrap(text, 72), ""]][:-1]
        after = ["", f"{item.source}, {english(item.date)}", ""] if n % 2 == 0 else [""]
        page.article(item, after=after, body=body, lang="en", source=item.source if n % 2 == 0 else "", date=item.date if n % 2 == 0 else "").put("")
    return page


ADVERTS = ("Advertisement", "Share on WeChat", "We use cookies", "Accept all", "Sign up for our newsletter", "Related: ", "Story continues below", "Image credit", "Read more:")


def news_with_adverts():
    page = Shape("news_with_adverts")
    furniture(page, "We use cookies to improve your experience. By continuing you agree to our privacy policy.", "Accept all", "")
    for n, item in enumerate(EN[5:12]):
        body = [item.paragraphs[0], "Advertisement", *item.paragraphs[1:2], "Story continues below", *item.paragraphs[2:]]
        if n % 3 == 0:
            body[3:3] = ["Related: Ten charts that explain the week"]
        foot = [f"Source: {item.source}"] if n % 2 else []
        page.article(item, body=body, foot=[*(["", *foot] if foot else []), "", "Share on WeChat"], gap=True, lang="en", source=item.source if n % 2 else "").put("")
    furniture(page, "Sign up for our newsletter", "© 2024 Example Media. All rights reserved.")
    return overlook(page, *ADVERTS)


def briefs_with_page_breaks():
    page = Shape("briefs_with_page_breaks")
    broken = 1
    for n, item in enumerate([*BRIEF_ZH[0:3], *ZH[15:18], *BRIEF_ZH[3:7]]):
        body = list(item.paragraphs)
        if n % 2:
            text = body[-1]
            body[-1:] = [text[:30], f"第 {broken} 页 共 20 页", text[30:]]
            broken += 1
        page.article(item, after=[f"{item.date}　{item.source}"], body=body, lang="zh", source=item.source, date=item.date)
    return overlook(page, "页 共 20 页")


def crawled_shapes() -> list[Shape]:
    """All pages, in a fixed order."""
    return [digest_with_slash_dates(), digest_with_some_lines_of_origin(), digest_with_sources_after(), blog_category_with_dates(), blog_in_two_languages_without_bullets(), translated_news(),
            policy_page(),
            notices_of_ministries(), electronic_paper(), hant_weekly(), agency_of_one_day(), weekly_with_footnotes(), hard_wrapped_reports(), news_with_adverts(), briefs_with_page_breaks()]
