"""camt.053 in every version: parties, batches, reversals, references, amounts."""

from __future__ import annotations

import pytest

from tests.engines.banking.made_up import camt, entry, line, reading, refusal, statement

VERSIONS = ("02", "03", "04", "06", "08", "10", "13")
NAME = {True: "<Pty><Nm>{}</Nm></Pty>", False: "<Nm>{}</Nm>"}


@pytest.mark.parametrize("version", VERSIONS)
def test_who_paid_on_whose_behalf(version: str):
    name = NAME[int(version) >= 8]
    parties = f"<Dbtr>{name.format('TREASURY')}</Dbtr><UltmtDbtr>{name.format('CITY OF ANYWHERE')}</UltmtDbtr>"
    one = line(camt(entry(f"<RltdPties>{parties}</RltdPties>"), version=version))

    assert (one.payer, one.ultimate_payer) == ("TREASURY", "CITY OF ANYWHERE")


def test_a_bank_as_payer_and_a_structured_reference():
    inside = (
        "<RltdPties><Dbtr><Agt><FinInstnId><Nm>A BANK</Nm></FinInstnId></Agt></Dbtr></RltdPties><RmtInf><Strd>"
        "<RfrdDocInf><Nb>2026-0001</Nb></RfrdDocInf><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf>"
        "<AddtlRmtInf>DUES</AddtlRmtInf></Strd></RmtInf><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
    )
    one = line(camt(entry(inside)))

    assert (one.payer, one.references, one.text) == ("A BANK", ("RF18539007547034", "2026-0001"), "DUES")


@pytest.mark.parametrize(
    "options",
    [
        {"reversal": "<RvslInd>true</RvslInd>"},
        {"reversal": "<RvslInd>1</RvslInd>"},
        {"inside": "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"},
        {"code": "<Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>RRTN</SubFmlyCd></Fmly></Domn>"},
        {"code": "<Prtry><Cd>NTRF+159+00931</Cd></Prtry>"},
        {"code": "<Prtry><Cd>NRTI+166+00931</Cd></Prtry>"},
    ],
)
def test_a_reversal_is_told_in_every_way(options: dict[str, str]):
    assert line(camt(entry(**options))).is_reversal


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"reversal": "<RvslInd>false</RvslInd>"},
        {"code": "<Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>XBCT</SubFmlyCd></Fmly></Domn>"},
        {"code": "<Prtry><Cd>NTRF+166+00931</Cd></Prtry>"},
    ],
)
def test_a_payment_is_no_reversal(options: dict[str, str]):
    assert not line(camt(entry(**options))).is_reversal


def test_what_comes_back_names_whom_it_had_gone_to():
    parties = "<Dbtr><Pty><Nm>WE</Nm></Pty></Dbtr><Cdtr><Pty><Nm>CITY OF ANYWHERE</Nm></Pty></Cdtr>"
    inside = f"<RltdPties>{parties}</RltdPties><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"

    assert line(camt(entry(inside))).payer == "CITY OF ANYWHERE"


def part(amount: str, text: str, currency: str = "USD", more: str = "") -> str:
    return f'<TxDtls>{more}<Amt Ccy="{currency}">{amount}</Amt><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>'


def test_the_text_of_a_batch_is_none_of_a_part():
    details = part("3000.00", "FEE 2026-0002") + part("4000.00", "FEE")
    found = statement(camt(entry(details=details, more="<AddtlNtryInf>BATCH 2026-0001</AddtlNtryInf>")))

    assert [(str(one.amount), one.text) for one in found.lines] == [("3000.00", "FEE 2026-0002"), ("4000.00", "FEE")]
    assert {one.entry_text for one in found.lines} == {"BATCH 2026-0001"}
    assert [one.bank_reference for one in found.lines] == ["B1/1", "B1/2"]


@pytest.mark.parametrize(
    "details",
    [
        part("3000.00", "A") + part("3999.99", "B"),
        part("3200.00", "A", "EUR") + part("3200.00", "B", "EUR"),
        "<TxDtls><RmtInf><Ustrd>A</Ustrd></RmtInf></TxDtls>" * 2,
    ],
)
def test_a_batch_whose_parts_do_not_make_its_amount_stays_whole(details: str):
    found = reading(camt(entry(details=details)))

    assert len(found.statements[0].lines) == 1
    assert [note.code for note in found.notes] == ["batch_whole"]


