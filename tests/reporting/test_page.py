import base64
import re

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from policyanalysis.cli import main
from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.reporting.outline import title_and_summary
from policyanalysis.reporting.page import clean, refuse_requests, to_html

PNG = base64.b64encode(b"\x89PNG not a real one").decode()
HEADER = {"made": "2026-11-01 06:00 UTC", "corpus": "sample", "corpus_hash": "", "counts": "", "version": "0", "described": [],
          "changes": {"lead": "", "parts": []}}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='https://example.org/x.png'>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href=' &#106;avascript:alert(1)'>a</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>a</a>",
    "<iframe src='https://example.org'></iframe>",
    "<link rel=stylesheet href='https://example.org/x.css'>",
    "<style>body{background:url(https://example.org)}</style>",
    "<style>@import 'https://example.org'",
    "<div style='background:url(https://example.org)'>a</div>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "<base href='https://example.org'>",
    "<form action='https://example.org'><button formaction='javascript:alert(1)'>a</button></form>",
    "<object data='https://example.org'></object><embed src='https://example.org'>",
    "<video poster='https://example.org' src='https://example.org'></video>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<details ontoggle=alert(1) open><summary>a</summary></details>",
    "</textarea></title></pre></table></main><script>alert(1)</script>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<!--><script>alert(1)</script>-->",
    "<input autofocus onfocus=alert(1)>",
    "<b id=contents class=made>a</b>",
    "<body onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'><text>a</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml;base64,PHN2Zz4='/></svg>",
    "<math href='javascript:alert(1)'>a</math>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<img src=x:x onerror='alert`1`'>",
    "<img srcset='https://example.org/x.png 1x'>",
    "<img/src='x'/onerror=alert(1)//>",
    "<img src=\"x\" onerror=\"&#97;lert(1)\">",
    "<IMG SRC=JaVaScRiPt:alert(1)>",
    "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">",
    "<<SCRIPT>alert(1);//<</SCRIPT>",
    "<SCRIPT/SRC='https://example.org/x.js'></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x20type='text/javascript'>alert(1)</script>",
    "<script>alert(1)//",
    "\"><script>alert(1)</script>",
    "'-alert(1)-'",
    "\"onmouseover=\"alert(1)",
    "javascript:/*--></title></style></textarea></script></xmp><svg/onload='+/\"/+/onmouseover=1/+/[*/[]/+alert(1)//'>",
    "<a href='vbscript:msgbox(1)'>a</a>",
    "<a href='java\tscript:alert(1)'>a</a>",
    "<a href='\x01javascript:alert(1)'>a</a>",
    "<a href='//example.org' ping='https://example.org' target=_blank>a</a>",
    "<audio src=x onerror=alert(1)><source onerror=alert(1)></audio>",
    "<marquee onstart=alert(1)>a</marquee>",
    "<keygen autofocus onfocus=alert(1)><select autofocus onfocus=alert(1)></select>",
    "<template><script>alert(1)</script></template>",
    "<frameset onload=alert(1)><frame src='javascript:alert(1)'></frameset>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<xmp><script>alert(1)</script></xmp><plaintext>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<!--/renewal--><script>alert(1)</script><!--renewal-->",
    "{{ 7 * 7 }}{% raw %}<script>alert(1)</script>{% endraw %}",
    "${alert(1)} $x^{<script>alert(1)</script>}$",
    "`</code><script>alert(1)</script>`",
    "[a](javascript:alert(1)) ![b](https://example.org/x.png) <https://example.org>",
    "[x]: javascript:alert(1)\n\n[x]",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "＜script＞alert(1)＜/script＞",
    "\u202e<script>alert(1)</script>",
    "<p style='width:expression(alert(1))' lang='zh\" onload=alert(1)'>a</p>",
    "<table background='https://example.org'><td background='javascript:alert(1)'>a</td></table>",
    "<dialog open onclose=alert(1)><form method=dialog><button>a</button></form></dialog>",
]


def output(data, metadata=None):
    return new_output("display_data", data=data, metadata=metadata or {})


