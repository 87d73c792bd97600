"""A file that a passphrase opens: a key from scrypt, and ChaCha20-Poly1305 over pieces of 1 MiB.

    16 bytes   "focal-desk move\\0"
     1 byte    version of this format
     1 byte    scrypt: log2 of N (r = 8, p = 1)
    16 bytes   salt
    16 bytes   an empty piece, which tells a wrong passphrase from a file that is not whole
    pieces     each with 16 bytes of tag; the nonce is the number of the piece, and whether it is the last one

All bytes before the pieces are authenticated with each of them. A file that ends without its last piece is not whole. Each
file has a salt of its own, so a key is used for one file and no nonce twice.
"""

from __future__ import annotations

import os
import struct
import unicodedata
from typing import IO, TYPE_CHECKING

from desktop.errors import UserFacingError
from desktop.i18n import _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MAGIC = b"focal-desk move\0"
VERSION = 1
LOG_N = 17
"""128 MiB and a third of a second for each passphrase that somebody tries."""
_LOG_N_ALLOWED = range(12, 19)
"""A file from elsewhere may not ask for more memory than this: 256 MiB."""
SHORTEST_PASSPHRASE = 12
_PIECE = 1 << 20
_TAG = 16
_HEAD = struct.Struct(">16sBB16s")


class EncryptingWriter:
    """Encrypts what is written into a file; `close` writes the last piece, and without it the file is not whole."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._file = file
        self._head = _HEAD.pack(MAGIC, VERSION, LOG_N, os.urandom(16))
        self._cipher = _cipher(passphrase, self._head[-16:], LOG_N)
        self._waiting = bytearray()
        self._number = 0
        file.write(self._head)
        self._put(b"", last=False)

    def write(self, data: bytes) -> int:
        """Take these bytes; they are in the file after some more, or after `close`."""
        self._waiting += data
        while len(self._waiting) > _PIECE:
            self._put(bytes(self._waiting[:_PIECE]), last=False)
            del self._waiting[:_PIECE]
        return len(data)

    def flush(self) -> None:
        """Nothing: a piece is written when it is full."""

    def close(self) -> None:
        """Write what is left."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), piece, self._head))
        self._number += 1


def decrypt(source: IO[bytes], target: IO[bytes], passphrase: str, name: str) -> None:
    """Write what is in an encrypted file; `name` is for sentences.

    Raises UserFacingError where it is none, of a newer version, not whole, or where the passphrase does not fit.
    """
    from cryptography.exceptions import InvalidTag

    head = source.read(_HEAD.size)
    if len(head) < _HEAD.size or not head.startswith(MAGIC):
        raise UserFacingError(
            _("{name} is no file with a desk that moves.").format(name=name), kept=_("Nothing was changed.")
        )
    _magic, version, log_n, salt = _HEAD.unpack(head)
    if version > VERSION:
        raise UserFacingError(
            _("{name} was written by a newer version of Focal Desk.").format(name=name),
            kept=_("Nothing was changed."),
            todo=_("Install the newer version of Focal Desk."),
        )
    if log_n not in _LOG_N_ALLOWED:
        raise _incomplete(name)
    cipher = _cipher(passphrase, salt, log_n)
    try:
        cipher.decrypt(_nonce(0, False), source.read(_TAG), head)
    except InvalidTag as error:
        raise UserFacingError(
            _("The passphrase does not fit {name}.").format(name=name),
            kept=_("Nothing was changed."),
            todo=_("Type the passphrase again: capital letters and spaces count."),
        ) from error
    number, piece = 1, source.read(_PIECE + _TAG)
    while piece:
        following = source.read(_PIECE + _TAG)
        try:
            target.write(cipher.decrypt(_nonce(number, not following), piece, head))
        except InvalidTag as error:
            raise _incomplete(name) from error
        if not following:
            return
        number, piece = number + 1, following
    raise _incomplete(name)


def _cipher(passphrase: str, salt: bytes, log_n: int) -> ChaCha20Poly1305:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    text = unicodedata.normalize("NFC", passphrase).encode()  # keyboards differ in how they write an accent
    return ChaCha20Poly1305(Scrypt(salt=salt, length=32, n=1 << log_n, r=8, p=1).derive(text))


def _nonce(number: int, last: bool) -> bytes:
    return struct.pack(">3xQB", number, last)


def _incomplete(name: str) -> UserFacingError:
    return UserFacingError(
        _("{name} is not whole: it was not written or copied to its end.").format(name=name),
        kept=_("Nothing was changed."),
        todo=_("Copy it again from the old computer, or prepare the move there once more."),
    )
