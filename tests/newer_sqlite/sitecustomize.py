"""Found by each Python that the tests start, because the folder is on its path."""

from newer_sqlite import put_in_place

put_in_place()
