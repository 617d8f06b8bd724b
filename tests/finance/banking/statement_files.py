"""Banks' files for tests, made up: a statement of four lines in each format."""

from __future__ import annotations

OPENING, CLOSING = "1000.00", "22465.00"

CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">
<BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2016-05-31T20:00:00</CreDtTm></GrpHdr>
<Stmt><Id>S1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>USD</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="USD">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>
<Dt>2016-05-30</Dt></Dt></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="USD">{closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>
<Dt>2016-05-31</Dt></Dt></Bal>
{entries}
</Stmt></BkToCstmrStmt></Document>
"""

ENTRIES = """<Ntry><Amt Ccy="USD">7000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>{booked}</Sts><BookgDt>
<Dt>2016-05-31</Dt></BookgDt><ValDt><Dt>2016-05-31</Dt></ValDt><AcctSvcrRef>B1</AcctSvcrRef>
<NtryDtls><TxDtls><Refs><EndToEndId>2016-0001</EndToEndId></Refs><RltdPties><Dbtr>{name}</Dbtr><DbtrAcct><Id>
<IBAN>KR001</IBAN></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>Membership fee</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="USD">6985.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>{booked}</Sts><BookgDt><Dt>2016-05-31</Dt>
</BookgDt><AcctSvcrRef>B2</AcctSvcrRef>
<NtryDtls><TxDtls><AmtDtls><InstdAmt><Amt Ccy="USD">7000.00</Amt></InstdAmt></AmtDtls><Chrgs>
<Amt Ccy="USD">15.00</Amt></Chrgs><RmtInf><Ustrd>2016-0002</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="USD">7500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>{booked}</Sts><BookgDt>
<DtTm>2016-05-31T10:00:00+09:00</DtTm></BookgDt><AcctSvcrRef>B3</AcctSvcrRef>
<NtryDtls><TxDtls><Refs><TxId>T1</TxId></Refs><AmtDtls><TxAmt><Amt Ccy="USD">7000.00</Amt></TxAmt></AmtDtls></TxDtls>
<TxDtls><Refs><TxId>T2</TxId></Refs><AmtDtls><TxAmt><Amt Ccy="USD">500.00</Amt></TxAmt></AmtDtls></TxDtls>
</NtryDtls></Ntry>
<Ntry><Amt Ccy="USD">20.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>{booked}</Sts><BookgDt><Dt>2016-05-31</Dt>
</BookgDt><AddtlNtryInf>Account fee</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="USD">99.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>{pending}</Sts></Ntry>
"""


def camt(version: str = "02", *, closing: str = CLOSING, entries: str = "") -> bytes:
    """A camt.053 document in the manner of a version."""
    is_late = int(version) >= 8
    status = (lambda word: f"<Cd>{word}</Cd>") if is_late else str
    name = "<Pty><Nm>City of Seoul</Nm></Pty>" if is_late else "<Nm>City of Seoul</Nm>"
    shown = entries or ENTRIES.format(booked=status("BOOK"), pending=status("PDNG"), name=name)
    return CAMT.format(version=version, closing=closing, entries=shown).encode()


MT940 = """:20:STARTUMSE
:25:37040044/0532013000
:28C:00001/001
:60F:C160530USD1000,00
:61:1605310531C7000,NTRF2016-0001//B1
:86:166?00GUTSCHRIFT?20EREF+NOTPROVIDED?21SVWZ+Membership fee 2016?22-0001?30SEOUBANK?31KR001?32CITY OF?33 SEOUL
:61:1605310531C6985,00NTRFNONREF//B2
/OCMT/USD7000,00//CHGS/USD15,00/
:86:/EREF/2016-0002/ORDP//NAME/Busan/REMI/dues
:61:1605310531C7500,00NTRFNONREF//B3
:86:two fees
 in one
:61:1605310531D20,00NCHGNONREF
:86:Account fee
:62F:C160531USD22465,00
-
"""

WRAPPED = "{1:F01BANKDEFFXXXX0000000000}{2:I940BANKDEFFXXXXN}{4:\n" + MT940.removesuffix("-\n") + "-}{5:}\n"

CSV = """date,value_date,amount,currency,account,payer,payer_account,reference,bank_reference,balance
2016-05-31,2016-05-31,7000.00,USD,KR-77,City of Seoul,KR001,2016-0001,B1,8000.00
2016-05-31,,6985.00,USD,KR-77,Busan,,2016-0002,B2,14985.00
2016-05-31,,7500.00,USD,KR-77,"Two, fees",,,B3,22485.00
2016-05-31,,-20.00,USD,KR-77,,,Account fee,,22465.00
"""
