"""Names of files as text that can be kept and shown, whatever bytes a disk has in them."""

from __future__ import annotations


def readable_name(name: str) -> str:
    r"""A file's name, or its path, without what no text can hold: bytes of an old disk that are not UTF-8 are written as
    `\udce9`. Different names stay different.
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