def page(*cells, **header):
    return to_html(new_notebook(cells=list(cells)), "n", HEADER | header)


def shown(*outputs, **cell):
    return page(new_markdown_cell("## Which themes?"), new_code_cell("show()", outputs=list(outputs), **cell))


def assert_dead(whole):
    """Nothing in a page runs, loads, or plays at being a part of it."""
    soup = BeautifulSoup(whole, "html.parser")
    assert not soup.find(["script", "iframe", "object", "embed", "link", "base", "form", "svg", "math", "video", "input", "noscript"])
    assert len(soup.find_all("style")) == len(soup.find_all("main")) == 1
    assert [meta["http-equiv"] for meta in soup.select("meta[http-equiv]")] == ["Content-Security-Policy"]
    for tag in soup.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on") or name == "style"]
        assert not str(tag.get("href", "")).lower().strip().startswith(("javascript", "data"))
        assert str(tag.get("src", "data:image/")).startswith("data:image/")
    assert "id" not in (soup.select_one("main .output b") or {})


def test_there_are_enough_of_them():
    assert len(set(HOSTILE)) >= 50


def test_hostile_titles_file_names_and_texts_are_dead_but_readable(tmp_path):
    """From the raw pages to the finished report, the index and the failed one, through the whole command."""
    pages, out = tmp_path / "pages", tmp_path / "out"
    pages.mkdir()
    short = [text for text in HOSTILE if text.isprintable() and "\n" not in text and len(text) < 90]
    for i, text in enumerate(HOSTILE):
        name = "".join(c for c in text if c.isprintable() and c not in "/\0")[:60]
        (pages / f"{i:02} {name}.txt").write_text(f"Report {i} on {text}\n- Source: {text[:40]}\n- Date: 2024-10-{i % 28 + 1:02}\nThe office said {text} of ports number {i} grew by 20% by 2030.\n", "utf-8", errors="replace")
    done = CliRunner().invoke(main, ["render", "1_corpus", "4_targets", "--corpus", str(pages), "--out", str(out)])
    assert done.exit_code == 0, done.output
    for name in ("1_corpus", "4_targets", "index"):
        assert_dead((out / f"{name}.html").read_text("utf-8"))
    text = " ".join(BeautifulSoup((out / "1_corpus.html").read_text("utf-8"), "html.parser").get_text().split())
    assert len(short) >= 40 and sum(f"on {payload}" in text for payload in short) >= 0.9 * len(short)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("way", ["html", "table", "markdown", "plain", "stdout", "cell", "title", "header", "changes"])
def test_hostile_text_is_dead(text, way):
    whole = {
        "html": lambda: shown(output({"text/html": text})),
        "table": lambda: shown(output({"text/html": f"<table><tr><td>{text}</td></tr></table>"})),
        "markdown": lambda: shown(output({"text/markdown": f"- {text}\n\n[a](javascript:alert(1)) ![b](https://example.org/x.png)"})),
        "plain": lambda: shown(output({"text/plain": "'" + text})),
        "stdout": lambda: shown(new_output("stream", name="stdout", text=text)),
        "cell": lambda: page(new_markdown_cell(f"## One\n\n{text}\n\n## {text}")),
        "title": lambda: page(new_markdown_cell(f"# {text}\n\n{text}")),
        "header": lambda: page(corpus=text, counts=text, described=[{"name": "a", "value": text, "comment": text}]),
        "changes": lambda: page(changes={"lead": text, "parts": [{"heading": text, "sentences": [text], "groups": [{"label": text, "items": [text], "more": 1}]}]}),
    }[way]()
    assert_dead(whole)


def test_what_is_dead_is_still_readable():
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown(output({"text/html": "<p>碳达峰 <script>alert(1)</script></p>"}))


def test_clean_keeps_tables_pictures_links_and_folds():
    kept = (
        '<details open><summary>more</summary><table><thead><tr><th colspan="2">指标</th></tr></thead></table></details>'
        f'<img src="data:image/png;base64,{PNG}" alt="a"><a href="https://example.org/?a=1">b</a><p lang="zh">目标</p>'
    )
    assert clean(kept) == kept


