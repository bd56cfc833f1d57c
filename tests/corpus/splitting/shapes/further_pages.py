"""Two sets of pages written before the rules had seen them: digests, newsletters, exports and blogs as readers save them."""

from __future__ import annotations

from crawled_pages import POST_EN, POST_ZH, furniture, two_by_two
from pages import BRIEF_EN, BRIEF_ZH, EN, HANT, ZH, Shape, chinese, english, whole


def numbers_on_a_line_zh():
    page = Shape("numbers_on_a_line_zh").put("产业观察周刊", "第21期 总第305期", "")
    for n, item in enumerate(ZH[2:9]):
        page.article(item, before=[f"{n + 1:02}", ""], gap=True, foot=["", f"（来源：{item.source}）", ""], lang="zh", source=item.source)
    return page


def sections_with_origin_at_end_zh():
    page = Shape("sections_with_origin_at_end_zh").put("经济信息参考", "2024年5月", "")
    for n, item in enumerate(ZH[0:10]):
        if n % 4 == 0:
            page.put(f"【{('宏观', '产业', '区域')[n // 4]}】", "")
        page.article(item, body=[*item.paragraphs[:-1], f"{item.paragraphs[-1]}（{item.source} {item.date.replace('-', '.')}）"], lang="zh", source=item.source, date=item.date).put("")
    return page


def datelines_run_together_en():
    page = Shape("datelines_run_together_en")
    for n, item in enumerate(EN[1:10]):
        first = f"{('BEIJING', 'SHANGHAI', 'SHENZHEN')[n % 3]}, {english(item.date, '{mon}. {d}')} ({item.source}) -- {item.paragraphs[0]}"
        page.article(item, body=[first, *item.paragraphs[1:]], lang="en", source=item.source)
    return page


def emoji_newsletter_en():
    page = Shape("emoji_newsletter_en").put("China Policy Weekly #112", "May 12, 2024", "", "Hello readers, here are this week's stories.", "")
    for n, item in enumerate([*EN[3:7], *BRIEF_EN[2:6]]):
        page.article(item, title="🔹 {}", gap=True, foot=["", f"Read more: https://example.org/p/{n}"], lang="en", url=f"https://example.org/p/{n}").put("")
    return page.put("Thanks for reading.", "Share China Policy Weekly")


def contents_then_author_source_dots_zh():
    page = Shape("contents_then_author_source_dots_zh").put("区域发展动态", "2024年第6期（月刊）", "", "目  录", "")
    for n, item in enumerate(ZH[5:13]):
        page.put(f"{n + 1}．{item.title}（{3 + 2 * n}）")
    page.put("")
    for item in ZH[5:13]:
        page.article(item, after=[f"{item.author}　《{item.source}》　{item.date.replace('-', '.')}"], indent="　　", lang="zh", source=f"《{item.source}》", date=item.date).put("")
    return page


def titles_in_brackets_flashes_zh():
    page = Shape("titles_in_brackets_flashes_zh").put("7x24快讯", "")
    for n, item in enumerate(BRIEF_ZH[:9]):
        m, d = map(int, item.date.split("-")[1:])
        start = len(page.lines)
        page.article(item, title="", before=[f"【{item.title}】财讯社{m}月{d}日电，{item.paragraphs[0]}"], body=item.paragraphs[1:], lang="zh").put("")
        page.articles[-1].title_line = start
        page.ignored -= {start}
    return page


def days_as_headings_zh():
    page = Shape("days_as_headings_zh").put("每日要闻汇总", "")
    days = {}
    for item in BRIEF_ZH[:10]:
        days.setdefault(item.date, []).append(item)
    for day in sorted(days):
        for n, item in enumerate(days[day]):
            page.article(item, before=[] if n else [chinese(day), ""], lang="zh", date=day).put("")
    return page


def origin_with_pipes_en():
    page = Shape("origin_with_pipes_en")
    for item in EN[0:9]:
        page.article(item, after=[f"{item.source} | {english(item.date)} | {item.author}"], lang="en", source=item.source, date=item.date)
    return page


def sources_run_together_en():
    page = Shape("sources_run_together_en")
    for n, item in enumerate(EN[2:11]):
        page.article(item, after=[f"Source: {item.source}", f"Release time: {item.date} 09:{10 + n}"], lang="en", source=item.source, date=item.date)
    return page


def blog_language_switch():
    page = Shape("blog_language_switch")
    furniture(page, "Skip to content", "Notes on the Bay", "Menu", "")
    for en, zh in zip(POST_EN, POST_ZH):
        page.article(en, before=[f"{english(en.date, '{d} {month} {y}')}", ""], gap=True, lang="en", date=en.date).put("")
        page.article(zh, gap=True, foot=["", "Filed under: policy", ""], lang="zh", date=en.date)
    return furniture(page, "Older posts", "Powered by a blog engine")


