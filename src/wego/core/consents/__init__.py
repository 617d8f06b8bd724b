"""Consent: what a person has agreed to, for which purpose, about what; given and withdrawn as often as one likes.

An app declares its `purposes`, asks `queries` whether somebody agrees now, and never keeps a copy of the answer. People
see, give and withdraw their consents on their account page (`ui/consents.html`).
"""
