"""A second set of pages of further shapes."""

from __future__ import annotations

from bank import HERE
from pages import BRIEF_EN, BRIEF_ZH, EN, ZH, Shape, english, whole


def nexis_headline_after_date():
    page = Shape("nexis_headline_after_date")
    chosen = EN[14:20]
    for n, item in enumerate(chosen, 1):
        head = [f"                               {n} of {len(chosen)} DOCUMENTS", "", f"                                  {item.source}", "",
                f"                         {english(item.date, '{month} {d}, {y} {weekday} 10:1')}{n} AM GMT", ""]
        after = ["", f"BYLINE: {item.author}", "", f"SECTION: {item.section.upper()}", "", f"LENGTH: {sum(len(p.split()) for p in item.paragraphs)} words", "", f"DATELINE: {item.place}", ""]
        page.article(item, before=head, after=after, foot=["", f"LOAD-DATE: {english(item.date)}", "", "LANGUAGE: ENGLISH", "", "PUBLICATION-TYPE: Newspaper", ""], lang="en", gap=True,
                     source=item.source, date=item.date).put("")
    return page


def diamonds_with_cited_papers():
    page = Shape("diamonds_with_cited_papers").put("产业信息参考", "第18期", "【要闻】")
    for n, item in enumerate(BRIEF_ZH):
        page.put(*(["【地方】"] if n == 5 else []))
        page.article(item, title="◆ {}", body=[item.paragraphs[0] + f"（《{item.source}》5月{int(item.date[-2:])}日）"], lang="zh", source=item.source)
    return page


def bold_leads_in_sections():
    page = Shape("bold_leads_in_sections").put("# China Policy Monitor", "", "*Week 19, 2024*", "")
    for section, chosen in (("Economy", BRIEF_EN[:4]), ("Society", BRIEF_EN[4:7]), ("Regions", BRIEF_EN[7:])):
        page.put(f"## {section}", "")
        for item in chosen:
            page.article(item, title="**{}.** " + f"{item.paragraphs[0]} ({item.source})", body=(), lang="en", source=item.source).put("")
    return page


def feed_as_text():
    page = Shape("feed_as_text")
    for n, item in enumerate(ZH[8:15]):
        url = f"https://rss.example.cn/a/{n}"
        head = [f"标题: {item.title}", f"链接: {url}", f"发布时间: {english(item.date, '{wday}, {d:02} {mon} {y}')} 10:30:00 GMT", "正文:"]
        page.article(item, before=head, title="", lang="zh", date=item.date, url=url).put("—" * 12)
    return page


def underlined_headlines():
    page = Shape("underlined_headlines")
    for item in EN[1:7]:
        page.article(item, after=["-" * len(item.title), ""], lang="en", gap=False).put("")
    return page


def notices_with_signatures():
    lines = (HERE / "notices_zh.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    page, days = Shape("notices_with_signatures"), ["2024-03-28", "2024-04-11", "2024-05-06"]
    starts = [i for i, line in enumerate(lines) if line.startswith("关于")]
    for a, b, day in zip(starts, [*starts[1:], len(lines)], days):
        page.article(lines[a], body=lines[a + 1 : b], lang="zh", date=day)
    return page


def upper_case_headlines():
    page = Shape("upper_case_headlines")
    for item in (EN[3], EN[9], EN[13], EN[17], EN[19]):
        body = [item.paragraphs[0], "Why It Matters", *item.paragraphs[1:]]
        page.article(item.title.upper(), body=body, lang="en", gap=True).put("")
    return page


def flashes_with_clock():
    page = Shape("flashes_with_clock")
    for line in (HERE / "flashes_zh.txt").read_text(encoding="utf-8").strip().split("\n"):
        page.article(line[line.index("【") + 1 : line.index("】")], title=line.replace("{", ""), body=(), lang="zh")
    return page


def more_shapes() -> list[Shape]:
    """All pages, in a fixed order."""
    return [nexis_headline_after_date(), diamonds_with_cited_papers(), bold_leads_in_sections(), feed_as_text(), underlined_headlines(), notices_with_signatures(), upper_case_headlines(),
            flashes_with_clock(), whole("one_report_en", "en", "Urban Heat and Electricity Demand in Three Yangtze Cities")]
