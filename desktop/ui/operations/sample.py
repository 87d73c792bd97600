"""The sample: brought in, and thrown away."""

from __future__ import annotations

from desktop.ui.window_protocol import WindowProtocol


class SampleOperations:
    """Of the desk that is open."""

    def __init__(self, shell: WindowProtocol) -> None:
        self._shell = shell

    def load(self) -> None:
        """Bring the sample in."""
        if self._shell.view is not None:
            self._shell.view.load_sample()

    def discard(self) -> None:
        """Throw the sample away."""
        if self._shell.view is not None:
            self._shell.view.discard_sample()
