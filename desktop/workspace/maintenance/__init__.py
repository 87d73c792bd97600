"""Care of the file: backups, copies, checks, migrations, and the purge of what was erased."""