def test_one_of_many_transactions_says_nothing_of_the_payer():
    inside = "<RltdPties><DbtrAcct><Id><IBAN>DE00</IBAN></Id></DbtrAcct></RltdPties>"
    details = f"<Btch><NbOfTxs>5</NbOfTxs></Btch><TxDtls>{inside}</TxDtls>"

    assert line(camt(entry(details=details))).payer_account == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (camt(entry(amount="7000.001"), closing="8000.001"), "too_many_decimals"),
        (camt(entry(amount="7000.50", currency="JPY"), closing="8000.50", currency="JPY"), "too_many_decimals"),
        (camt(entry(amount="7000.1254", currency="KWD"), currency="KWD"), "too_many_decimals"),
        (camt(entry(amount="9999999999999.00")), "amount_too_large"),
        (camt(opening="9999999999999.00"), "amount_too_large"),
        (camt(entry(amount="-7000.00")), "not_an_amount"),
        (camt(entry(amount="7,000.00")), "not_an_amount"),
        (camt(entry(amount="٧٠٠٠")), "not_an_amount"),
        (camt(entry('<Chrgs><Amt Ccy="USD">1.005</Amt></Chrgs>')), "too_many_decimals"),
        (camt(entry('<AmtDtls><InstdAmt><Amt Ccy="JPY">6400.5</Amt></InstdAmt></AmtDtls>')), "too_many_decimals"),
        (camt(entry(currency="EUR")), "two_currencies"),
        (camt(entry(day="2026-5-4")), "not_a_day"),
        (camt(entry(day="20260504")), "not_a_day"),
        (camt(entry(day="2026-W19-1")), "not_a_day"),
        (camt(entry(day="2569-05-04")), "not_a_day"),
        (camt(entry(day="1052-05-04")), "not_a_day"),
        (camt(entry(day="2025-05-04")), "day_outside_statement"),
        (camt(entry(value="<ValDt><Dt>2020-05-04</Dt></ValDt>")), "value_day_far"),
        (camt().replace('Ccy="USD">8000', 'Ccy="EUR">8000'), "balances_differ"),
        (camt().replace("camt.053", "pain.001"), "not_camt053"),
        (camt().replace("Document", "Other"), "not_camt053"),
        (camt().replace(' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"', ""), "not_camt053"),
    ],
)
def test_what_cannot_be_trusted_is_refused(text: str, expected: str):
    assert refusal(text).startswith(expected)


def test_dinars_and_won():
    dinars = line(camt(entry(amount="7000.125", currency="KWD"), closing="8000.125", currency="KWD"))
    won = line(camt(entry(amount="7000.00", currency="KRW"), currency="KRW"))

    assert (str(dinars.amount), str(won.amount)) == ("7000.125", "7000")


def test_the_business_envelope_and_what_stands_in_it():
    header = '<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><Fr/></AppHdr>'

    assert str(line(f"<BizMsgEnvlp>{header}{camt()}</BizMsgEnvlp>").amount) == "7000.00"
    assert refusal(f"<X>{header}{camt().replace('camt.053', 'camt.054')}</X>").startswith("notification")


def test_days_with_a_zone_or_a_time_are_the_bank_s_own():
    with_zone = line(camt(entry(day="2026-05-04+09:00")))
    with_time = line(
        camt(entry()).replace("<BookgDt><Dt>2026-05-04</Dt>", "<BookgDt><DtTm>2026-05-04T23:30:00Z</DtTm>")
    )

    assert str(with_zone.booked_on) == str(with_time.booked_on) == "2026-05-04"


def test_a_value_day_of_the_thirtieth_of_february():
    text = camt(entry(day="2026-05-04", value="<ValDt><Dt>2026-02-30</Dt></ValDt>"))

    assert str(line(text).value_on) == "2026-02-28"


def test_the_number_and_the_page():
    head = "<StmtPgntn><PgNb>2</PgNb><LastPgInd>true</LastPgInd></StmtPgntn><ElctrncSeqNb>101</ElctrncSeqNb>"

    assert statement(camt(head=head)).number == "101/2"
    assert statement(camt()).number == "S1"
