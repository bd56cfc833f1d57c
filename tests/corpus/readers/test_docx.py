"""Word documents: what is text in them, and what only looks like it."""

import make
import pytest
from make import p

from policyanalysis.corpus.readers import read_pages
from policyanalysis.corpus.readers.docx import read_docx

RUNS = "<w:p><w:r><w:t>到2030</w:t></w:r><w:r><w:t>年</w:t><w:tab/><w:t>目标</w:t><w:br/><w:t>次行</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
BOX = ('<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><w:txbxContent>' + p("框内")
       + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + p("框内") + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框外</w:t></w:r></w:p>")
BODIES = [  # the document's body, its lines
    (p("标题", "Heading1") + p("") + p("A paragraph &amp; more."), ("标题", "", "A paragraph & more.")),
    (RUNS, ("到2030年\t目标", "次行")),
    (make.table(["指标", "2030年"], ["产量", "100万吨"]), ("指标 | 2030年", "产量 | 100万吨")),
    (make.table(["甲", ["第一段", "第二段"]]), ("甲", "第一段", "第二段")),
    (BOX, ("框内", "框外")),
]


@pytest.mark.parametrize("body, lines", BODIES)
def test_lines(tmp_path, body, lines):
    (tmp_path / "a.docx").write_bytes(make.docx(body))
    (page,), problems = read_pages(tmp_path)
    assert (page.lines, page.numbers, page.meta, problems) == (lines, (), {}, [])


CORES = [
    ("<dc:title>关于测试的意见</dc:title><dc:creator>某办公室</dc:creator><dcterms:created>2020-01-01T00:00:00Z</dcterms:created>", {"title": "关于测试的意见", "author": "某办公室"}),
    ("<dc:title>Microsoft Word - draft.doc</dc:title>", {}),
    ("<dc:title></dc:title><dc:creator> </dc:creator>", {}),
]


@pytest.mark.parametrize("core, meta", CORES)
def test_properties_without_the_date_of_the_file(core, meta):
    assert read_docx(make.docx(p("正文"), core), "a.docx")[0].meta == meta


def test_damaged_properties_do_not_take_the_text_away():
    page, problems = read_docx(make.docx(p("正文"), "<broken>"), "a.docx")
    assert page.lines == ("正文",) and [q.severity for q in problems] == ["info"]
