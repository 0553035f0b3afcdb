import http.client
import socket
import struct

import pytest

from qicao.preview.server import Server


@pytest.fixture
def server():
    with Server() as one:
        one.next()
        one.publish("<p>页</p>", {"1.png": b"picture"})
        yield one


def ask(server, path, method="GET", **headers):
    port = int(server.url.split(":")[2].split("/")[0])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read(), dict(answer.getheaders())


def test_the_page_and_its_pictures_are_served_and_never_kept(server):
    home = f"/{server.token}/"
    status, data, headers = ask(server, home)
    assert (status, data.decode()) == (200, "<p>页</p>")
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert ask(server, f"{home}1.png?again")[:2] == (200, b"picture")
    assert ask(server, f"{home}state")[:2] == (200, b"1")
    assert ask(server, home, "HEAD")[:2] == (200, b"")


def test_a_page_that_is_new_has_another_state(server):
    server.next()
    server.publish("<p>新</p>")
    assert ask(server, f"/{server.token}/state")[1] == b"2"
    assert ask(server, f"/{server.token}/1.png")[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/x/",
        "/state",
        "/{}",
        "/{}x/",
        "/{}/../../etc/passwd",
        "/{}/2.png",
        "/{}/state/",
        "/%E4%B8%AD/",
    ],
)
def test_nothing_else_is_served(server, path):
    status, data, _ = ask(server, path.format(server.token))
    assert (status, "页".encode() in data) == (404, False)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "", "localhost:1"])
def test_who_comes_by_another_name_gets_nothing(server, host):
    assert ask(server, f"/{server.token}/", Host=host)[0] == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent(server, method):
    assert ask(server, f"/{server.token}/", method)[0] == 501


def test_a_browser_that_leaves_in_the_middle_of_a_page_is_no_matter(server, capfd):
    server.publish("页" * 10_000_000)
    port = int(server.url.split(":")[2].split("/")[0])
    browser = socket.create_connection(("127.0.0.1", port))
    browser.sendall(f"GET /{server.token}/ HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    browser.recv(10)
    browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    browser.close()
    assert ask(server, f"/{server.token}/state")[0] == 200
    assert capfd.readouterr() == ("", "")


def test_it_listens_on_this_machine_alone_and_each_has_its_own_token(server):
    assert server.url.startswith("http://127.0.0.1:")
    assert len({Server().token for _ in range(5)}) == 5
    assert len(server.token) >= 24
