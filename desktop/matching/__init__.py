"""Needs and offers of local governments: who could learn from whom, and why. No Qt."""
