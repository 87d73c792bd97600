"""The journal as it is stored: changes and their order, have-sets, erasures, and changes that were deferred."""
