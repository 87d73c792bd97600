"""A public key as digits that two people can compare by telephone, the same in every language."""

from __future__ import annotations

from hashlib import sha256

_GROUPS, _DIGITS = 6, 5
_PREFIX = b"Focal Desk fingerprint 1\0"


def fingerprint(public_key: bytes) -> str:
    """Six groups of five digits: SHA-256 of a fixed prefix and the key, as a big-endian number, modulo 10**30.

    Thirty digits are close to 100 bits: nobody finds a second key with the same ones.
    """
    number = int.from_bytes(sha256(_PREFIX + public_key).digest(), "big") % 10 ** (_GROUPS * _DIGITS)
    digits = f"{number:0{_GROUPS * _DIGITS}}"
    return " ".join(digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS))
