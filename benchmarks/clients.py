"""Clients that send one form, or read one page, again and again over connections they keep, in a process of their own.

    python -m benchmarks.clients < plan.json        # {"port": …, "number": …, "forms": [{…}, …]}: one client a form

A form without a body is a page that is read. Plain sockets with requests made beforehand, so that the clients leave the
two cores to the server. The word KEY in a body becomes a new key each time. Prints how long each request took, in
seconds, and how long they took together.
"""

import json
import secrets
import socket
import sys
import threading
import time
from typing import Any

KEY = b"K" * 32
REDIRECT, PAGE = b"HTTP/1.1 302", b"HTTP/1.1 200"


class Client(threading.Thread):
    """One connection; sends its form `number` times."""

    def __init__(self, port: int, form: dict[str, Any], number: int, start: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self.port, self.number, self.barrier = port, number, start
        body = form["body"].encode()
        self.expected = REDIRECT if body else PAGE
        method = "POST" if body else "GET"
        head = [f"{method} {form['path']} HTTP/1.1", f"Host: localhost:{port}", f"Cookie: {form['cookie']}"]
        if body:
            head += [f"Content-Length: {len(body)}", "Content-Type: application/x-www-form-urlencoded"]
        self.request = "\r\n".join(head).encode() + b"\r\n\r\n" + body
        self.times: list[float] = []
        self.fault: str | None = None

    def run(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.barrier.wait()
            for _ in range(self.number):
                started = time.perf_counter()
                connection.sendall(self.request.replace(KEY, secrets.token_hex(16).encode()))
                answer = _answer(connection)
                self.times.append(time.perf_counter() - started)
                if not answer.startswith(self.expected):
                    self.fault = answer[:400].decode(errors="replace")
                    return


def _answer(connection: socket.socket) -> bytes:
    """A whole answer: the head and as many bytes as it announces."""
    received = b""
    while b"\r\n\r\n" not in received:
        more = connection.recv(65536)
        if not more:
            return received
        received += more
    head, _, body = received.partition(b"\r\n\r\n")
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    while len(body) < length:
        body += connection.recv(65536)
    return received


def main() -> None:
    plan = json.load(sys.stdin)
    start = threading.Barrier(len(plan["forms"]) + 1)
    each = max(1, plan["number"] // len(plan["forms"]))
    clients = [Client(plan["port"], form, each, start) for form in plan["forms"]]
    for client in clients:
        client.start()
    start.wait()
    started = time.perf_counter()
    for client in clients:
        client.join()
    seconds = time.perf_counter() - started
    faults = [client.fault for client in clients if client.fault]
    if faults:
        sys.exit(f"the server did not answer as it should:\n{faults[0]}")
    print(json.dumps({"seconds": seconds, "times": [one for client in clients for one in client.times]}))


if __name__ == "__main__":
    main()
