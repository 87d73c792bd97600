"""The desks that one exchanges with, and what is said of who made a package."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desktop.cli.open_workspace import open_workspace, output_path
from desktop.cli.output import print_json
from desktop.i18n import _, ngettext
from desktop.system.local_time import local_time
from desktop.system.terminal import print_line
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.exchange.partners import Partner, Verdict
    from desktop.exchange.partners.new_desks import NewDesk
    from desktop.exchange.partners.partner_details import SeenPackage


def partners(args: Namespace) -> int:
    """List the partners; rename, give a role to or forget one; or say the digits of this desk's own key."""
    from desktop.exchange.partners import (
        delete_partner,
        find_partner,
        let_bring_old,
        let_erase,
        rename_partner,
        set_partner_role,
    )
    from desktop.exchange.partners.introduced import link_partner, unlink_partner
    from desktop.exchange.partners.new_desks import accept_new_desk, find_new_desk
    from desktop.exchange.partners.standing import BLOCK, FREEZE, NONE, confirm, set_state
    from desktop.exchange.pending_requests import let_in_only_proven

    if args.own:
        return _print_own_fingerprint(args)
    if args.new_computer or args.introduce or args.withdraw:
        return _introduce(args)
    states = {args.freeze: FREEZE, args.block: BLOCK, args.allow: NONE}
    states.pop(None, None)
    said = args.erases or args.brings_old or args.confirm or args.unconfirm
    said = said or args.link or args.unlink or args.only_proven
    changing = args.accept or args.rename or args.role or args.forget or said or states
    with open_workspace(args, read_only=not changing) as workspace:
        for name in args.accept:
            accept_new_desk(workspace, find_new_desk(workspace, name))
        if args.rename:
            rename_partner(workspace, find_partner(workspace, args.rename[0]), args.rename[1])
        if args.role:
            set_partner_role(workspace, find_partner(workspace, args.role[0]), args.role[1])
        if args.confirm:
            confirm(workspace, find_partner(workspace, args.confirm))
        if args.unconfirm:
            confirm(workspace, find_partner(workspace, args.unconfirm), False)
        if args.only_proven:
            let_in_only_proven(workspace, args.only_proven == "yes")
        if args.link:
            link_partner(workspace, find_partner(workspace, args.link))
        if args.unlink:
            unlink_partner(workspace, find_partner(workspace, args.unlink))
        if args.erases:
            let_erase(workspace, find_partner(workspace, args.erases[0]), args.erases[1])
        if args.brings_old:
            let_bring_old(workspace, find_partner(workspace, args.brings_old[0]), args.brings_old[1] == "yes")
        for name, state in states.items():
            set_state(workspace, find_partner(workspace, name), state, with_relayed=args.with_relayed)
        if args.forget:
            delete_partner(workspace, find_partner(workspace, args.forget))
        _print_partners(workspace, as_json=args.json)
    return 0


def _introduce(args: Namespace) -> int:
    """The two computers of one person: the new one asks, the old one signs, the new one takes it."""
    from desktop.exchange.identity import fingerprint, own_key_pair
    from desktop.exchange.partners import find_partner
    from desktop.exchange.partners.introduced import ask_for_introduction, introduce, withdraw_introduction

    with open_workspace(args) as workspace:
        own = own_key_pair(workspace).public
        if args.new_computer:
            former = find_partner(workspace, args.former) if args.former else None
            said = ask_for_introduction(workspace, output_path(args, args.new_computer), former)
            words = _(
                "Open {file} on the old computer with “partners --introduce”, and compare this desk’s digits there."
            )
        elif args.withdraw:
            said = withdraw_introduction(workspace, args.withdraw)
            words = _("Packages of this desk do not contain it any more. Those who already have it still have it.")
        else:
            said = introduce(workspace, args.introduce)
            words = (
                _(
                    "Signed. Packages say so from now on; take {file} back to the new computer, with “partners --introduce”."
                )
                if own == said.old
                else _("Packages say from now on that this desk came in the place of the other.")
            )
    if args.json:
        print_json({**said.to_json(), "fingerprint": fingerprint(said.new), "complete": said.fits()})
    else:
        print_line(_("Digits of the new desk: {digits}").format(digits=fingerprint(said.new)))
        print_line(words.format(file=(args.new_computer or args.introduce or args.withdraw).name))
    return 0


def _print_own_fingerprint(args: Namespace) -> int:
    from desktop.exchange.identity import fingerprint, own_key_pair

    with open_workspace(args) as workspace:
        digits = fingerprint(own_key_pair(workspace).public)
    if args.json:
        print_json({"fingerprint": digits})
    else:
        print_line(digits)
    return 0


