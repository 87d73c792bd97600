"""Lists that leave the desk as tables: the formats, and what each writes."""
