"""The page of a report as a PDF whose Chinese can be searched and copied; needs the extra `pdf` (WeasyPrint)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from policyanalysis.errors import UsageError

STYLE = """
@font-face { font-family: "Noto Sans CJK SC"; src: url(%s); }
@page { size: A4; margin: 18mm 15mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; } }
@page wide { size: A4 landscape; }
html, body, code, pre { font-family: "Noto Sans", "DejaVu Sans", "Noto Sans CJK SC", sans-serif !important; }
nav.contents { break-inside: avoid; }
nav.contents h2 { border: 0; margin: 0; padding: 0; }
img { max-height: 225mm; }
table { min-width: 0; width: 100%%; }
th, td { min-width: 0 !important; max-width: none; padding: 2pt 3pt; overflow-wrap: break-word; }
td.long, td.name { overflow-wrap: anywhere; }
.scroll.wide { page: wide; }
.scroll.wide table { font-size: 7pt; }
.scroll.wide td.long { min-width: 55mm !important; }
"""


def check_pdf() -> None:
    """Refuse before anything runs where WeasyPrint is missing, or the libraries of the system that it draws with.

    Raises
    ------
    UsageError
        If one is.

    Examples
    --------
    >>> check_pdf()
    """
    if find_spec("weasyprint") is None:
        raise UsageError("a PDF needs WeasyPrint, which is not installed; pip install 'policyanalysis[pdf]' or leave --pdf out")
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        reason = (str(error).splitlines() or [""])[0]
        raise UsageError(f"WeasyPrint does not find what it draws with ({reason:.100}); install Pango (apt-get install libpangoft2-1.0-0), or leave --pdf out") from None


def write_pdf(page: str, target: Path) -> None:
    """Write a page as a PDF; nothing is fetched but the font of the package noto-cjk.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "page.pdf"
    >>> write_pdf("<p>储能 storage</p>", target)
    >>> target.read_bytes()[:5]
    b'%PDF-'
    """
    import noto_cjk
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    font, fonts = Path(noto_cjk.otc_path("sans")).resolve().as_uri(), FontConfiguration()
    fetcher = URLFetcher(allowed_protocols=("data",))  # the page's own pictures
    style = CSS(string=STYLE % font, font_config=fonts, url_fetcher=URLFetcher(allowed_protocols=("file",)))
    HTML(string=page, url_fetcher=fetcher).write_pdf(target, stylesheets=[style], font_config=fonts, presentational_hints=False)
