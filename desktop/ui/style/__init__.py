"""Colours and style sheets, one for each room of the window, made from the palette: right in light and dark."""
