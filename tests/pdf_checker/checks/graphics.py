"""Content streams, colours, graphics states, images and XObjects (ISO 19005-3, 6.2.2 to 6.2.10; ISO 14289-1, 7.20)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from tests.pdf_checker.document import Document, Stream

_INTENTS = frozenset(("RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"))
_BLEND_MODES = frozenset((
    "Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn", "HardLight",
    "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity",
))  # fmt: skip
_PRIMARIES = frozenset(("Cyan", "Magenta", "Yellow", "Black", "Red", "Green", "Blue", "Gray"))
_PROCESS = frozenset(("Cyan", "Magenta", "Yellow", "Black", "All", "None"))
_CODESTREAM_SIZE = b"\xff\x4f\xff\x51"


def unknown_operators(pdf: Document) -> Iterator[str]:
    yield from pdf.content.unknown_operators


def inherited_resources(pdf: Document) -> Iterator[str]:
    yield from pdf.content.inherited_resources


# Profiles -------------------------------------------------------------------------------------------------------------


def _is_profile(data: bytes, classes: tuple[bytes, ...], spaces: tuple[bytes, ...]) -> bool:
    return (
        len(data) >= 128 and data[36:40] == b"acsp" and data[12:16] in classes and data[16:20] in spaces and data[8] < 5
    )


def output_profile(pdf: Document) -> Iterator[str]:
    for _intent, profile in pdf.output_profiles:
        if profile is not None and not _is_profile(profile.data, (b"prtr", b"mntr"), (b"RGB ", b"CMYK", b"GRAY")):
            yield f"object {profile.number}"


def one_output_profile(pdf: Document) -> Iterator[str]:
    if len({profile.number for _intent, profile in pdf.output_profiles if profile is not None}) > 1:
        yield "OutputIntents"


def output_profile_outside(pdf: Document) -> Iterator[str]:
    for intent, _profile in pdf.output_profiles:
        if pdf.get(intent, "S") == "GTS_PDFX" and "DestOutputProfileRef" in intent:
            yield "OutputIntents"


def _profiles(pdf: Document) -> Iterator[Stream]:
    for space in pdf.content.spaces:
        found = pdf.get(space, 1)
        if space[0] == "ICCBased" and isinstance(found, Stream):
            yield found


def input_profiles(pdf: Document) -> Iterator[str]:
    for profile in _profiles(pdf):
        classes, spaces = (b"prtr", b"mntr", b"scnr", b"spac"), (b"RGB ", b"CMYK", b"GRAY", b"Lab ")
        if not _is_profile(profile.data, classes, spaces):
            yield f"object {profile.number}"


def overprinted_cmyk(pdf: Document) -> Iterator[str]:
    yield from pdf.content.overprinted


# Colours --------------------------------------------------------------------------------------------------------------


def _device_colour(pdf: Document, family: str, profile: str) -> Iterator[str]:
    if family in pdf.content.colours and pdf.output_colours != profile:
        yield pdf.content.colours[family]


def device_rgb(pdf: Document) -> Iterator[str]:
    yield from _device_colour(pdf, "DeviceRGB", "RGB ")


def device_cmyk(pdf: Document) -> Iterator[str]:
    yield from _device_colour(pdf, "DeviceCMYK", "CMYK")


def device_grey(pdf: Document) -> Iterator[str]:
    if "DeviceGray" in pdf.content.colours and not pdf.output_colours:
        yield pdf.content.colours["DeviceGray"]


def colourants_described(pdf: Document) -> Iterator[str]:
    for space in pdf.content.spaces:
        if space[0] != "DeviceN":
            continue
        described = pdf.dictionary(space, 4, "Colorants")
        process = pdf.array(space, 4, "Process", "Components")
        for each in pdf.array(space, 1):
            if each not in _PROCESS and each not in described and each not in process:
                yield str(each)


def separations_agree(pdf: Document) -> Iterator[str]:
    seen: dict[str, Any] = {}
    spaces = list(pdf.content.spaces)
    for space in pdf.content.spaces:
        if space[0] == "DeviceN":
            spaces += [pdf.resolve(each) for each in pdf.dictionary(space, 4, "Colorants").values()]
    for space in spaces:
        if space[0] == "Separation" and len(space) > 3:
            name, same = str(pdf.resolve(space[1])), (_plain(pdf, space[2]), _plain(pdf, space[3]))
            if seen.setdefault(name, same) != same:
                yield name


def _plain(pdf: Document, value: Any, depth: int = 0) -> Any:
    """A value without references, whose streams are their data: what can be compared."""
    value = pdf.resolve(value)
    if depth > 8:
        return None
    if isinstance(value, Stream):
        inside = {key: each for key, each in value.items() if key not in ("Length", "Filter", "DecodeParms")}
        return {key: _plain(pdf, each, depth + 1) for key, each in inside.items()}, value.data
    if isinstance(value, dict):
        return {key: _plain(pdf, each, depth + 1) for key, each in value.items()}
    return [_plain(pdf, each, depth + 1) for each in value] if isinstance(value, list) else value


# Graphics states ------------------------------------------------------------------------------------------------------


def _states(pdf: Document) -> Iterator[dict[str, Any]]:
    yield from (entries for _place, entries in pdf.content.graphics_states.values())


def transfer_functions(pdf: Document) -> Iterator[str]:
    yield from ("TR" for each in _states(pdf) if "TR" in each)


def second_transfer_functions(pdf: Document) -> Iterator[str]:
    yield from ("TR2" for each in _states(pdf) if pdf.get(each, "TR2") not in (None, "Default"))


def halftone_phases(pdf: Document) -> Iterator[str]:
    yield from ("HTP" for each in _states(pdf) if "HTP" in each)


def _halftones(pdf: Document) -> Iterator[tuple[str | None, dict[str, Any]]]:
    for each in _states(pdf):
        found = pdf.get(each, "HT")
        if isinstance(found, dict):
            yield None, found
            if pdf.get(found, "HalftoneType") == 5:
                for name, below in found.items():
                    part = pdf.resolve(below)
                    if isinstance(part, dict):
                        yield name, part


def halftone_types(pdf: Document) -> Iterator[str]:
    for _name, each in _halftones(pdf):
        if pdf.get(each, "HalftoneType") not in (1, 5):
            yield f"type {pdf.get(each, 'HalftoneType')}"


def halftone_names(pdf: Document) -> Iterator[str]:
    yield from ("HalftoneName" for _name, each in _halftones(pdf) if "HalftoneName" in each)


def halftone_functions(pdf: Document) -> Iterator[str]:
    for name, each in _halftones(pdf):
        if name is not None and name != "Default" and ("TransferFunction" in each) == (name in _PRIMARIES):
            yield name


def rendering_intents(pdf: Document) -> Iterator[str]:
    yield from (f"{place}: {intent}" for place, intent in pdf.content.intents if intent not in _INTENTS)


# Images ---------------------------------------------------------------------------------------------------------------


def _images(pdf: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from pdf.content.images.values()


def alternate_images(pdf: Document) -> Iterator[str]:
    yield from (place for place, each in _images(pdf) if "Alternates" in each)


def image_opi(pdf: Document) -> Iterator[str]:
    yield from (place for place, each in _images(pdf) if "OPI" in each)


def interpolated_images(pdf: Document) -> Iterator[str]:
    yield from (place for place, each in _images(pdf) if pdf.get(each, "Interpolate") is True)
    yield from (place for place, each in pdf.content.inline_images if each.get("I", each.get("Interpolate")) is True)


def bits_of_images(pdf: Document) -> Iterator[str]:
    for place, each in _images(pdf):
        bits = pdf.get(each, "BitsPerComponent")
        if bits not in (None, 1, 2, 4, 8, 16) and not pdf.get(each, "ImageMask"):
            yield f"{place}: {bits} bits"


def bits_of_masks(pdf: Document) -> Iterator[str]:
    for place, each in _images(pdf):
        if pdf.get(each, "ImageMask") is True and pdf.get(each, "BitsPerComponent") not in (None, 1):
            yield f"{place}: {pdf.get(each, 'BitsPerComponent')} bits"


class _Jpeg2000:
    """What the boxes of a JPEG 2000 image say (ISO 15444-1, annex I)."""

    def __init__(self, data: bytes) -> None:
        self.methods: list[tuple[int, int, int | None]] = []
        """(METH, APPROX, enumerated colour space) of each colour specification."""
        self.channels = 0
        self.depth = 0
        self.depths_vary = False
        self._read(data, 0, len(data))
        at = data.find(_CODESTREAM_SIZE)
        if at >= 0 and not self.channels:
            self.channels = struct.unpack_from(">H", data, at + 40)[0]
            self.depth = (data[at + 42] & 0x7F) + 1

    def _read(self, data: bytes, at: int, end: int) -> None:
        while at + 8 <= end:
            size, kind = struct.unpack_from(">I4s", data, at)
            size = size or end - at
            inside = at + 8
            if kind == b"jp2h":
                self._read(data, inside, at + size)
            elif kind == b"ihdr":
                self.channels = struct.unpack_from(">H", data, inside + 8)[0]
                self.depth = (data[inside + 10] & 0x7F) + 1 if data[inside + 10] != 255 else 0
            elif kind == b"bpcc":
                self.depths_vary = True
            elif kind == b"colr":
                space = struct.unpack_from(">I", data, inside + 3)[0] if data[inside] == 1 else None
                self.methods.append((data[inside], data[inside + 2], space))
            if size < 8:
                return
            at += size

    @property
    def used(self) -> tuple[int, int, int | None] | None:
        """The colour specification that counts."""
        return next((each for each in self.methods if each[1] == 1), self.methods[0] if self.methods else None)


def _jpeg2000(pdf: Document) -> Iterator[tuple[str, _Jpeg2000]]:
    for place, each in _images(pdf):
        if "JPXDecode" in pdf.array(each, "Filter") and isinstance(each, Stream):
            yield place, _Jpeg2000(each.raw)


def jpeg2000_channels(pdf: Document) -> Iterator[str]:
    yield from (place for place, each in _jpeg2000(pdf) if each.channels not in (1, 3, 4))


def jpeg2000_best_colours(pdf: Document) -> Iterator[str]:
    for place, each in _jpeg2000(pdf):
        if len(each.methods) > 1 and sum(approx == 1 for _method, approx, _space in each.methods) != 1:
            yield place


def jpeg2000_methods(pdf: Document) -> Iterator[str]:
    yield from (place for place, each in _jpeg2000(pdf) if each.used is not None and each.used[0] not in (1, 2, 3))


def jpeg2000_jab(pdf: Document) -> Iterator[str]:
    yield from (place for place, each in _jpeg2000(pdf) if each.used is not None and each.used[2] == 19)


def jpeg2000_depths(pdf: Document) -> Iterator[str]:
    yield from (place for place, each in _jpeg2000(pdf) if each.depths_vary or not 1 <= each.depth <= 38)


# XObjects and transparency --------------------------------------------------------------------------------------------


def postscript_in_forms(pdf: Document) -> Iterator[str]:
    for each in pdf.content.forms.values():
        if "PS" in each.entries or "OPI" in each.entries or pdf.get(each.entries, "Subtype2") == "PS":
            yield each.place


def reference_xobjects(pdf: Document) -> Iterator[str]:
    yield from (each.place for each in pdf.content.forms.values() if "Ref" in each.entries)


def postscript_xobjects(pdf: Document) -> Iterator[str]:
    yield from (place for place, each in pdf.content.other_objects if pdf.get(each, "Subtype") == "PS")


def repeated_forms(pdf: Document) -> Iterator[str]:
    yield from (each.place for each in pdf.content.forms.values() if each.numbered and each.drawn > 1)


def blend_modes(pdf: Document) -> Iterator[str]:
    for each in _states(pdf):
        yield from (str(mode) for mode in pdf.array(each, "BM") if mode not in _BLEND_MODES)


def blending_space(pdf: Document) -> Iterator[str]:
    if pdf.output_colours:
        return
    for page in pdf.pages:
        if page.number in pdf.content.transparent_pages and pdf.get(page.entries, "Group", "CS") is None:
            yield str(page)
