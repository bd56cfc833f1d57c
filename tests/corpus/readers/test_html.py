"""HTML pages: lines that lead back to the source, what the page says of itself, several articles on one page."""

import pytest

from policyanalysis.corpus.load import load_corpus
from policyanalysis.corpus.readers import read_pages
from policyanalysis.corpus.readers.html import read_html
from policyanalysis.corpus.readers.page import Unread

ZH = "为推动高质量发展，现就加快建设统一的储能市场提出以下意见，请各地区认真贯彻落实。"
EN = "The ministry published a plan for storage with five targets for 2030 and a review of the rules that remain in force."
GOVERNMENT = f"""<!DOCTYPE html>
<html><head><meta charset="gb2312"><title>某省关于储能的意见_某省网</title>
<meta name="ContentSource" content="某省网"><meta name="ColumnName" content="政策文件">
<script>
var a = "<p>not text</p>";
</script></head>
<body><div class="nav"><a href="/">首页</a> <a href="/b">政策</a></div>
<div
  class="wrap">
<table><tr><td>索 引 号：</td><td>000014349/2025-00012</td><td>主题分类：</td><td>工业</td></tr>
<tr><td>发文机关：</td><td>某省人民政府</td><td>成文日期：</td><td>2025年01月20日</td></tr>
<tr><td>标　　题：</td><td>某省关于储能的意见</td></tr>
<tr><td>发文字号：</td><td>某政发〔2025〕3号</td><td>发布日期：</td><td>2025年01月23日</td></tr></table>
<h1>某省关于储能的意见</h1>
<p>

　　{ZH}</p>
<p>一、总体要求<br>
二、主要目标。{ZH}</p>
<h2>三、任务</h2><ul><li>其一，{ZH}</li><li>其二，{ZH}</li></ul>
<table><tr><th>指标</th><th>2030年</th></tr>
<tr><td>装机</td><td>100万千瓦</td></tr></table>
</div><div class="footer">版权所有 某省网</div></body></html>
"""


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
def test_a_government_page(tmp_path, encoding):
    (tmp_path / "a.html").write_bytes(GOVERNMENT.encode(encoding))
    (page,), (problem,) = read_pages(tmp_path)
    assert page.meta == {"title": "某省关于储能的意见", "issuer": "某省人民政府", "doc_number": "某政发〔2025〕3号", "date": "2025-01-23", "source": "某省网", "section": "政策文件"}
    assert page.lines == ("某省关于储能的意见", ZH, "一、总体要求", f"二、主要目标。{ZH}", "三、任务", f"其一，{ZH}", f"其二，{ZH}", "指标 | 2030年", "装机 | 100万千瓦")
    source = GOVERNMENT.split("\n")
    assert all(line.split(" | ")[0] in source[number] for line, number in zip(page.lines, page.numbers))
    assert page.parts == () and problem.severity == "info" and "4 row(s) of the document table" in problem.reason


DOCUMENT_TABLES = [
    "<ul><li>索引号：0001</li><li>发文机关：国务院</li><li>发文字号：国发〔2025〕3号</li><li>成文日期：2025年1月20日</li></ul>",
    "<dl><dt>發文機關</dt><dd>国务院</dd><dt>文号</dt><dd>国发〔2025〕3号</dd><dt>公布日期</dt><dd>2025-01-20</dd></dl>",
    "<table><tr><td><b>Issued by:</b></td><td>国务院</td></tr><tr><td>Document No.</td><td>国发〔2025〕3号</td></tr><tr><td>Date of Issue</td><td>January 20, 2025</td></tr></table>",
]


@pytest.mark.parametrize("table", DOCUMENT_TABLES)
def test_document_tables_of_other_shapes(table):
    page, _ = read_html(f"<html><body>{table}<p>{ZH}</p></body></html>".encode(), "a.html")
    assert {key: page.meta.get(key) for key in ("issuer", "doc_number", "date")} == {"issuer": "国务院", "doc_number": "国发〔2025〕3号", "date": "2025-01-20"}
    assert page.lines == (ZH,)


def test_a_table_of_data_is_no_document_table():
    page, _ = read_html(f"<p>{ZH}</p><table><tr><td>标题</td><td>甲</td></tr><tr><td>名称</td><td>乙</td></tr></table>".encode(), "a.html")
    assert page.lines[1:] == ("标题 | 甲", "名称 | 乙") and "issuer" not in page.meta


def item(n, tag, head, date):
    return f'<{tag} class="item"><h3>{head}</h3>{date}<p>{n}. {EN}</p></{tag}>\n'


