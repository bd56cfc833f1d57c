"""A third set of pages of further shapes."""

from __future__ import annotations

from bank import HERE
from pages import BRIEF_ZH, EN, HANT, ZH, Shape, english, whole


def paper_with_page_numbers():
    page = Shape("paper_with_page_numbers")
    for n, item in enumerate(ZH[11:17], 1):
        y, m, d = item.date.split("-")
        body = [f"本报{item.place}{int(m)}月{int(d)}日电　（记者{item.author}）{item.paragraphs[0]}", *item.paragraphs[1:]]
        page.article(item, body=body, foot=[f"《人民日报》（{y}年{m}月{d}日　第 {n:02} 版）"], lang="zh", source="人民日报", date=item.date, indent="　　").put("")
    return page


def agency_with_credits():
    page = Shape("agency_with_credits")
    for n, item in enumerate(EN[3:10]):
        first = f"{item.place}, {english(item.date, '{mon} {d}')} (Reuters) - {item.paragraphs[0]}"
        page.article(f"UPDATE 1-{item.title}" if n % 3 == 0 else item.title, after=[f"By {item.author} and Wang Tian"], body=[first, *item.paragraphs[1:]],
                     foot=[f"(Reporting by {item.author}; Editing by Kim Coghill)"], lang="en", gap=True, source="Reuters").put("")
    return page


def numbered_in_brackets():
    page = Shape("numbered_in_brackets").put("政务信息", "第12期", "市政府办公室编　2024年5月13日", "")
    for n, item in zip("一二三四五六七八", BRIEF_ZH):
        page.article(item, title=f"（{n}）{{}}", lang="zh")
    return page


def press_database():
    page = Shape("press_database")
    for n, item in enumerate(HANT):
        page.article(item, before=[f"{item.source} | {item.date} | 報章 | A{n + 8:02} | {item.section}"], foot=["", f"文章編號: {item.date.replace('-', '')}30047{n}", "", "-----"], lang="zh", gap=True,
                     source=item.source, date=item.date).put("")
    return page


def two_languages_in_turn():
    page = Shape("two_languages_in_turn")
    for en, zh in zip(EN[14:18], ZH[14:18]):
        page.article(en, lang="en", gap=True).put("").article(zh, lang="zh", gap=True).put("")
    return page


def contents_and_back_to_top():
    chosen = (EN[0], EN[6], EN[8], EN[15], EN[18])
    page = Shape("contents_and_back_to_top").put("Policy Reader", "", "In this issue", "")
    page.put(*(f"* {item.title}" for item in chosen), "")
    for item in chosen:
        page.article(item, after=["", item.author], foot=["", "Back to top"], lang="en", gap=True).put("")
    return page


def speeches_with_places():
    lines = (HERE / "speeches_en.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    page = Shape("speeches_with_places")
    starts = [i for i, line in enumerate(lines) if line.startswith(("Remarks", "Address", "Speech"))]
    for a, b, day in zip(starts, [*starts[1:], len(lines)], ("2024-05-14", "2024-06-02", "2024-06-21")):
        page.article(lines[a], body=lines[a + 1 : b], lang="en", date=day)
    return page


def last_shapes() -> list[Shape]:
    """All pages, in a fixed order."""
    return [paper_with_page_numbers(), agency_with_credits(), numbered_in_brackets(), press_database(), two_languages_in_turn(), contents_and_back_to_top(), speeches_with_places(),
            whole("one_questions_zh", "zh", "《农村公路养护条例》热点问答")]
