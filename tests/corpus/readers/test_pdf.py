"""PDF files: paragraphs with their pages, and what is said where text is missing."""

import io

import make
import matplotlib
import noto_cjk
import pytest
from matplotlib import font_manager
from matplotlib.figure import Figure
from pypdf import PdfReader, PdfWriter

from policyanalysis.corpus.readers import pdf, read_pages

HEAD = "工业政策汇编  2025年第1期"
ZH = ["国务院办公厅近日印发意见，提出到二〇三〇年建成完", "善的市场机制，要求各地区各部门统筹推进项目建设和", "改革。"]
EN = ["The plan names five targets for the manufac-", "turing of storage, and says that a long-", "term review will follow in the long-term."]


def read(folder, content, good=False):
    (folder / "a.pdf").write_bytes(content)
    if good:
        (folder / "good.txt").write_text("text")
    return read_pages(folder)


@pytest.mark.parametrize("compress", [True, False])
def test_paragraphs_pages_and_running_heads(tmp_path, compress):
    pages = [[HEAD, *ZH, "1"], [HEAD, *EN, "2"], [HEAD, "一、总体要求", ZH[0], "- 3 -"], [HEAD, *ZH[1:], "4"]]
    (page,), (problem,) = read(tmp_path, make.pdf(*pages, compress=compress))
    assert page.lines == ("".join(ZH), "The plan names five targets for the manufacturing of storage, and says that a long-term review will follow in the long-term.",
                          "一、总体要求", "".join(ZH))
    assert page.pages == (1, 2, 3, 3) and page.numbers == ()
    assert problem.severity == "info" and problem.reason == "8 running heads and page numbers were left out"


def test_a_pdf_with_an_embedded_chinese_font(tmp_path):
    font_manager.fontManager.addfont(noto_cjk.otc_path("sans"))
    figure, file = Figure(figsize=(9, 4)), io.BytesIO()
    for row, line in enumerate([*ZH, "", *EN]):
        figure.text(0.05, 0.9 - 0.1 * row, line, family="Noto Sans CJK SC")
    with matplotlib.rc_context({"pdf.fonttype": 42}):
        figure.savefig(file, format="pdf")
    (page,), problems = read(tmp_path, file.getvalue())
    assert "".join(page.lines).startswith("".join(ZH)) and problems == []


def encrypted(user, owner):
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(make.pdf(ZH))))
    writer.encrypt(user, owner, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_password_for_reading(tmp_path):
    _, (problem,) = read(tmp_path, encrypted("secret", "secret"), good=True)
    assert problem == ("a.pdf", 0, "warning", "encrypted: it needs a password; save a copy without one")


def test_a_password_for_changing_only_does_not_hinder(tmp_path):
    assert read(tmp_path, encrypted("", "secret"))[0][0].lines == ("".join(ZH),)


def test_a_pdf_cut_off_at_its_end_is_read_with_a_warning(tmp_path):
    (page,), (problem,) = read(tmp_path, make.pdf(ZH)[:-10])
    assert page.lines == ("".join(ZH),) and problem.severity == "warning" and "cut off" in problem.reason


def test_pages_without_text(tmp_path):
    _, (problem,) = read(tmp_path, make.pdf([], [], []), good=True)
    assert problem.severity == "error" and "OCR" in problem.reason
    (page, _), (problem,) = read(tmp_path, make.pdf(ZH * 4, [], ZH))
    assert problem.severity == "warning" and "1 of 3 pages hold no text, the first is page 2" in problem.reason


def test_glyph_numbers_are_no_text(tmp_path):
    _, (problem,) = read(tmp_path, make.pdf(["(cid:12)(cid:345)(cid:7)(cid:88)"] * 5), good=True)
    assert problem.severity == "error" and "numbers of glyphs" in problem.reason


def test_damaged_characters_are_no_text(tmp_path):
    _, (problem,) = read(tmp_path, make.pdf(["\ue001\ue002\ue003" * 10] * 3), good=True)
    assert problem.severity == "error" and "cannot be read" in problem.reason


class Answers:
    """A sandbox whose readers answer as told: a text, or a reason why not."""

    def __init__(self, **answers):
        self.answers = answers

    def read(self, reader, data, name, seconds):
        if isinstance(self.answers[reader], Exception):
            raise self.answers[reader]
        return pdf._raw(name, self.answers[reader], {}), []


CHOICES = [  # what pypdf and PDFium give, and the text that is read
    (["".join(ZH)], AssertionError("not asked"), "".join(ZH)),
    ([""], ["".join(ZH)], "".join(ZH)),
    (["\ue001" * 60], ["".join(ZH)], "".join(ZH)),
    (pdf.Unread("slow", "error"), ["".join(ZH)], "".join(ZH)),
    (["A short page."], pdf.Unread("crashed", "error"), None),
]


@pytest.mark.parametrize("first, second, text", CHOICES)
def test_the_second_opinion(first, second, text):
    box, data = Answers(pdf=first, pdfium=second), make.pdf(ZH)
    if text is None:
        with pytest.raises(pdf.Unread, match="OCR|text"):
            pdf.read_pdf(data, "a.pdf", Answers(pdf=[""], pdfium=second))
    else:
        assert "".join(pdf.read_pdf(data, "a.pdf", box)[0].lines) == text


def test_properties_that_say_something():
    for title, kept in (("A plan for storage", {"title": "A plan for storage"}), ("Microsoft Word - draft.docx", {})):
        writer = PdfWriter()
        writer.append(PdfReader(io.BytesIO(make.pdf(ZH))))
        writer.add_metadata({"/Title": title, "/Producer": "test"})
        file = io.BytesIO()
        writer.write(file)
        meta = pdf.read_pypdf(file.getvalue(), "a.pdf")[0].meta
        assert {key: value for key, value in meta.items() if key != "n_pages"} == kept
