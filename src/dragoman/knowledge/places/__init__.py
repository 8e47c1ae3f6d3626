"""Places: a compact gazetteer compiled from GeoNames, and a hand-kept table of regions and of what is in dispute."""
