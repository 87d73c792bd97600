"""What a person does with a partner: each is said in a sentence, with the way back where there is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop.exchange.partners import (
    Partner,
    delete_partner,
    let_bring_old,
    let_erase,
    rename_partner,
    restore_partner,
    set_partner_role,
)
from desktop.exchange.partners.introduced import link_partner, unlink_partner
from desktop.exchange.partners.standing import (
    BLOCK,
    FREEZE,
    NONE,
    Standing,
    confirm,
    restore_rights,
    set_state,
    write_confirmation,
)
from desktop.exchange.pending_requests import let_in_only_proven
from desktop.i18n import _, ngettext
from desktop.ui.widgets.number_text import counted

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.workspace.merge.incoming import Received


class PartnerActions:
    """Of one desk. All of them write on the writer's thread, then say what they did."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._workspace = desk.workspace

    def rename(self, partner: Partner, name: str) -> None:
        """Call a partner otherwise here."""
        self._do(
            lambda: rename_partner(self._workspace, partner, name),
            _("{name} is called {new} now.").format(name=partner.name, new=name.strip()),
            lambda: rename_partner(self._workspace, partner, partner.name),
        )

    def set_role(self, partner: Partner, role: str) -> None:
        """Say what a partner is to this desk."""
        self._do(
            lambda: set_partner_role(self._workspace, partner, role),
            _("The role of {name} was changed.").format(name=partner.name),
            lambda: set_partner_role(self._workspace, partner, partner.role),
        )

    def delete(self, partner: Partner) -> None:
        """Take a partner off the list."""
        self._do(
            lambda: delete_partner(self._workspace, partner),
            _("{name} was taken off the list of partners.").format(name=partner.name),
            lambda: restore_partner(self._workspace, partner),
        )

    def confirm(self, partner: Partner, before: Standing) -> None:
        """The verification code was compared by telephone."""
        self._do(
            lambda: confirm(self._workspace, partner),
            _("{name} is confirmed.").format(name=partner.name),
            self._confirmation_of(partner, before),
        )

    def unconfirm(self, partner: Partner, before: Standing) -> None:
        """Nobody compared it after all."""
        self._do(
            lambda: confirm(self._workspace, partner, False),
            _("{name} is not confirmed any more, and has no rights here.").format(name=partner.name),
            self._confirmation_of(partner, before),
        )

    def _confirmation_of(self, partner: Partner, before: Standing) -> Callable[[], object]:
        return lambda: write_confirmation(self._workspace, partner, before.confirmed_by, before.confirmed)

    def let_erase(self, partner: Partner, what: str) -> None:
        """Say what becomes of their requests to erase: a key of `ERASES`."""
        words = {
            "people": _("What {name} asks to erase about people goes at once from now on."),
            "ask": _("You are asked about each request of {name} to erase."),
            "never": _("All requests of {name} to erase are declined from now on."),
        }[what]
        self._do(
            lambda: let_erase(self._workspace, partner, what),
            words.format(name=partner.name),
            lambda: restore_rights(self._workspace, partner),
        )

    def let_bring_old(self, partner: Partner, may: bool) -> None:
        """Say whether they may bring old changes of others."""
        words = (
            _("Old changes that {name} sends are imported from now on.")
            if may
            else _("Old changes that {name} sends wait for your decision.")
        )
        self._do(
            lambda: let_bring_old(self._workspace, partner, may),
            words.format(name=partner.name),
            lambda: restore_rights(self._workspace, partner),
        )

    def link(self, partner: Partner, former: str) -> None:
        """This partner is who the one that introduces them was. What they erase of that one's goes; undo does not bring it
        back.
        """
        self._do(
            lambda: link_partner(self._workspace, partner),
            _("{name} is linked with {former}: the same person.").format(name=partner.name, former=former),
            lambda: unlink_partner(self._workspace, partner),
        )

    def remove_link(self, partner: Partner, former: str) -> None:
        """They are not the same person after all."""
        self._do(
            lambda: unlink_partner(self._workspace, partner),
            _("{name} and {former} are not linked any more.").format(name=partner.name, former=former),
            lambda: link_partner(self._workspace, partner),
        )

    def let_in_only_proven(self, only: bool) -> None:
        """Say whether changes from a time without proofs may still come in."""
        words = (
            _("From now on, only changes whose author is proven are imported. What is here stays.")
            if only
            else _("Changes from versions before 3.0 can be imported again.")
        )
        self._do(
            lambda: let_in_only_proven(self._workspace, only),
            words,
            lambda: let_in_only_proven(self._workspace, not only),
        )

    def set_state(self, partner: Partner, state: str, before: Standing) -> None:
        """Freeze or block a key, or allow it again."""
        self._do(
            lambda: set_state(self._workspace, partner, state),
            lambda received: _state_message(partner, state, received),
            lambda: set_state(self._workspace, partner, before.state),
        )

    def show_state(self, partner: Partner, state: str, before: Standing) -> None:
        """Say that it is so now, with the way back: it was done in a dialog."""
        self._done(_state_message(partner, state, None), lambda: set_state(self._workspace, partner, before.state))

    def _do(self, job: Callable[[], object], words: str | Callable[[Any], str], undo: Callable[[], object]) -> None:
        desk = self._desk

        def done(result: object) -> None:
            self._done(words if isinstance(words, str) else words(result), undo)

        def failed(error: BaseException) -> None:
            desk.show_error(error)
            desk.exchange_changed.emit()  # what is shown is what holds

        desk.writer.run(job, done, failed)

    def _done(self, words: str, undo: Callable[[], object]) -> None:
        desk = self._desk

        def undo_it() -> None:
            desk.writer.run(undo, undone, failed)

        def undone(_result: object) -> None:
            desk.exchange_changed.emit()
            desk.show_message(_("It is as it was before."))

        def failed(error: BaseException) -> None:
            desk.show_error(error)
            desk.exchange_changed.emit()

        desk.exchange_changed.emit()
        desk.show_message(words, _("Undo"), undo_it)


def _state_message(partner: Partner, state: str, received: Received | None) -> str:
    words = {
        NONE: _("{name} is allowed again."),
        FREEZE: _("{name} is frozen: what comes from now on waits."),
        BLOCK: _("{name} is blocked: their packages are refused."),
    }[state].format(name=partner.name)
    count = received.new if received is not None else 0
    if count:
        came = ngettext("{count} waiting change imported.", "{count} waiting changes imported.", count)
        words += " " + came.format(count=counted(count))
    return words