def plain_titles_blank_en():
    page = Shape("plain_titles_blank_en")
    for item in EN[4:12]:
        page.article(item, gap=True, lang="en").put("", "")
    return page


def mt_digest_with_editor_en():
    page = Shape("mt_digest_with_editor_en")
    for n, item in enumerate(EN[0:10]):
        page.article(item, after=[f"{item.date.replace('-', '/')} 08:{20 + n} {item.source}"], foot=[f"[Editor: {item.author}]"], lang="en", source=item.source, date=item.date)
    return page


def channel_export_en():
    page = Shape("channel_export_en")
    for n, item in enumerate(EN[0:8]):
        page.article(item, before=[f"[{item.date} {9 + n:02}:30] China Policy Wire:"], lang="en", source="China Policy Wire", date=item.date).put("")
    return page


def numbers_restart_in_sections_zh():
    page = Shape("numbers_restart_in_sections_zh").put("财经要情", "（第112期）", "")
    for s, name in enumerate(("一、宏观经济", "二、产业动态", "三、地方实践")):
        page.put(name)
        for n, item in enumerate(ZH[4 * s : 4 * s + 4]):
            page.article(item, title=f"{n + 1}. {{}}", body=two_by_two(item.paragraphs), lang="zh")
    return page


def sentences_as_headlines_en():
    page = Shape("sentences_as_headlines_en")
    for item in EN[1:10]:
        page.article(item, title="{}.", after=[f"{item.source} {item.date}"], lang="en", source=item.source, date=item.date)
        page.articles[-1].title = item.title
    return page


def sources_after_dashes_zh():
    page = Shape("sources_after_dashes_zh").put("剪报", "")
    for item in ZH[0:8]:
        page.article(item, foot=[f"——《{item.source}》{chinese(item.date)}"], lang="zh", source=f"《{item.source}》", date=item.date).put("")
    return page


def days_before_titles_en():
    page = Shape("days_before_titles_en")
    for item in EN[0:9]:
        page.article(item, title=f"{item.date}: {{}}", lang="en", date=item.date).put("")
        page.articles[-1].title = f"{item.date}: {item.title}"
    return page


def days_in_brackets_behind_titles_zh():
    page = Shape("days_in_brackets_behind_titles_zh")
    for item in ZH[3:12]:
        page.article(item, title=f"{{}}（{item.date}）", lang="zh", date=item.date).put("")
        page.articles[-1].title = f"{item.title}（{item.date}）"
    return page


def papers_behind_titles_en():
    page = Shape("papers_behind_titles_en")
    for item in EN[2:11]:
        page.article(item, title=f"{{}} - {item.source}", gap=True, lang="en", source=item.source).put("")
        page.articles[-1].title = f"{item.title} - {item.source}"
    return page


def in_turn_by_paragraph():
    page = Shape("in_turn_by_paragraph")
    furniture(page, "Park Notes", "")
    for en, zh in zip(POST_EN[:4], POST_ZH[:4]):
        body = []
        for i in range(max(len(en.paragraphs), len(zh.paragraphs))):
            body += [p.paragraphs[i] for p in (en, zh) if i < len(p.paragraphs)]
        page.article(en, after=[zh.title, "", english(en.date)], body=body, gap=True, lang="", date=en.date).put("", "")
    return page


def spaced_digest_with_bold_source_zh():
    page = Shape("spaced_digest_with_bold_source_zh").put("# 一周政策", "")
    for item in ZH[2:10]:
        page.article(item, title="**{}**", after=["", f"*{item.source}，{chinese(item.date)}*"], gap=True, lang="zh", source=item.source, date=item.date).put("")
    return page


def hant_newsletter():
    page = Shape("hant_newsletter").put("兩岸政策週報", "2024年5月13日", "")
    for n, item in enumerate(HANT):
        page.article(item, title=f"{n + 1}、{{}}", foot=[f"（{item.source}，{item.date.replace('-', '/')}）"], lang="zh", source=item.source, date=item.date).put("")
    return page


def further_shapes() -> list[Shape]:
    """All pages, in a fixed order."""
    return [numbers_on_a_line_zh(), sections_with_origin_at_end_zh(), datelines_run_together_en(), emoji_newsletter_en(), contents_then_author_source_dots_zh(), titles_in_brackets_flashes_zh(),
            days_as_headings_zh(), origin_with_pipes_en(), sources_run_together_en(), blog_language_switch(), plain_titles_blank_en(), mt_digest_with_editor_en(),
            channel_export_en(), numbers_restart_in_sections_zh(), sentences_as_headlines_en(), sources_after_dashes_zh(), days_before_titles_en(), days_in_brackets_behind_titles_zh(),
            papers_behind_titles_en(), in_turn_by_paragraph(), spaced_digest_with_bold_source_zh(), hant_newsletter(), whole("one_plan_zh", "zh", "关于加快县域冷链物流高质量发展的实施方案")]
