"""Print: Typst templates to tagged PDF (PDF/UA-1), with the same numbers as the page."""

from wego.core.print.pdf import PrintFault, render_pdf

__all__ = ["PrintFault", "render_pdf"]
