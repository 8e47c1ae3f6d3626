"""Scorers, floors and the timing harness. `make bench` runs them; `floors.json` pins what must not sink."""
