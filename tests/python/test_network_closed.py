"""The test runner itself: nothing that a test does reaches the network."""

from __future__ import annotations

import os
import socket
import urllib.request

import pytest


def test_another_machine_cannot_be_asked():
    with pytest.raises(AssertionError, match=r"192\.0\.2\.1: no test may touch the network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(AssertionError, match="no test may touch"):
        socket.getaddrinfo("example.org", 443)
    with socket.socket() as one, pytest.raises(AssertionError, match="no test may touch"):
        one.connect_ex(("192.0.2.1", 80))


def test_a_download_in_a_program_of_its_own_fails_at_once():
    assert os.environ["https_proxy"] == "http://127.0.0.1:9"
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen("http://example.org", timeout=5)


def test_this_machine_can():
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()) as one:
            one.sendall(b"x")
        there, _ = server.accept()
        with there:
            assert there.recv(1) == b"x"
