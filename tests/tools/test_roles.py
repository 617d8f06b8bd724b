"""A word of two roles asks for a context."""

from __future__ import annotations

from pathlib import Path

from tools import roles

MODULE = """
class Status(models.TextChoices):
    DECIDED = "decided", _("Decided")
    DRAFT = "draft", pgettext_lazy("letter", "Draft")

on = models.DateField(_("decided"))
DECIDE = Act(name="decide", label=_("Decide"), said=_("Decided"))
LIST = [Column("decided_on", _("Decided"), kind="day"), Column("draft", _("Draft"))]
"""
TEMPLATE = """<dl><dt>{% translate "Open" %}</dt><dd>3</dd></dl>
<form><button class="primary">{% translate "Open" %}</button></form><p>{% translate "Decided" %}</p>"""


def test_the_role_of_a_message_is_told_by_its_place() -> None:
    assert sorted(roles.in_module(MODULE)) == [
        (roles.ACT, "Decide"),
        (roles.LABEL, "Decided"),
        (roles.LABEL, "Draft"),
        (roles.LABEL, "decided"),
        (roles.STATE, "Decided"),
    ]
    assert sorted(roles.in_template(TEMPLATE)) == [(roles.ACT, "Open"), (roles.LABEL, "Open")]


def test_a_word_of_two_roles_is_refused_with_both_places(tmp_path: Path) -> None:
    folder = tmp_path / "src" / "wego" / "towns"
    folder.mkdir(parents=True)
    (folder / "models.py").write_text(MODULE)
    (folder / "page.html").write_text(TEMPLATE)

    assert [fault.partition(":")[0] for fault in roles.faults(tmp_path)] == [
        "“Decided” is a state in src/wego/towns/models.py, a label in src/wego/towns/models.py",
        "“Open” is a button in src/wego/towns/page.html, a label in src/wego/towns/page.html",
    ]
