"""Focal Desk: catalogue, plan and report what cities learn from each other. Works without any network."""

NAME = "Focal Desk"
VERSION = "0.1.0"
