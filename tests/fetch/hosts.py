"""A host on this machine that answers as it is told to, byte by byte."""

import re
import socket
import threading
from contextlib import contextmanager


def answer(body=b"hello", status="200 OK", **headers):
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    if "Content_Length" not in headers:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


@contextmanager
def a_host(*answers, drip=None):
    """Yield the port and what was asked; each connection gets the next answer, the last one again and again."""
    asked = []
    server = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve():
        turn = 0
        while not stop.is_set():
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                asked.append(_request(connection))
                given = answers[min(turn, len(answers) - 1)]
                turn += 1
                _give(connection, given, drip, stop)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1], asked
    finally:
        stop.set()
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(timeout=5)


def _request(connection):
    got = b""
    while chunk := connection.recv(65_536):
        got += chunk
        head, ended, body = got.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        if got[:4] not in {b"GET ", b"POST"} or (ended and len(body) >= (int(length[1]) if length else 0)):
            break
    return got.decode("latin-1")


def _give(connection, given, drip, stop):
    try:
        if drip is None:
            connection.sendall(given)
            return
        for octet in given:
            connection.sendall(bytes([octet]))
            if stop.wait(drip):
                return
    except OSError:
        return