def _print_partners(workspace: Workspace, *, as_json: bool) -> None:
    from desktop.exchange.identity import own_public_key
    from desktop.exchange.partners import ROLES, count_unsent_edits, read_partners
    from desktop.exchange.partners.introduced import introduced_by
    from desktop.exchange.partners.new_desks import new_desks_words, read_new_desks
    from desktop.exchange.partners.partner_details import read_partner_packages, read_relayed_writers
    from desktop.exchange.partners.standing import read_standing

    own = own_public_key(workspace)
    with workspace.reading() as conn:
        found = read_partners(conn)
        standings = {each.no: read_standing(conn, each.key) for each in found}
        introduced = {each.no: introduced_by(conn, each.key) for each in found}
        packages = read_partner_packages(conn, found)
        relayed = [each.through for each in read_relayed_writers(conn, own)]
        new = read_new_desks(conn)
    waiting = count_unsent_edits(workspace, found)
    if as_json:
        print_json(
            [
                *(
                    {
                        **_partner_json(each, count),
                        **asdict(standings[each.no]),
                        "first_package": _package_json(packages[each.no].first),
                        "last_package": _package_json(packages[each.no].last),
                        "relayed_writers": relayed.count(each.no),
                        "introduced_by": [
                            {"key": said.introduction.old.hex(), "made": said.introduction.made, "linked": said.linked}
                            for said in introduced[each.no]
                        ],
                    }
                    for each, count in zip(found, waiting, strict=True)
                ),
                *(_new_desk_json(each) for each in new),
            ]
        )
        return
    if new:
        print_line(_("New desks, whose packages wait:"))
        for words in new_desks_words(new):
            print_line(f"  {words}")
        print_line(_("“partners --accept NAME” accepts one."))
    if not found and not new:
        print_line(_("No partner yet: a desk becomes one when you import a package that it signed."))
    for each, count in zip(found, waiting, strict=True):
        print_line(f"{each.shown_name} ({_(ROLES.get(each.role, each.role))})")
        print_line("  " + ngettext("{count} edit to send", "{count} edits to send", count).format(count=count))
        first = packages[each.no].first
        seen = (
            _time(each.met) if first is None else _("{time}, in {file}").format(time=_time(each.met), file=first.name)
        )
        print_line("  " + _("first heard of: {time}").format(time=seen))
        heard = _("last heard of: {time}").format(time=_time(each.seen_time))
        print_line("  " + (heard if each.seen_time else _("nothing of theirs has come yet")))
        if each.sent_time is not None:
            print_line("  " + _("last sent to: {time}").format(time=_time(each.sent_time)))
        print_line("  " + _("verification code, to compare by phone: {digits}").format(digits=each.fingerprint))
        standing = standings[each.no]
        if standing.confirmed:
            words = _("compared by {name}, {time}")
            print_line("  " + words.format(name=standing.confirmed_by or "…", time=_time(standing.confirmed)))
        else:
            print_line("  " + _("not compared yet: no rights"))
        for said in introduced[each.no]:
            name = next((other.name for other in found if other.key == said.introduction.old), "")
            if name and said.linked:
                words = _("the same person as {name}, linked by {who}, {time}")
                print_line("  " + words.format(name=name, who=said.linked_by or "…", time=_time(said.linked)))
            elif name:
                words = _("says, and so does {name}, to be the same person on a new computer: “--link” if that is so")
                print_line("  " + words.format(name=name))
        if count := relayed.count(each.no):
            words = ngettext(
                "{count} desk is known through them alone", "{count} desks are known through them alone", count
            )
            print_line("  " + words.format(count=count))
        if standing.state:
            print_line("  " + (_("frozen: what comes waits") if standing.state == "frozen" else _("blocked")))


def _partner_json(partner: Partner, waiting: int) -> dict[str, Any]:
    return {
        "name": partner.name,
        "calls_itself": partner.claimed,
        "looks_like": partner.imitates or None,
        "role": partner.role,
        "erases": partner.erases,
        "brings_old": partner.brings_old,
        "fingerprint": partner.fingerprint,
        "key": partner.key.hex(),
        "workspace": partner.workspace,
        "waiting": waiting,
        "seen": partner.seen,
        "seen_time": partner.seen_time,
        "sent": partner.sent,
        "sent_time": partner.sent_time,
    }


def _package_json(package: SeenPackage | None) -> dict[str, Any] | None:
    return None if package is None else asdict(package)


def _new_desk_json(desk: NewDesk) -> dict[str, Any]:
    """A desk that waits to be accepted, in the same list: its state says so."""
    return {
        "name": desk.name,
        "calls_itself": desk.claimed,
        "looks_like": desk.imitates or None,
        "fingerprint": desk.fingerprint,
        "key": desk.key.hex(),
        "workspace": desk.workspace,
        "file": desk.file,
        "state": "new",
    }


def _time(ms: int) -> str:
    return local_time(ms).strftime("%Y-%m-%d %H:%M")


def print_verdict(verdict: Verdict) -> None:
    """Who made a package, as far as its signature tells."""
    print_line(verdict.words)
    if verdict.advice:
        print_line(verdict.advice)


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "trust": verdict.trust.value,
        "words": verdict.words,
        "looks_like": verdict.imitates or None,
        "fingerprint": verdict.fingerprint,
        "partner": None if verdict.partner is None else verdict.partner.name,
    }
