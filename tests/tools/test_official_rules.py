"""The script that judges documents by the official rules; Saxon itself is not among what tests need."""

from __future__ import annotations

from tools.official_rules import broken_rules

# Made up, in the form of a report.
REPORT = """<svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl">
<svrl:fired-rule context="cbc:EndpointID"/>
<svrl:failed-assert id="PEPPOL-COMMON-R040" flag="fatal" location="/a"><svrl:text>words</svrl:text></svrl:failed-assert>
<svrl:failed-assert test="x" location="/b" id="BR-01" flag="fatal"><svrl:text>id="no"</svrl:text></svrl:failed-assert>
<svrl:failed-assert id="PEPPOL-COMMON-R040" flag="fatal" location="/c"/>
<svrl:successful-report id="BR-02"/>
</svrl:schematron-output>"""


def test_broken_rules_are_read_once_each_in_their_order():
    assert broken_rules(REPORT) == ["PEPPOL-COMMON-R040", "BR-01"]


def test_a_clean_report_breaks_nothing():
    assert broken_rules("<svrl:schematron-output/>") == []
