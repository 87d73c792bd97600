"""Focal Desk: catalogue, plan and report what cities learn from each other. Works without any network."""

import gc

NAME = "Focal Desk"
VERSION = "0.1.0"

gc.set_threshold(10_000, 20, 10)
# Python looks for circles of objects that nobody needs any more after each 700 new ones. To load the program and show a list
# makes a hundred thousand, to import a table some for each cell: looking so often took a tenth of either, and found little.
