"""Print: Typst templates to tagged PDF (PDF/UA-1), with the same numbers as the page."""

from wego.core.print.pdf import Printed, handed_out, letters_missing, render_pdf, set_pdf
from wego.typesetting.pages import PrintFault

__all__ = ["PrintFault", "Printed", "handed_out", "letters_missing", "render_pdf", "set_pdf"]
