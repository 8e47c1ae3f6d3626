"""A web address → its page. The only place that goes to the network, and only where the user asks."""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from dragoman.errors import InputError

_TIMEOUT = 30
_MOST = 20_000_000
_AGENT = "dragoman (+reads one page at its user's request)"


def is_url(name: str) -> bool:
    return name.lower().startswith(("http://", "https://"))


def fetch(url: str) -> bytes:
    """The bytes behind `url`, 20 MB at most. Raises InputError with the reason."""
    try:
        with urlopen(Request(url, headers={"User-Agent": _AGENT}), timeout=_TIMEOUT) as answer:
            return bytes(answer.read(_MOST))
    except HTTPError as error:
        raise InputError(f"{url}: the server answered {error.code} {error.reason}") from None
    except (HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise InputError(f"{url}: cannot be fetched: {str(reason) or type(error).__name__}") from None
