"""A mail server of the test itself, which keeps the letters."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Postbox:
    """A mail server that keeps what it is given: as much of SMTP as a sender needs."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.receivers: list[str] = []
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._is_open = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Postbox":
        self._thread.start()
        self._is_open.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._is_open.set()
        self._loop.run_forever()
        server.close()
        self._loop.run_until_complete(server.wait_closed())

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := (await reader.readline()).decode():
            verb = line.split(" ")[0].strip().upper()
            if verb == "DATA":
                writer.write(b"354 go on\r\n")
                text = await reader.readuntil(b"\r\n.\r\n")
                self.letters.append(text.decode())
            if verb == "RCPT":
                self.receivers.append(line)
            writer.write(b"221 bye\r\n" if verb == "QUIT" else b"250 yes\r\n")
            await writer.drain()
            if verb == "QUIT":
                break
        writer.close()


@contextmanager
def open_postbox(settings) -> Iterator[Postbox]:
    """With mail set to it."""
    with Postbox() as box:
        settings.MAIL_FROM = "karlemose@kommune.example"
        settings.MAIL_SERVER = {
            "host": "127.0.0.1",
            "port": box.port,
            "user": "",
            "password": "",
            "is_smtps": False,
            "is_local": True,
        }
        yield box