LINKED = [f'<a href="/{n}.html">Plan {n}</a>' for n in range(1, 5)]
LISTS = [  # the page's items, their titles, dates and links
    ("".join(item(n, "div", LINKED[n - 1], f"<p>2025-01-2{n} Source: Example News</p>") for n in (1, 2, 3)), ["Plan 1", "Plan 2", "Plan 3"],
     ["2025-01-21", "2025-01-22", "2025-01-23"], ["https://example.org/1.html", "https://example.org/2.html", "https://example.org/3.html"]),
    ("".join(item(n, "article", f"Plan {n}", f'<time datetime="2025-01-2{n}T08:00">yesterday</time>') for n in (1, 2)), ["Plan 1", "Plan 2"], ["2025-01-21", "2025-01-22"], ["", ""]),
    ("".join(f"<h2>{LINKED[n - 1]}</h2><p>{EN}</p><p>{ZH}</p>" for n in (1, 2, 3)), ["Plan 1", "Plan 2", "Plan 3"], ["", "", ""],
     ["https://example.org/1.html", "https://example.org/2.html", "https://example.org/3.html"]),
    ("<ul>" + "".join(f"<li>{LINKED[n - 1]}<p>January 2{n}, 2025</p><p>{EN}</p></li>" for n in (1, 2, 3)) + "</ul>", ["Plan 1", "Plan 2", "Plan 3"], ["2025-01-21", "2025-01-22", "2025-01-23"],
     ["https://example.org/1.html", "https://example.org/2.html", "https://example.org/3.html"]),
]


@pytest.mark.parametrize("items, titles, dates, urls", LISTS)
def test_pages_of_several_articles(items, titles, dates, urls):
    page, _ = read_html(f'<html><head><base href="https://example.org/list/"></head><body><nav><a href="/">Home</a></nav><main><h1>News</h1>{items}</main>'
                        "<footer>Contact us</footer></body></html>".encode(), "a.html")
    assert [part.meta["title"] for part in page.parts] == titles
    assert [part.meta.get("date", "") for part in page.parts] == dates and [part.meta.get("url", "") for part in page.parts] == urls
    assert [page.lines[part.start] for part in page.parts] == titles and all(EN in "".join(page.lines[part.start : part.end + 1]) for part in page.parts)
    assert "Home" not in page.lines and "Contact us" not in page.lines and "date" not in page.meta


ONE = [  # pages of one article that look like several
    f"<h1>A plan</h1><p>{EN}</p>" + "".join(f"<section><h2>Part {n}</h2><p>{EN}</p></section>" for n in (1, 2, 3)),
    f"<article><h1>A plan</h1>{f'<p>{EN}</p>' * 12}</article><article><h3><a href=/b>Other</a></h3><p>A short teaser of it.</p></article>",
    f"<h1>A plan</h1><h2>One</h2><p>{EN}</p><h2>Two</h2><p>{EN}</p><h2>Three</h2><p>{EN}</p>",
]


@pytest.mark.parametrize("body", ONE)
def test_sections_and_teasers_are_no_articles(body):
    page, _ = read_html(f"<html><body>{body}</body></html>".encode(), "a.html")
    assert page.parts == () and page.lines[0] == "A plan" and page.lines[1] in (EN, "One") and "A short teaser of it." not in page.lines


def test_metadata_of_the_head():
    page, _ = read_html((f'<html><head><title>A plan | Example</title><meta property="og:title" content="A plan"><meta property="og:site_name" content="Example">'
                         f'<meta property="article:published_time" content="2025-01-23T08:00:00+08:00"><meta name="author" content="A. Writer">'
                         f'<link rel="canonical" href="https://example.org/plan"></head><body><article><h1>A plan</h1><p>{EN}</p></article></body></html>').encode(), "a.html")
    assert page.meta == {"title": "A plan", "source": "Example", "date": "2025-01-23", "author": "A. Writer", "url": "https://example.org/plan"}


@pytest.mark.parametrize("printed", ["2023年3月", "Spring 2023", "© 2023"])
def test_no_day_is_invented(printed):
    page, _ = read_html(f"<html><body><h1>A plan</h1><p>{printed}</p><p>{EN}</p><p>{ZH}</p></body></html>".encode(), "a.html")
    assert "date" not in page.meta


