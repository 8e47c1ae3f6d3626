"""Places: a compact gazetteer compiled from GeoNames, countries, provinces, and a hand-kept table of what is in dispute."""
