"""Pages to articles: shapes that the sample does not have, and what must hold on any page."""

import random
from pathlib import Path

import pytest

from policyanalysis.corpus.articles import read_articles
from policyanalysis.corpus.readers import Page, read_pages
from policyanalysis.corpus.splitting import UNSURE, doubts, split_page
from policyanalysis.corpus.splitting.furniture import is_furniture
from policyanalysis.corpus.splitting.origins import is_foot

SAMPLE = Path(__file__).resolve().parents[3] / "data" / "sample"
PORT = "港口集团表示，新航线开通以后，货物从工厂到码头的时间缩短了一天，运费也有所下降，企业对此表示欢迎。"


def split(text):
    """Rule, and (first line, last line, title) of each article."""
    spans, _ = split_page(Page("page.txt", tuple(text.split("\n"))))
    return (spans[0].rule if spans else None), [(s.start, s.end, s.title) for s in spans]


DIGEST_BULLETS = f"""每日要情

【综合】

■ 国务院部署秋粮收购

农民日报 2024-10-09

{PORT}

■ 海关公布前九月进出口

来源：海关总署 2024年10月14日

{PORT}

■ 青岛港开通新航线

大众日报　２０２４－１０－１５

{PORT}
"""
DIGEST_EN = """Weekly Digest

Grain reserves grow
Farm Daily 2024-10-09
Text of the first item, which says something.

Customs data for September
Customs News | 14 October 2024
Text of the second item.

Port opens a route
Harbour Post, October 15, 2024
Text of the third item.
"""
CONTENTS_DOTS = f"""目錄

要闻
秋粮收购工作部署........1
前九月进出口增长........3
地方
青岛港开通新航线........5

秋粮收购工作部署
农民日报 2024-10-09
{PORT}
前九月进出口
增长
海关总署 2024-10-14
{PORT}
青岛港开通新航线
大众日报 2024-10-15
{PORT}"""
HEADER_BLOCKS = """First post
- author: Ann
- source: A
- date: 2024-01-02
Body one.

Second post
- author: Bo
- source: B
- date: 2024-02-03
Body two.
More of two.

第三篇
- 作者：丙
- 來源：丙报
- 日期：2024年3月4日
正文三。"""
LIST_IN_POST = """Rules for drones
- author: Ann
- date: 2024-01-02
The rules name three things:
  • weight
    of the aircraft
  • height
    over ground
They apply from May."""
PAGES = [  # name, text, rule, articles
    ("digest with bullets, sections and full-width dates", DIGEST_BULLETS, "dated", [(4, 8, "国务院部署秋粮收购"), (10, 14, "海关公布前九月进出口"), (16, 20, "青岛港开通新航线")]),
    ("English digest", DIGEST_EN, "dated", [(2, 4, "Grain reserves grow"), (6, 8, "Customs data for September"), (10, 12, "Port opens a route")]),
    ("contents with dots, a title over two lines", CONTENTS_DOTS, "dated", [(8, 10, "秋粮收购工作部署"), (11, 14, "前九月进出口 增长"), (15, 17, "青岛港开通新航线")]),
    ("a line of source and date is no headline of the next one", DIGEST_EN.replace("Farm Daily 2024-10-09", "Farm Daily 2024-10-09\nFarm Post 2024-10-09"), "dated",
     [(2, 5, "Grain reserves grow"), (7, 9, "Customs data for September"), (11, 13, "Port opens a route")]),
    ("two cited sources are no digest", "A note\nFarm Daily 2024-10-09\nText.\nAnother part\nFarm Daily 2024-10-10\nText.", "whole page", [(0, 5, "A note")]),
    ("blog list of one post", "作者: wang\n\n  • 一篇文章的标题\n\n    第一段说明背景。\n\n    第二段说明目标。\n\n", "list", [(2, 6, "一篇文章的标题")]),
    ("blog list with inner bullets", "author: wang\n● One post\n  Text.\n  • inner\n  ● inner too\n● Another\n  Text.", "list", [(1, 4, "One post"), (5, 6, "Another")]),
    ("blog list below a greeting", "Welcome to these pages.\n\n• One post\n  A.\n  B.\n  C.\n• Another\n  A.\n  B.\n  C.", "list", [(2, 5, "One post"), (6, 9, "Another")]),
    ("header blocks", HEADER_BLOCKS, "headers", [(0, 4, "First post"), (6, 11, "Second post"), (13, 17, "第三篇")]),
    ("header block without a headline", "作者：丙\n日期：2024-03-04\n正文。", "headers", [(0, 2, "")]),
    ("header lines deep in a text", "A\nB\nC\nD\nE\nauthor: x\ndate: 2024-01-02\nF", "whole page", [(0, 7, "A")]),
    ("bulleted list in a post", LIST_IN_POST, "headers", [(0, 8, "Rules for drones")]),
    ("bulleted list at the margin", "无人机规则\n\n规则有三项内容：\n• 重量\n• 高度\n• 噪声\n五月起施行。", "whole page", [(0, 6, "无人机规则")]),
    ("bulleted list at the end", "Rules for drones\n\nThe rules name two things:\n\n  • weight\n    of the aircraft\n  • height\n    over ground", "whole page", [(0, 7, "Rules for drones")]),
    ("bullets without text below", "• one\n• two\n• three", "whole page", [(0, 2, "• one")]),
    ("no structure, no headline", "这是一段没有标题的话。\n\n第二段也是普通的话。", "whole page", [(0, 2, "")]),
    ("a headline and one paragraph", "\n# A note\nIt has one paragraph.\n\n", "whole page", [(1, 2, "A note")]),
    ("one line", "標題", "whole page", [(0, 0, "")]),
    ("contact lines alone", "联系方式\n联系人:林女士\n电话: 123\n\n邮箱: a@example.org", None, []),
    ("blank", "\n \n\t\n", None, []),
    ("empty", "", None, []),
]


