"""Text documents (DOCX) out: headings, paragraphs, tables, in the least that word processors open without complaint."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

MOMENT = (1980, 1, 1, 0, 0, 0)  # the same content gives the same bytes
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# style name -> (size in half points, bold, colour, space before in twentieths of a point, outline level)
STYLES = {
    "Title": (40, True, "123F7D", 0, None),
    "Heading1": (28, True, "17202E", 360, 0),
    "Question": (21, True, "17202E", 240, 1),
    "Body": (20, False, "17202E", 80, None),
    "Muted": (17, False, "4A5567", 60, None),
    "Choice": (20, False, "17202E", 60, None),
}
# Faces that machines have for each script; a word processor falls back upon its own.
FACES = {"ko": "Malgun Gothic", "zh-hans": "Microsoft YaHei"}


@dataclass
class TextDocument:
    """What is written, part by part, in its order."""

    title: str
    language: str
    parts: list[str] = field(default_factory=list)

    def paragraph(self, style: str, text: str) -> None:
        """A paragraph; line breaks in the text are kept."""
        self.parts.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(text)}</w:p>')

    def line(self) -> None:
        """A line to write on."""
        border = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="4A5567"/></w:pBdr>'
        self.parts.append(f'<w:p><w:pPr><w:pStyle w:val="Body"/>{border}</w:pPr></w:p>')

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table whose first row is its head, repeated on each page."""
        edges = "".join(
            f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="4A5567"/>'
            for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        grid = "".join("<w:gridCol/>" for _cell in rows[0])
        body = ""
        for number, row in enumerate(rows):
            head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if number == 0 else "<w:trPr><w:cantSplit/></w:trPr>"
            style = "Muted" if number == 0 else "Body"
            cells = "".join(
                f'<w:tc><w:tcPr/><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(cell)}</w:p></w:tc>'
                for cell in row
            )
            body += f"<w:tr>{head}{cells}</w:tr>"
        properties = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
        self.parts.append(f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl><w:p/>")

    def content(self) -> bytes:
        page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" '
        page += 'w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
        document = f'{_HEAD}<w:document xmlns:w="{_SPACE}"><w:body>{"".join(self.parts)}{page}</w:body></w:document>'
        files = {
            "[Content_Types].xml": _CONTENT_TYPES,
            "_rels/.rels": _RELATIONS,
            "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
            "word/document.xml": document,
            "word/styles.xml": self._styles(),
            "docProps/core.xml": f"{_HEAD}{_PROPERTIES.format(title=_text(self.title), language=_text(self.language))}",
        }
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                entry = zipfile.ZipInfo(name, MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, text)
        return target.getvalue()

    def _styles(self) -> str:
        face = FACES.get(self.language, "Malgun Gothic")
        language = {"zh-hans": "zh-CN", "ko": "ko-KR", "en": "en-GB"}.get(self.language, self.language)
        is_eastern = self.language in FACES
        western, eastern = ("en-GB", language) if is_eastern else (language, "ko-KR")
        spoken = f'<w:lang w:val="{western}" w:eastAsia="{eastern}"/>'
        fonts = f'<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="{face}"/>'
        defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{spoken}</w:rPr></w:rPrDefault></w:docDefaults>"
        styles = "".join(_style(name, *look) for name, look in STYLES.items())
        return f'{_HEAD}<w:styles xmlns:w="{_SPACE}">{defaults}{styles}</w:styles>'


def _style(name: str, size: int, bold: bool, colour: str, before: int, outline: int | None) -> str:
    keep = "<w:keepNext/>" if bold else ""
    level = "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>'
    weight = "<w:b/>" if bold else ""
    shown = {"Heading1": "heading 1"}.get(name, name)
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>'
        f'<w:pPr>{keep}<w:spacing w:before="{before}" w:after="40"/>{level}</w:pPr>'
        f'<w:rPr>{weight}<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _run(text: str) -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{_text(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{lines}</w:r>" if text else ""


def _text(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text))


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
_DOCUMENT_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_PROPERTIES = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    "<dc:creator>WeGO</dc:creator><dc:language>{language}</dc:language></cp:coreProperties>"
)
