"""Codes as people say them, in the language of the moment: SDG 11.5 in English, ODD 11.5 in French, ODS 11.5 in Spanish."""

from __future__ import annotations

from desktop.i18n import pgettext


def shown_code(code: str) -> str:
    """ "SDG 11.5" of SDG:11.5, "Sendai E" of SFDRR:E, the bare code of other systems; a code without a system as it is."""
    system, colon, rest = code.partition(":")
    match system if colon else "":
        case "SDG":
            return pgettext("a Sustainable Development Goal or target", "SDG {code}").format(code=rest)
        case "SFDRR":
            return pgettext("a Sendai target", "Sendai {code}").format(code=rest)
        case "MCR" | "HIP":
            return rest
        case _:
            return code