@pytest.mark.parametrize("text, rule, articles", [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_page(text, rule, articles):
    assert split(text) == (rule, articles)


@pytest.mark.parametrize("text, rule, articles", [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_line_ends_and_byte_order_mark_change_nothing(tmp_path, text, rule, articles):
    if text.strip():
        (tmp_path / "page.txt").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
        spans, _ = split_page(read_pages(tmp_path)[0][0])
        assert [(s.start, s.end, s.title) for s in spans] == articles


SECTIONS = "{title}一、优化服务\n{a}.全面推行渔港经营事项告知承诺制改革\n各地要在年底前完成。\n{b}.建立渔港与企业之间的常态化沟通机制\n每季度召开一次会议。\n" \
           "二、强化保障\n{c}.支持渔港企业通过债券渠道扩大融资\n银行要降低利率。\n{d}.鼓励渔港企业参与港口标准体系建设\n协会要提供帮助。\n"


@pytest.mark.parametrize("title, numbers, n_articles", [
    ("", (1, 2, 1, 2), 4), ("", (1, 2, 3, 4), 1), ("", (1, 3, 1, 2), 1), ("某市促进渔港发展若干措施\n", (1, 2, 1, 2), 1),
])
def test_numbers_in_sections_begin_anew_and_are_no_document(title, numbers, n_articles):
    assert len(split(SECTIONS.format(title=title, **dict(zip("abcd", numbers))))[1]) == n_articles


def test_days_that_head_entries_are_a_guess():
    text = "\n".join(f"{day} May 2024\nTalks on fishing open in harbour {day}\nThe delegations of both sides met for {day} hours and parted without a word.\n" for day in (6, 9, 13))
    page = Page("a.txt", tuple(text.split("\n")))
    spans, _ = split_page(page)
    assert [span.rule for span in spans] == ["days"] * 3 and any(UNSURE in problem.reason for problem in doubts(page, spans))


@pytest.mark.parametrize("line, expected", [
    ("  ".join(["打印"] * 40) + "x", False), ("a" + "|b     " * 20 + "|1", False), ("今天是2024年全国低碳日，到2030年占比将达到25%。", False), ("今天是 2024年6月1日 星期六 | 无障碍", True),
    ("首页 | 新闻 | 政策 法规 | 关于", True), ("【打印】【关闭】 分享到：微信", True),
])
def test_furniture_is_told_in_a_moment(line, expected):
    assert is_furniture(line) is expected


READER = "\n====\n".join(f"Title: {title}\nFeed: {feed}\nAuthor: \nDate: {day}\nLink: https://example.org/{n}\n\n{text}" for n, (title, feed, day, text) in enumerate([
    ("Explainer: why ports trade berths", "Harbour Notes", "Mon, 18 Nov 2024 07:00:00 +0000", "1. Cranes: four of them stand idle.\n2. Ships: they wait nine hours."),
    ("渔业局：明年更新渔船", "近海观察", "2024-11-19T15:20:00+08:00", PORT), ("Tea growers print carbon on the box", "State & Tea", "Wed, 20 Nov 2024 02:15:44 +0900", "Growers sell more of it than before the rule came.")]))


def test_entries_of_a_feed_reader():
    spans, _ = split_page(Page("a.txt", tuple(READER.split("\n"))))
    assert [(span.title, span.meta["source"], span.meta["date"]) for span in spans] == [
        ("Explainer: why ports trade berths", "Harbour Notes", "2024-11-18"), ("渔业局：明年更新渔船", "近海观察", "2024-11-19"), ("Tea growers print carbon on the box", "State & Tea", "2024-11-20")]


def test_contents_with_columns_and_pages():
    titles = ["两个港口互换泊位三年", "茶农把碳账印上包装", "小镇公证员搬进一间屋"]
    text = "\n".join(["渔港通讯", "目　录", "要闻", *(f"{title}………{n}" for n, title in enumerate(titles[:2], 1)), "地方", f"{titles[2]}………3",
                      "■ 要闻", "", titles[0], PORT, "", titles[1], PORT, "■ 地方", "", titles[2], PORT])
    spans, _ = split_page(Page("a.txt", tuple(text.split("\n"))))
    assert [(span.title, span.meta.get("section")) for span in spans] == list(zip(titles, ["要闻", "要闻", "地方"]))


def test_dispatches_end_with_their_mark():
    dispatch = "FD0412 PORTS/BERTHS\n{day}-Feb-2024 09:14:02 GMT\n{title}\nHARBOUR, Feb {day} (Fishwire) - Two ports agreed to trade berths for three years, their managers said on Friday.\nA crane will be moved in May.\n\nNNNN\n\n"
    text = "".join(dispatch.format(day=day, title=title) for day, title in ((21, "Two ports trade berths"), (22, "Tea growers print carbon"), (23, "Notaries share an office")))
    articles = read_articles([Page("a.txt", tuple(text.split("\n")))])[0]
    assert articles.start_line.tolist() == [0, 8, 16] and articles.date.tolist() == ["2024-02-21", "2024-02-22", "2024-02-23"]
    assert not articles.text.str.contains("NNNN").any()


def test_headlines_of_other_pages_are_no_articles():
    body = f"两个港口互换泊位三年\n来源：渔港日报 2024-05-06\n{PORT}\n{PORT}\n相关阅读\n茶农把碳账印上包装 2024-04-16\n小镇公证员搬进一间屋 2024-04-09\n渔船更新方案公布 2024-04-02"
    articles, _, problems = read_articles([Page("a.txt", tuple(body.split("\n")))])
    assert articles.title.tolist() == ["两个港口互换泊位三年"] and "茶农" not in articles.text[0] and {problem.line for problem in problems} >= {4, 5, 6, 7}
    below = body + f"\n\n茶农在包装上印碳账\n来源：渔港日报 2024-05-07\n{PORT}"
    assert read_articles([Page("a.txt", tuple(below.split("\n")))])[0].title.tolist()[-1] == "茶农在包装上印碳账"


def test_the_header_above_a_list_holds_for_every_post():
    spans, problems = split_page(Page("p.txt", ("作者: wang", "分类: 能源", "", "  • 甲文", "    正文。", "  • 乙文", "    正文。")))
    assert [s.meta for s in spans] == [{"author": "wang", "section": "能源"}] * 2
    assert [(p.line, p.reason) for p in problems] == [(0, "page header"), (1, "page header")]


def test_a_header_block_holds_for_its_own_post_alone():
    spans, _ = split_page(Page("p.txt", tuple(HEADER_BLOCKS.split("\n"))))
    assert [s.meta["author"] for s in spans] == ["Ann", "Bo", "丙"] and [s.meta["source"] for s in spans] == ["A", "B", "丙报"]


def test_sections_come_from_the_contents():
    spans, problems = split_page(Page("p.txt", tuple(CONTENTS_DOTS.split("\n"))))
    assert [s.meta["section"] for s in spans] == ["要闻", "要闻", "地方"]
    assert {p.line for p in problems if p.reason == "table of contents"} == {0, 2, 3, 4, 5, 6}


def test_a_section_without_dated_articles_is_in_none():
    text = CONTENTS_DOTS.replace("航线........5\n", "航线........5\n好书架........9\n", 1) + "\n好书架\n某书，介绍港口的历史。"
    spans, problems = split_page(Page("p.txt", tuple(text.split("\n"))))
    assert spans[-1].title == "青岛港开通新航线" and spans[-1].end == 18
    assert [p.line for p in problems if p.reason.startswith("after the last article")] == [19, 20]


def test_contact_lines_at_the_foot_are_no_text():
    text = HEADER_BLOCKS + "\n新闻动态\n联系方式\n联系人：某女士\n电 话:\n"
    spans, problems = split_page(Page("p.txt", tuple(text.split("\n"))))
    assert spans[-1].end == 17 and [p.line for p in problems] == [18, 19, 20, 21]
    assert {p.reason for p in problems} == {"contact or navigation line at the foot of the page"}


# Whatever happens to a page, nothing is lost and nothing is in two articles.

ODD = ["\0", "\ufeff", "\u2028", "\x0c", "\r", "　", "•", "\t9", "。", "《", "<p>", "💡", "作者:", "2024-13-45", "http://", "(", "【】", "\ud7ff", "a" * 5000, "目录", "联系方式", "I."]


def mutate(lines, rng):
    """The page after one to six random changes."""
    lines = list(lines)
    for _ in range(rng.randint(1, 6)):
        i, j = sorted((rng.randrange(len(lines) + 1), rng.randrange(len(lines) + 1)))
        change = rng.randrange(8)
        if change == 0:
            del lines[i : min(j, i + 40)]
        elif change == 1:
            lines[i:i] = lines[i:j]
        elif change == 2:
            part = lines[i:j]
            rng.shuffle(part)
            lines[i:j] = part
        elif change == 3:
            lines = lines[: max(i, 1)]
        elif change == 4:
            lines.insert(i, rng.choice(ODD))
        elif change == 5 and i < len(lines):
            at = rng.randrange(len(lines[i]) + 1)
            lines[i] = lines[i][:at] + rng.choice(ODD) + lines[i][at:]
        elif change == 6:
            lines[i:j] = [line.strip() for line in lines[i:j]]
        elif change == 7:
            lines = [line for line in lines if line.strip()] or [""]
        lines = lines[:700] or [""]
    return tuple(lines)


def check(page):
    spans, problems = split_page(page)
    outside = [p.line for p in problems]
    assert all(0 <= s.start <= s.end < len(page.lines) and s.start <= s.body <= s.end + 1 for s in spans)
    assert all(a.end < b.start for a, b in zip(spans, spans[1:]))
    inside = [i for s in spans for i in range(s.start, s.end + 1)]
    filled = [i for i, line in enumerate(page.lines) if line.strip()]
    assert sorted([i for i in inside if page.lines[i].strip()] + outside) == filled
    assert all(page.lines[s.start].strip() and page.lines[s.end].strip() for s in spans)
    return spans


@pytest.mark.parametrize("file", sorted(path.name for path in SAMPLE.glob("*.txt")))
def test_nothing_is_lost_on_damaged_pages(file):
    page = next(p for p in read_pages(SAMPLE)[0] if p.file == file)
    rng = random.Random(file)
    for _ in range(35):
        check(Page(file, mutate(page.lines, rng)))


@pytest.mark.parametrize("file", ["blog_author.txt", "digest_2024_05.txt", "news_en_2.txt", "post_2024.txt"])
def test_tables_of_damaged_pages(file):
    page = next(p for p in read_pages(SAMPLE)[0] if p.file == file)
    rng = random.Random(file + " tables")
    for _ in range(8):
        damaged = Page(file, mutate(page.lines, rng))
        articles, passages, problems = read_articles([damaged])
        assert articles.doc_id.is_unique and set(passages.doc_id) <= set(articles.doc_id) and articles.lang.isin(["en", "zh"]).all()
        assert len(articles) == len(check(damaged))
        bounds = passages.merge(articles[["doc_id", "start_line", "end_line"]])
        assert bounds.line.between(bounds.start_line, bounds.end_line).all()
        assert all(0 <= p.line < len(damaged.lines) for p in problems)


@pytest.mark.parametrize("text", [row[1] for row in PAGES], ids=[row[0] for row in PAGES])
def test_nothing_is_lost_on_the_pages_above(text):
    check(Page("page.txt", tuple(text.split("\n"))))


@pytest.mark.parametrize("line", ["Back to top", "RETURN TO CONTENTS", "返回顶部", "上一篇：港口", "下一條", "文章编号：12", "(Reporting by Li Yi)", "(writing by A B)", "(additional reporting by C)", "Enditem", "Publication-Type: Web",
                                  "LANGUAGE: English", "(end)", "end", "完", "本文完", "Load-Date: May 9", "End of Document", "Document XINHUA000020240509", "阅读原文", "微信扫一扫", "关注该公众号", "喜欢此内容的人还喜欢", "Read more", "editor.desk@example.org"])
def test_every_kind_of_foot_is_known(line):
    assert is_foot(line) and is_foot(f"  {line}  ") and not is_foot(f"港口{line}港口，航线")
