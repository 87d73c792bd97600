"""XML from outside, read element by element: no entities, nothing from the network, no more memory than one element."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, cast

from desktop.exchange.tables.limits import nothing_kept
from desktop.i18n import _

MAX_ELEMENT = 10_000_000
"""Bytes in which one element of the list must end."""
_CHUNK = 1 << 18
_HEAD = 65_536
_ROOT = re.compile(r"<(?!\?|!--|!DOCTYPE)\s*(?:[\w.-]+:)?([\w.-]+)", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class XmlElement(Protocol):
    """What is used of an element of lxml, which has no types of its own. Comments have a `tag` that is no string."""

    @property
    def tag(self) -> object: ...

    @property
    def text(self) -> str | None: ...

    @property
    def attrib(self) -> Mapping[str, str]: ...

    @property
    def sourceline(self) -> int | None: ...

    def get(self, key: str) -> str | None: ...

    def items(self) -> list[tuple[str, str]]: ...

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[XmlElement]: ...


def root_name(path: Path) -> str:
    """The name of the outermost element, without its namespace; "" for a file that does not begin as XML does."""
    head = _beginning(path)
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = head[: len(head) // 2 * 2].decode(encoding, errors="replace").lstrip()
    match = _ROOT.search(_COMMENT.sub("", text)) if text.startswith("<") else None
    return match[1] if match else ""


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def local_name(element: XmlElement) -> str:
    """The name without its namespace; "" for an entity that is not declared."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2] if tag[:1] == "{" else tag


def plain_text(element: XmlElement) -> str:
    """The text before the first inner element, in one line."""
    text = element.text
    if not text or text.isspace():
        return ""
    return " ".join(text.split())


def elements(path: Path, name: str, encoding: str | None = None) -> Iterator[XmlElement]:
    """Each element of this name, with all inside it, while it is the current one: it is emptied before the next. One inside
    another one is not given by itself.

    Raises UserFacingError for a file that is damaged, declares entities or holds an element without end.
    """
    if b"<!ENTITY" in _beginning(path).replace(b"\0", b""):
        raise _entities(path)
    etree = pkgutil.resolve_name("lxml.etree")
    parser = etree.XMLPullParser(
        events=("end",),
        tag=f"{{*}}{name}",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding=encoding,
    )
    since = 0  # bytes since the last element ended
    started = False
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                parser.feed(chunk)
                since += len(chunk)
                for _event, element in parser.read_events():
                    if not started:
                        started = True
                        _refuse_entities(path, element)
                    if next(element.iterancestors(element.tag), None) is not None:
                        continue  # a part of another one
                    since = 0
                    yield cast("XmlElement", element)
                    _forget(element)
                if since > MAX_ELEMENT:
                    raise _too_long(path)
            parser.close()
    except etree.XMLSyntaxError as error:
        raise _damaged(path, error) from error
    except LookupError as error:
        raise nothing_kept(_("{encoding} is not the name of an encoding.").format(encoding=encoding)) from error
    except OSError as error:
        raise nothing_kept(
            _("{name} could not be read to its end: {reason}.").format(
                name=path.name, reason=error.strerror or str(error)
            )
        ) from error


def _refuse_entities(path: Path, element: Any) -> None:
    declared = element.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise _entities(path)


def _forget(element: Any) -> None:
    """Empty what was read, and all before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _entities(path: Path) -> Exception:
    return nothing_kept(
        _("{name} declares XML entities, which can hide an attack: it is not read.").format(name=path.name),
        _("Ask who sent it for a file without them."),
    )


def _damaged(path: Path, error: Any) -> Exception:
    return nothing_kept(
        _("{name} is XML that is damaged, cut off or nested too deep: it cannot be read beyond line {line}.").format(
            name=path.name, line=error.lineno or 1
        ),
        _("Download it or have it sent again."),
    )


def _too_long(path: Path) -> Exception:
    return nothing_kept(
        _("{name} is XML in which one part has more than {limit} MB without an end.").format(
            name=path.name, limit=MAX_ELEMENT // 1_000_000
        ),
        _("Download it or have it sent again."),
    )
