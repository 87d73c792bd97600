"""Activities as IATI 2.03 (https://iatistandard.org): what the desk knows, and what an import of IATI kept beside it."""