def test_the_style_sheet_of_a_table_is_left_out():
    assert clean("<div>\n<style scoped>\n .dataframe td {}\n</style>\n<b>a</b></div>") == "<div>\n\n<b>a</b></div>"


@pytest.mark.parametrize("html", ["<script></script>", '<img src="https://a.b/c.png">', '<p onclick="x()">', '<a href="javascript:x()">'])
def test_the_last_wall_refuses_what_would_run_or_load(html):
    with pytest.raises(PolicyAnalysisError, match="would run or load"):
        refuse_requests(BeautifulSoup(html, "html.parser"))


def test_alternative_text_from_output_then_cell_then_section():
    alt = re.compile('alt="(.*?)"')
    png = {"image/png": PNG, "text/plain": "<Figure size 640x480 with 1 Axes>"}
    assert alt.findall(shown(output(png, {"image/png": {"alt": "Share of 主题 & more"}}))) == ["Share of 主题 &amp; more"]
    assert alt.findall(shown(output(png, {"alt": "Shares"}))) == ["Shares"]
    assert alt.findall(shown(output(png), metadata={"alt": "Cell"})) == ["Cell"]
    assert alt.findall(shown(output(png))) == ["Figure in the section “Which themes?”"]


def test_contents_list_the_second_level_with_anchors_that_work():
    soup = BeautifulSoup(page(new_markdown_cell("# T\n\n## Which themes?\n\n### a\n\n## 结论 and more\n\n## Which themes?")), "html.parser")
    ids = [heading["id"] for heading in soup.select("main h2")]
    assert ids == ["Which-themes?", "结论-and-more", "Which-themes?-2"]
    assert [a["href"] for a in soup.select("nav a")] == ["#Which-themes%3F", "#%E7%BB%93%E8%AE%BA-and-more", "#Which-themes%3F-2"]


def test_columns_of_numbers_are_aligned_and_chinese_is_marked():
    table = "<table class='dataframe'><thead><tr><th></th><th>term</th><th>n</th></tr></thead><tbody>" + "".join(
        f"<tr><th>{i}</th><td>{term}</td><td>{n}</td></tr>" for i, (term, n) in enumerate([("碳达峰", "1,200"), ("growth", "NaN")])
    )
    soup = BeautifulSoup(shown(output({"text/html": table + "</tbody></table>"})), "html.parser")
    assert [cell.get_text() for cell in soup.select(".scroll > table .num")] == ["n", "1,200", "NaN"]
    assert [cell.get_text() for cell in soup.select("td[lang=zh]")] == ["碳达峰"]


def test_warnings_bare_objects_and_the_parameters_cell_are_not_shown_but_code_is():
    whole = page(
        new_code_cell("n_topics = 8", metadata={"tags": ["parameters"]}),
        new_code_cell("n_topics = 9", metadata={"tags": ["injected-parameters"]}),
        new_code_cell(
            "plot(topics)  # <b>",
            outputs=[
                new_output("stream", name="stderr", text="UserWarning: glyph missing"),
                new_output("execute_result", data={"text/plain": "<Axes: title={'center': 'x'}>"}, execution_count=1),
                new_output("execute_result", data={"text/plain": "\x1b[31m42\x1b[0m"}, execution_count=1),
            ],
        ),
    )
    assert "UserWarning" not in whole and "Axes" not in whole and "n_topics" not in whole
    assert '<pre class="output">42</pre>' in whole
    assert "<code>plot(topics)  # &lt;b&gt;</code>" in whole


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# 政策 Targets\n\nWhich targets are set? By whom.", ("政策 Targets", "Which targets are set?")),
        ("# Targets\n- 各地设定了哪些目标？第二句。", ("Targets", "各地设定了哪些目标？")),
        ("# **A** `b` [c](https://example.org)\n\n## no\n\n* one [two](x) three", ("A b c", "one two three")),
        ("Only text. More.", ("n", "Only text.")),
        ("", ("n", "")),
    ],
)
def test_title_and_summary(source, expected):
    assert title_and_summary([new_code_cell("1"), new_markdown_cell(source)], "n") == expected
