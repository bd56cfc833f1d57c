"""Files of every kind, made by the tests themselves."""

import io
import zipfile
import zlib


def pdf(*pages, compress=True, end=True):
    """A PDF of text pages: each page is a list of lines, set in a font of all characters whose codes are Unicode's."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
               "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 >>",
               "<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"]
    ranges = "\n".join(f"<{row:02x}00> <{row:02x}FF> <{row:02x}00>" for row in sorted({ord(c) >> 8 for lines in pages for line in lines for c in line}))
    blocks = [ranges.split("\n")[i : i + 100] for i in range(0, ranges.count("\n") + 1, 100)]
    listed = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    cmap = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            f"{listed}\nendcmap end end")
    objects.append(_stream(cmap.encode(), compress))
    kids = []
    for lines in pages:
        shown = "".join(f"1 0 0 1 50 {780 - 18 * i} Tm <{line.encode('utf-16-be').hex()}> Tj\n" for i, line in enumerate(lines) if line)
        objects.append(_stream(f"BT /F1 12 Tf\n{shown}ET".encode(), compress))
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2000 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    data, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    if not end:
        return data
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n".encode()


def _stream(content, compress):
    packed = zlib.compress(content) if compress else content
    return f"<< /Length {len(packed)}{' /Filter /FlateDecode' if compress else ''} >>\nstream\n".encode() + packed + b"\nendstream"


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def p(text, style=""):
    """A Word paragraph."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"


def table(*rows):
    """A Word table of rows of cells, each a list of paragraphs or a text."""
    cells = [["".join(p(t) for t in ([cell] if isinstance(cell, str) else cell)) for cell in row] for row in rows]
    return "<w:tbl>" + "".join("<w:tr>" + "".join(f"<w:tc>{c}</w:tc>" for c in row) + "</w:tr>" for row in cells) + "</w:tbl>"


def docx(body, core="", prolog='<?xml version="1.0" encoding="UTF-8"?>'):
    """A Word document from the XML of its body."""
    members = {"[Content_Types].xml": "<Types/>", "word/document.xml": f"{prolog}<w:document {W}><w:body>{body}</w:body></w:document>"}
    if core:
        members["docProps/core.xml"] = ('<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
                                        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>')
    return archive(members)


def archive(members):
    """A ZIP archive of names and contents."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(zipfile.ZipInfo(name) if isinstance(name, str) else name, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def parquet(columns):
    """A Parquet table of names and lists of values."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()
