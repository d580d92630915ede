"""A web application with Company Login and nothing else; the SAML library does all that matters, through an adapter.

usage: app.py ADAPTER    env: PORT, IDP_METADATA, SP_BASE_URL

An adapter is a module with make(entity_id, acs_url, idp), which returns an object with
  login(browser, relay_state) -> URL at the IdP
  consume(form, browser) -> (name ID, attributes), or it raises
  metadata() -> XML
where `browser` is a dict that lives as long as the browser's cookie.
"""

import html
import importlib
import json
import os
import re
import secrets
import signal
import sys
import threading
import traceback
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import idp_metadata

LARGEST_BODY = 8 * 1024 * 1024
# Names the browser, and with it the request it has open. It must come along when the IdP's page posts to the ACS, which
# is another site's: hence SameSite=None, and hence Secure, which browsers grant to loopback.
BROWSER = "sp_browser={}; Path=/; HttpOnly; Secure; SameSite=None"
# Names the session of the signed-in person.
SESSION = "sp_session={}; Path=/; HttpOnly; SameSite=Lax"

PORT = int(os.environ["PORT"])
BASE_URL = os.environ.get("SP_BASE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
IDP = idp_metadata.read(os.environ["IDP_METADATA"])
SP = importlib.import_module(f"adapters.{sys.argv[1]}").make(f"{BASE_URL}/metadata", f"{BASE_URL}/acs", IDP)

browsers, sessions = {}, {}
# RelayState to the page that was asked for: a link may be longer than the 80 bytes that RelayState may have.
links = {}
# The libraries are not made for threads; one login at a time will do.
one_at_a_time = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Requests are not logged; refusals and errors are."""

    def do_GET(self):
        pages = {"/login": self.login, "/me": self.me, "/orders/": self.orders}
        self.route({**pages, "/metadata": self.metadata, "/logout": self.logout})

    def do_POST(self):
        # The body is read in any case: what is left of it would be taken for the next request.
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST_BODY:
            self.close_connection = True
            return self.page(413, '<p id="error">the form is too large</p>')
        self.body = self.rfile.read(length)
        self.route({"/acs": self.acs})

    def route(self, routes):
        path = self.path.split("?")[0]
        if path.startswith("/orders/") and self.command == "GET":
            path = "/orders/"
        try:
            routes.get(path, self.not_found)()
        except Exception:  # whatever a library raises, the server lives on
            traceback.print_exc()
            self.page(500, '<p id="error">internal error</p>')

    def login(self, relay_state=""):
        if IDP.sso_url is None:
            return self.page(404, '<p id="error">the IdP has no HTTP-Redirect endpoint</p>')
        name = self.cookie("sp_browser")
        if name not in browsers:
            name = secrets.token_hex(16)
            browsers[name] = {}
        with one_at_a_time:
            location = SP.login(browsers[name], relay_state)
        self.answer(302, [("Location", location), ("Set-Cookie", BROWSER.format(name))])

    def acs(self):
        form = dict(parse_qsl(self.body.decode("latin-1"), keep_blank_values=True))
        try:
            with one_at_a_time:
                name_id, attributes = SP.consume(form, browsers.get(self.cookie("sp_browser"), {}))
            if not name_id:
                raise ValueError("no NameID")
        except Exception as error:
            reason = " ".join(str(error).split())[:600]
            print("rejected:", reason, file=sys.stderr, flush=True)
            return self.page(403, f'<p id="error">{html.escape(reason)}</p>')
        name = secrets.token_hex(16)
        sessions.pop(self.cookie("sp_session"), None)
        sessions[name] = (str(name_id), attributes)
        self.answer(302, [("Location", landing(form.get("RelayState", ""))), ("Set-Cookie", SESSION.format(name))])

    def me(self):
        if self.cookie("sp_session") not in sessions:
            return self.page(401, '<p id="anonymous">not signed in</p>')
        name_id, attributes = sessions[self.cookie("sp_session")]
        attributes = html.escape(json.dumps(attributes, default=str))
        self.page(200, f'<p id="user">{html.escape(name_id)}</p><pre id="attributes">{attributes}</pre>')

    def metadata(self):
        self.answer(200, [("Content-Type", "application/samlmetadata+xml")], SP.metadata())

    def logout(self):
        sessions.pop(self.cookie("sp_session"), None)
        self.answer(302, [("Location", "/me"), ("Set-Cookie", SESSION.format("") + "; Max-Age=0")])

    def orders(self):
        """A page that needs a login."""
        if self.cookie("sp_session") in sessions:
            return self.page(200, "<h1>Orders</h1>")
        relay_state = secrets.token_hex(16)
        links[relay_state] = self.path
        self.login(relay_state)

    def not_found(self):
        self.page(404, "<p>not found</p>")

    def cookie(self, name):
        cookies = SimpleCookie(self.headers.get("Cookie") or "")
        return cookies[name].value if name in cookies else None

    def page(self, status, body):
        page = f"<!doctype html><title>SP</title>{body}\n".encode()
        self.answer(status, [("Content-Type", "text/html; charset=utf-8")], page)

    def answer(self, status, headers, body=b""):
        self.send_response(status)
        for name, value in [*headers, ("Cache-Control", "no-store"), ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def landing(relay_state):
    """Where to go after the login: a page of our own, never another site."""
    link = links.get(relay_state, relay_state)
    return link if re.fullmatch(r"/(?![/\\])[!-~]*", link) else "/me"


def main():
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: os._exit(0))
    server = ThreadingHTTPServer(("127.0.0.1", PORT), Handler)
    print(f"ready {BASE_URL}", flush=True)
    server.serve_forever()


main()
