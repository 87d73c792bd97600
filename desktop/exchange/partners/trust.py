"""Is a package from whom it says? A key is pinned when its first package is taken in, and compared ever after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from desktop.errors import UserFacingError
from desktop.exchange.identity import DOMAIN, fingerprint, read_signature, verify_signature
from desktop.exchange.partners.partner_list import Partner, clean_name, names_look_alike
from desktop.i18n import _
from desktop.workspace.changes.known_names import OWN
from desktop.workspace.storage.replica_ids import replica_id


class NewDeskError(UserFacingError):
    """A package of a desk that nobody here has accepted yet: it waits."""

    def __init__(self, verdict: Verdict, package: str) -> None:
        said = _("{file}: {reason}").format(file=package, reason=verdict.words)
        same = _("If they are the same, accept this desk with “--accept-new”.")
        super().__init__(said, kept=_("Nothing was imported."), todo=f"{verdict.advice} {same}")
        self.verdict = verdict


class Trust(Enum):
    """What the signature of a package says."""

    OWN = "own"
    KNOWN = "known"
    FIRST = "first"
    CHANGED = "changed"
    UNSIGNED = "unsigned"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of the maker of a package. `partner` is the one whose key it is, or was before it changed."""

    trust: Trust
    key: bytes = b""
    partner: Partner | None = None
    claimed: str = ""
    why: str = ""
    """Of a bad signature."""
    imitates: str = ""
    """Whose name theirs looks like, though it is another desk's, as `KnownNames.imitated` says."""

    @property
    def fingerprint(self) -> str:
        """Digits to compare by telephone; "" of an unsigned package."""
        return fingerprint(self.key) if self.key else ""

    @property
    def name(self) -> str:
        """What its maker is called here."""
        return self.partner.name if self.partner is not None else clean_name(self.claimed) or _("an unknown person")

    @property
    def needs_acceptance(self) -> bool:
        """Is it of a desk that a person has not accepted yet?"""
        return self.trust is Trust.FIRST

    @property
    def words(self) -> str:
        """A sentence or two for people, without what to do."""
        return " ".join(filter(None, (self._origin, imitation_sentence(self.imitates))))

    @property
    def _origin(self) -> str:
        name = self.name
        match self.trust:
            case Trust.OWN:
                return _("It is signed by this desk itself.")
            case Trust.KNOWN:
                return _("It is signed by {name}, whose key is known here.").format(name=name)
            case Trust.FIRST:
                return _("It is signed by an unknown desk that calls itself “{name}”.").format(name=name)
            case Trust.CHANGED:
                return _("It claims to come from {name}, but is signed with a different key.").format(name=name)
            case Trust.UNSIGNED:
                return _("It is not signed: nobody can tell who created it, or whether it was changed.")
            case Trust.BAD:
                return self.why

    @property
    def advice(self) -> str:
        """What a person had better do; "" where nothing is to be done."""
        match self.trust:
            case Trust.FIRST:
                return _("Phone them and compare this verification code: {digits}.").format(digits=self.fingerprint)
            case Trust.CHANGED:
                return _("Phone them: ask whether they have a new computer, and compare this code: {digits}.").format(
                    digits=self.fingerprint
                )
            case _:
                return ""


def imitation_sentence(imitates: str) -> str:
    """That a name only looks like another's; "" where it does not."""
    if not imitates:
        return ""
    if imitates == OWN:
        return _("This name looks like yours, but it is another desk.")
    return _("This name looks like that of {name}, but it is another desk.").format(name=imitates)


def verify_sender(
    partners: Sequence[Partner],
    manifest: bytes,
    entry: bytes | None,
    *,
    own: bytes,
    name: str,
    workspace: str,
    replica: str,
    proven: Mapping[str, tuple[bytes, bytes]] | None = None,
) -> Verdict:
    """What the signature of a package says. `manifest` and `entry` are the exact bytes of `manifest.json` and
    `manifest.sig` (None: there is none), `own` the public key of this desk (b"": none yet); `name`, `workspace` and
    `replica` are the sender's, as the manifest tells them. `proven`: from format 3 on, the keys of replicas as it tells
    them; the sender's follows from the one that signed.
    """
    if entry is None:
        return Verdict(Trust.UNSIGNED, claimed=name)
    try:
        signature = read_signature(entry)
    except UserFacingError as error:
        return Verdict(Trust.BAD, claimed=name, why=error.what)
    key = signature.public_key
    domain = b"" if proven is None else DOMAIN
    if (
        signature.replica != replica
        or not verify_signature(signature, manifest, domain=domain)
        or (proven is not None and not _follows(replica, key, proven))
    ):
        why = _("Its signature does not match: it was changed after signing.")
        return Verdict(Trust.BAD, key, claimed=name, why=why)
    if key == own:
        return Verdict(Trust.OWN, key, claimed=name)
    for partner in partners:
        if partner.key == key:
            return Verdict(Trust.KNOWN, key, partner, name)
    for partner in partners:
        if _same_desk(partner, name, workspace, replica):
            return Verdict(Trust.CHANGED, key, partner, name)
    return Verdict(Trust.FIRST, key, claimed=name)


def _follows(replica: str, key: bytes, proven: Mapping[str, tuple[bytes, bytes]]) -> bool:
    """Is this the replica of the key that signed?"""
    said, nonce = proven.get(replica, (b"", b""))
    return said == key and replica_id(key, nonce) == replica


def _same_desk(partner: Partner, name: str, workspace: str, replica: str) -> bool:
    """Does a desk with another key say to be this partner? A copy of their file on a colleague's computer, with the
    colleague's name, is another desk.
    """
    if replica in (partner.replica, *partner.former) or names_look_alike(name, partner.name):
        return True
    return workspace == partner.workspace and names_look_alike(name, partner.claimed)


def require_trust(
    verdict: Verdict, package: str, *, unsigned: bool = False, new_key: bool = False, accept_new: bool = False
) -> None:
    """Let a package pass, or say why not: a bad signature never does, an unsigned one, a changed key and a desk that is not
    known yet only when a person said so. Raises UserFacingError; `package` is the name of its file.
    """
    kept = _("Nothing was imported.")
    said = _("{file}: {reason}").format(file=package, reason=verdict.words)
    if verdict.trust is Trust.BAD:
        raise UserFacingError(said, kept=kept, todo=_("Ask the sender to send it again."))
    if verdict.trust is Trust.UNSIGNED and not unsigned:
        raise UserFacingError(said, kept=kept, todo=_("If you trust the source, import it with “--unsigned”."))
    if verdict.trust is Trust.CHANGED and not new_key:
        same = _("If the codes match, import it with “--new-key”.")
        raise UserFacingError(said, kept=kept, todo=f"{verdict.advice} {same}")
    if verdict.needs_acceptance and not accept_new:
        raise NewDeskError(verdict, package)
