"""Arithmetic of periods: overlap, crediting, conversion, windows, shares. Pure functions over whole numbers."""