def test_furniture_is_left_out_and_counted():
    page, (problem,) = read_html((f"<html><body><div id='menu'><a href=/>A</a></div><p>当前位置：首页 &gt; 政策</p><h1>A plan</h1><p>{EN}</p><p>{ZH}</p><p>打印 关闭窗口</p>"
                                  f"<div class='share'>Share</div><p hidden>unseen</p><footer>Foot</footer></body></html>").encode(), "a.html")
    assert page.lines == ("A plan", EN, ZH) and problem.reason.startswith("5 line(s) of page furniture")


def test_the_line_under_the_headline_names_source_and_date():
    page, _ = read_html(f"<h1>通知</h1><div>发布时间：2025-01-23 10:00  来源：某某报  浏览次数：12</div><p>{ZH}</p>".encode(), "a.html")
    assert (page.meta["source"], page.meta["date"]) == ("某某报", "2025-01-23")


def test_a_class_that_holds_the_page_is_no_furniture():
    page, _ = read_html(f"<html><body><div class='share'><h2>A plan</h2><p>{EN}</p><p>{ZH}</p></div></body></html>".encode(), "a.html")
    assert EN in page.lines and ZH in page.lines


@pytest.mark.parametrize("text", ["&#x110000; text", "lost &#xFFFD; character"])
def test_references_to_no_character(tmp_path, text):
    """Found by fuzzing: a reference to no character became U+FFFD in a page that passed as read."""
    (tmp_path / "good.txt").write_text("text")
    (tmp_path / "a.html").write_text(f"<p>{EN} {text}</p>")
    pages, (problem,) = read_pages(tmp_path)
    assert len(pages) == 1 and problem.severity == "error" and "U+FFFD" in problem.reason


def test_elements_that_are_never_closed_lose_no_text():
    """Old pages open a <font> a line; libxml2 drops what is nested deeper than its limit without an error."""
    lines = [f"第{n}行，{ZH}" for n in range(400)]
    page, _ = read_html("".join(f"<font>{line}<br>\n" for line in lines).encode(), "a.html")
    assert page.lines == tuple(lines) and page.numbers == tuple(range(400))
    with pytest.raises(Unread, match="nested more than 2,000 deep"):
        read_html(("<font>x<br>" * 3_000).encode(), "a.html")


def loaded(tmp_path, page):
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    return load_corpus(tmp_path / "a.html").articles


def test_lines_of_origin_are_no_part_of_a_text(tmp_path):
    several = "".join(f"<article><h2>{title}</h2><p>{paper} 2024-05-0{n}</p><p>{ZH}</p><p>{ZH}</p></article>" for n, (title, paper) in enumerate([("两港互换泊位三年为期", "天津日报"), ("茶农把碳账印上包装", "福建日报")], 1))
    found = loaded(tmp_path, f"<html><body>{several}</body></html>")
    assert found.source.tolist() == ["天津日报", "福建日报"] and found.date.tolist() == ["2024-05-01", "2024-05-02"] and not found.text.str.contains("日报").any()
    one = loaded(tmp_path, f"<html><head><title>Ports trade berths</title></head><body><h1>Ports trade berths</h1><div>By Hu Yan | China Daily | Updated: 2024-05-03 08:00</div><p>{EN}</p><p>{EN}</p></body></html>")
    assert one[["title", "author", "source", "date"]].values.tolist() == [["Ports trade berths", "Hu Yan", "China Daily", "2024-05-03"]] and one.text[0].startswith(EN)


def test_a_line_with_day_and_source_below_a_document_table(tmp_path):
    table = "<table><tr><td>发文机关：</td><td>某省人民政府</td><td>发文字号：</td><td>某政发〔2024〕3号</td></tr></table>"
    page = f"<html><body><div>今天是 2024年6月1日 星期六 | 无障碍</div>{table}<h1>关于储能的意见</h1><div class='info'>发布时间：2024-05-03 来源：某省日报 浏览次数：12</div><p>{ZH}</p><p>{ZH}</p><div>【打印】【关闭】 分享到：微信 微博</div></body></html>"
    found = loaded(tmp_path, page)
    assert found[["title", "source", "date", "doc_number"]].values.tolist() == [["关于储能的意见", "某省日报", "2024-05-03", "某政发〔2024〕3号"]]
    assert found.text[0] == f"{ZH}\n\n{ZH}"


def test_a_page_with_its_translation_is_two_articles(tmp_path):
    assert loaded(tmp_path, f"<html><body><h1>Storage by 2030</h1>{f'<p>{EN}</p>' * 4}<h2>到2030年的储能</h2>{f'<p>{ZH}</p>' * 4}</body></html>")[["title", "lang"]].values.tolist() == [["Storage by 2030", "en"], ["到2030年的储能", "zh"]]
