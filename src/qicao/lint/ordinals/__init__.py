"""Ordinals and headings: which belong to one series, at which level they stand, how many are announced."""
