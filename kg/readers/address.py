"""What is at an address of the web.

Readers fetch nothing by themselves; only who was asked to watch an address looks at it.
"""

from __future__ import annotations

import io
from http.client import HTTPException
from urllib import request
from urllib.error import HTTPError, URLError

from kg.core.errors import InputError

# Seconds until a server must have answered.
_PATIENCE = 60.0

# Neither files nor FTP, also where a server says to go there.
_HANDLERS = (
    request.ProxyHandler,
    request.HTTPHandler,
    request.HTTPSHandler,
    request.HTTPRedirectHandler,
    request.HTTPDefaultErrorHandler,
    request.HTTPErrorProcessor,
    request.UnknownHandler,
)


def is_address(source: str) -> bool:
    """Whether it is an address and no file.

    Example:
        >>> is_address("https://example.org/news.rss"), is_address("news/")
        (True, False)
    """
    return source.lower().startswith(("http://", "https://"))


class Address:
    """A page, feed or file on the web that is looked at again and again.

    Args:
        url: Where it is, http or https.
        limit: How large it may be, in bytes.
    """

    def __init__(self, url: str, limit: int) -> None:
        self.url, self.limit = url, limit
        self._marks: dict[str, str] = {}
        self._had: bytes | None = None
        self._opener = request.OpenerDirector()
        for handler in _HANDLERS:
            self._opener.add_handler(handler())

    def look(self) -> Stream | None:
        """What is there, if it is not what was there when :meth:`keep` was last called.

        Raises:
            InputError: Nobody answers, the answer is a fault, or it is larger than the limit.
        """
        try:
            asked = request.Request(self.url, headers={"User-Agent": "kg", **self._marks})
            with self._opener.open(asked, timeout=_PATIENCE) as answer:
                data = answer.read(self.limit + 1)
                headers = answer.headers
        except HTTPError as error:
            if error.code == 304:
                return None
            raise InputError(f"the server answers {error.code} {error.reason}", self.url) from error
        except (URLError, HTTPException, OSError, ValueError) as error:
            raise InputError(f"cannot be fetched ({getattr(error, 'reason', error)})", self.url) from error
        if len(data) > self.limit:
            raise InputError(f"it is larger than the limit of {self.limit:,} bytes", self.url)
        if data == self._had:
            return None
        marks = {"If-None-Match": headers["ETag"], "If-Modified-Since": headers["Last-Modified"]}
        given = {name: value for name, value in marks.items() if value}
        return Stream(data, self.url, given, headers.get_content_charset())

    def keep(self, stream: Stream) -> None:
        """Note that this has been dealt with."""
        self._had, self._marks = stream.data, stream.marks


class Stream(io.BytesIO):
    """What was at an address; named after it in messages.

    Args:
        data: Its bytes.
        name: The address.
        marks: Headers that ask the server for something newer than this.
        charset: The encoding that the server names.
    """

    def __init__(self, data: bytes, name: str, marks: dict[str, str], charset: str | None = None) -> None:
        super().__init__(data)
        self.data, self.name, self.marks, self.charset = data, name, marks, charset
