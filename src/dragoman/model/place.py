"""Places, and the words that name them as places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.model.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map. `geonames` is the GeoNames id, `feature` its feature code, where known."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None
    admin1: str | None = None
    feature: str | None = None
    #: Countries that claim the place, where it is disputed; both claims are recorded, none is judged.
    claims: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        known: dict[str, Any] = {
            "name": self.name, "country": self.country, "latitude": self.latitude, "longitude": self.longitude,
            "geonames": self.geonames, "admin1": self.admin1, "feature": self.feature,
        }
        return known | ({"claims": list(self.claims)} if self.claims else {})


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place as a place. Token numbers count within the sentence, both ends included."""

    span: Span
    sentence: int
    first: int
    last: int
    place: Place
    why: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {**self.place.to_dict(), **self.span.to_dict()}
