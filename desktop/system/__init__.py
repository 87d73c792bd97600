"""What differs between Windows, macOS and Linux, and between file systems: known here and nowhere else.

Files that survive a power cut, what the system says about a failure in sentences, names that every system takes, which
computer this is, which file this is, paths for SQLite, and text that is safe on a terminal.
"""
