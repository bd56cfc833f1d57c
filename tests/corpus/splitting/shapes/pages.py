"""Pages of many shapes with the truth about their articles."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field

from bank import HERE, Item, read_bank

EN, ZH, HANT = read_bank("articles_en.txt"), read_bank("articles_zh.txt"), read_bank("articles_hant.txt")
BRIEF_EN, BRIEF_ZH = read_bank("briefs_en.txt"), read_bank("briefs_zh.txt")


@dataclass
class Truth:
    """What a reader of the page would say: an article may be begun at any line from `start` (its header block) to `title_line`."""

    start: int
    title_line: int
    end: int
    title: str
    lang: str
    source: str = ""
    date: str = ""
    url: str = ""


@dataclass
class Shape:
    """A page, being written line by line."""

    name: str
    lines: list[str] = field(default_factory=list)
    articles: list[Truth] = field(default_factory=list)
    ignored: set[int] = field(default_factory=set)  # header and foot lines: as right inside an article as outside

    def put(self, *lines: str) -> Shape:
        self.lines += lines
        return self

    def article(self, item: Item | str, before=(), title=None, after=(), body=None, foot=(), *, lang, gap=False, indent="", **facts) -> Shape:
        """Print an article: header lines, title (a template of it), lines below it, paragraphs, lines at the foot."""
        name = item if isinstance(item, str) else item.title
        body = item.paragraphs if body is None else body
        start = len(self.lines)
        self.lines += before
        title_line = len(self.lines)
        self.lines += [(title or "{}").format(name)] if title != "" else []
        if title == "":  # printed inside the header block
            title_line = next(i for i in range(start, len(self.lines)) if name in self.lines[i])
        self.lines += after
        for text in body:
            self.lines += ([""] if gap else []) + [indent + text]
        self.ignored |= {*range(start, title_line), *range(len(self.lines), len(self.lines) + len(foot))}
        self.lines += foot
        end = max(i for i in range(start, len(self.lines)) if self.lines[i].strip())
        self.articles.append(Truth(start, title_line, end, name, lang, **facts))
        return self


def english(day: str, style: str = "{month} {d}, {y}") -> str:
    y, m, d = map(int, day.split("-"))
    return style.format(month=calendar.month_name[m], mon=calendar.month_abbr[m], d=d, y=y, m=m, weekday=calendar.day_name[calendar.weekday(y, m, d)],
                        wday=calendar.day_abbr[calendar.weekday(y, m, d)])


def chinese(day: str) -> str:
    y, m, d = map(int, day.split("-"))
    return f"{y}年{m}月{d}日"


def whole(name: str, lang: str, title: str, **facts) -> Shape:
    lines = (HERE / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    page = Shape(name, lines)
    page.articles.append(Truth(0, 0, len(lines) - 1, title, lang, **facts))
    return page


def zh_run_together():
    page = Shape("zh_run_together")
    for item in ZH[0:7]:
        page.article(item, lang="zh")
    return page


def zh_run_together_indented():
    page = Shape("zh_run_together_indented")
    for item in ZH[7:14]:
        page.article(item, indent="　　", lang="zh")
    return page


def zh_blank_between():
    page = Shape("zh_blank_between")
    for item in (ZH[14], ZH[3], ZH[16], ZH[8], ZH[19], ZH[5]):
        page.article(item, lang="zh", gap=False).put("", "", "")
    return page


def en_run_together():
    page = Shape("en_run_together")
    for item in EN[10:18]:
        page.article(item, lang="en", gap=True).put("")
    return page


def en_bylines():
    page = Shape("en_bylines").put("CHINA DAILY", "Home | China | World | Business | Opinion", "")
    for item in EN[0:6]:
        page.article(item, after=[f"By {item.author} in {item.place.title()} | China Daily | Updated: {item.date} 09:{len(item.title)}"],
                     foot=[f"{item.author.lower().replace(' ', '')}@chinadaily.com.cn"], lang="en", gap=True, source="China Daily", date=item.date).put("")
    return page.put("Copyright 1995 - 2024. All rights reserved. The content published in this site is exclusively its owner's.")


def en_published_updated():
    page = Shape("en_published_updated")
    for item in EN[6:12]:
        page.article(item, after=[f"By {item.author}", f"Published: {english(item.date, '{mon} {d:02}, {y}')} 08:30 PM | Updated: {english(item.date, '{mon} {d:02}, {y}')} 10:14 PM"],
                     lang="en", gap=True, date=item.date).put("", "")
    return page


def markdown_headings():
    page = Shape("markdown_headings").put("# Industrial Policy Weekly, No. 23", "", "A round-up of last week's policy news.", "")
    for n, item in enumerate(EN[3:10]):
        body = list(item.paragraphs)
        body[2:2] = ["### What it means"] if n % 2 == 0 else []
        page.article(item, title="## {}", after=["", f"*{item.source}, {item.date}*"], body=body, lang="en", gap=True, source=item.source, date=item.date).put("")
    return page


def markdown_zh_h1():
    page = Shape("markdown_zh_h1")
    for n, item in enumerate(ZH[9:15]):
        body = list(item.paragraphs)
        body[1:1] = ["## 政策要点"]
        page.article(item, title="# {}", after=["", f"> 来源：{item.source}　发布日期：{item.date}"], body=body, foot=["", f"[原文链接](https://news.example.cn/{item.date}/{n}.html)"],
                     lang="zh", gap=True, source=item.source, date=item.date, url=f"https://news.example.cn/{item.date}/{n}.html").put("")
    return page


def front_matter():
    page = Shape("front_matter")
    for n, item in enumerate(EN[12:18]):
        head = ["---", "layout: post", f'title: "{item.title}"', f"date: {item.date} 08:00:00 +0800", f"author: {item.author}", f"categories: [{item.section.lower()}, policy]", "---"]
        page.article(item, before=head, title="", lang="en", gap=True, date=item.date).put("")
    return page


def separators_equals_zh():
    page = Shape("separators_equals_zh")
    for item in ZH[0:6]:
        page.article(item, after=[f"来源：{item.source}  作者：{item.author}  时间：{item.date}"], lang="zh", source=item.source, date=item.date).put("=" * 40)
    return page


def separators_stars_en():
    page = Shape("separators_stars_en")
    for n, item in enumerate(EN[0:8]):
        page.put(*(["", "* * *", ""] if n else [])).article(item, lang="en", gap=True)
    return page


def separators_dashes_zh():
    page = Shape("separators_dashes_zh")
    for n, item in enumerate(ZH[12:19]):
        page.put(*(["", "---", ""] if n else [])).article(item, lang="zh", gap=True)
    return page


def numbered_digest_zh():
    page = Shape("numbered_digest_zh").put("每日政策要闻（2024年5月13日）", "")
    for n, item in enumerate(BRIEF_ZH, 1):
        page.article(item, title=f"{n}. {{}}", body=[item.paragraphs[0] + f"（来源：{item.source} {item.date}）"], lang="zh", source=item.source, date=item.date).put("")
    return page


def headlines_numbered_in_chinese():
    page = Shape("headlines_numbered_in_chinese").put("工业经济动态", "2024年第11期", "")
    for n, item in zip("一二三四五六七", ZH[10:17]):
        page.article(item, title=f"{n}、{{}}", body=[*item.paragraphs[:-1], item.paragraphs[-1] + f"（{item.source}）"], lang="zh", source=item.source).put("")
    return page


def numbered_digest_en():
    page = Shape("numbered_digest_en").put("China Policy Brief", "Friday, May 10, 2024", "")
    for n, item in enumerate(BRIEF_EN, 1):
        page.article(item, title=f"{n}. {{}}", body=[item.paragraphs[0] + f" [{item.source}, {item.date}]"], lang="en", source=item.source, date=item.date).put("")
    return page


def newsletter_sections():
    page = Shape("newsletter_sections").put("THE WEEK IN CHINESE POLICY", "Issue 118", "", "Good morning. Here is what mattered this week.", "")
    for section, chosen in (("ECONOMY", (0, 5, 8)), ("TECHNOLOGY", (2, 3, 7)), ("SOCIETY", (1, 4, 6, 9))):
        page.put(section, "")
        for item in (BRIEF_EN[i] for i in chosen):
            page.article(item, after=[""], foot=[f"({item.source})"], lang="en", source=item.source).put("")
    return page.put("You receive this letter because you subscribed. Unsubscribe", "© 2024 The Week in Chinese Policy")


def wire_dump():
    page = Shape("wire_dump")
    for n, item in enumerate(EN[8:16]):
        first = f"{item.place}, {english(item.date, '{month} {d}')} (Xinhua) -- {item.paragraphs[0]}"
        page.article(item, body=[first, *item.paragraphs[1:]], foot=["", "Enditem"] if n % 2 else [" Enditem"], lang="en", gap=True, source="Xinhua").put("")
    return page


def email_digest():
    page = Shape("email_digest")
    for item in EN[2:9]:
        head = [f"From: {item.source} Alerts <alerts@news.example.com>", f"Date: {english(item.date, '{wday}, {d} {mon} {y}')} 07:12:03 +0800", "To: desk@example.org", f"Subject: {item.title}", ""]
        page.article(item, before=head, title="", lang="en", gap=True, date=item.date).put("", "")
    return page


def lexis_export():
    page = Shape("lexis_export")
    chosen = EN[0:3] + EN[13:18]
    for n, item in enumerate(chosen, 1):
        head = [f"Document {n} of {len(chosen)}", ""]
        after = [item.source, english(item.date, "{month} {d}, {y} {weekday}"), "", f"Copyright 2024 {item.source} All Rights Reserved", "", f"Section: {item.section.upper()}; Pg. {n + 2}",
                 f"Length: {sum(len(p.split()) for p in item.paragraphs)} words", f"Byline: {item.author}", f"Dateline: {item.place}", "Body", ""]
        page.article(item, before=head, after=after, foot=["", f"Load-Date: {english(item.date)}", "", "End of Document"], lang="en", gap=True, source=item.source, date=item.date).put("", "")
    return page


def factiva_export():
    page = Shape("factiva_export")
    for n, item in enumerate(EN[4:11]):
        after = ["", f"By {item.author}", f"{sum(len(p.split()) for p in item.paragraphs)} words", english(item.date, "{d} {month} {y}"), item.source, "CHNDLY", "English", f"(c) 2024 {item.source}", ""]
        page.article(item, after=after, foot=["", f"Document CHNDLY00{item.date.replace('-', '')}ek5600{n}0{n}"], lang="en", gap=True, source=item.source, date=item.date).put("", "")
    return page


def cnki_export():
    page = Shape("cnki_export")
    for item in ZH[2:9]:
        head = [f"题名：{item.title}", f"作者：{item.author}", f"来源：{item.source}", f"发表时间：{item.date}", f"关键词：{item.section}；政策；产业", "摘要："]
        page.article(item, before=head, title="", lang="zh", source=item.source, date=item.date).put("")
    return page


def hant_hong_kong():
    page = Shape("hant_hong_kong")
    for item in HANT:
        page.article(item, after=[chinese(item.date)], body=[f"【{item.source}專訊】{item.paragraphs[0]}", *item.paragraphs[1:]], lang="zh", source=item.source, date=item.date, gap=True).put("")
    return page


def date_line_after_headline():
    page = Shape("date_line_after_headline")
    for n, item in enumerate(ZH[5:12]):
        page.article(item, after=[f"{chinese(item.date)} 10:{30 + n} 来源：{item.source}", "字号：大 中 小"], foot=[f"（责任编辑：{item.author}）"], lang="zh", source=item.source, date=item.date).put("")
    return page


def date_line_before_headline():
    page = Shape("date_line_before_headline")
    for item in ZH[13:20]:
        page.article(item, before=[f"{item.date} 08:15  来源：{item.source}"], lang="zh", source=item.source, date=item.date).put("")
    return page


def regions_in_brackets():
    page = Shape("regions_in_brackets").put("各地动态", "")
    for item in BRIEF_ZH:
        page.article(item, before=[f"【{item.place}】"], lang="zh").put("")
    return page


def wechat_export():
    page = Shape("wechat_export")
    for item in ZH[1:7]:
        page.article(item, after=[f"原创 {item.author} {item.source} {item.date} 18:30 北京"], foot=["", "阅读原文", "喜欢此内容的人还喜欢", "微信扫一扫", "关注该公众号"], lang="zh", gap=True,
                     source=item.source, date=item.date).put("")
    return page


def links_only():
    page = whole("one_links", "zh", "政策文件库")
    page.articles.clear()
    return page


def shapes() -> list[Shape]:
    """All pages, in a fixed order."""
    return [zh_run_together(), zh_run_together_indented(), zh_blank_between(), en_run_together(), en_bylines(), en_published_updated(), markdown_headings(), markdown_zh_h1(),
            front_matter(), separators_equals_zh(), separators_stars_en(), separators_dashes_zh(), numbered_digest_zh(), headlines_numbered_in_chinese(), numbered_digest_en(),
            newsletter_sections(), wire_dump(), email_digest(), lexis_export(), factiva_export(), cnki_export(), hant_hong_kong(), date_line_after_headline(),
            date_line_before_headline(), regions_in_brackets(), wechat_export(), links_only(),
            whole("one_government_zh", "zh", "临江市人民政府关于加快发展海洋装备产业的实施意见", date="2024-06-18"),
            whole("one_interview_zh", "zh", "让老工业区的余热流进居民家——访供热专家梁思远", source="中国能源报", date="2024-02-27"),
            whole("one_press_en", "en", "Transcript: Press Conference on Flood Season Preparations", date="2024-06-20"),
            whole("one_essay_en", "en", "The Quiet Return of the Planning Office"), whole("one_bilingual", "", "Cold Chain for Lychees Shortens the Way to Market")]
