"""Seals: the network's signature under what it hands out, and the page on which anybody checks it.

An app declares its kinds of seals (`kinds`), has contents sealed (`services`), and prints the code or its QR picture
(`qr`). Signing keys are in `keys`.
"""
