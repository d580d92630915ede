"""usage: serve.py ORIGINAL    serves a copy of the site ORIGINAL, with Company Login set up

env: PORT, IDP_METADATA, SP_BASE_URL, REVIEWBOARD_SITEDIR (the copy)
"""

import mimetypes
import os
import socketserver
import sqlite3
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit
from wsgiref.simple_server import WSGIServer, make_server
from wsgiref.util import FileWrapper

SITE = Path(os.environ["REVIEWBOARD_SITEDIR"])

# Among the settings in the database is the full path of the cache, which Review Board reads when it is imported.
with sqlite3.connect(SITE / "data" / "reviewboard.db") as database:
    moved = "update siteconfig_siteconfiguration set settings = replace(settings, ?, ?)"
    database.execute(moved, (sys.argv[1], str(SITE)))

from reviewboard.wsgi import application  # noqa: E402

from django.contrib.sites.models import Site  # noqa: E402
from djblets.siteconfig.models import SiteConfiguration  # noqa: E402

here = Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent / "common" / "python"))

import idp_metadata  # noqa: E402  It is in the folder that was just added.

FILES = SITE / "htdocs"


def set_up(idp, base_url):
    """What the operator enters at the settings page for SSO."""
    site = Site.objects.get_current()
    site.domain = urlsplit(base_url).netloc
    site.save()
    settings = SiteConfiguration.objects.get_current()
    for name, value in {
        "site_domain_method": urlsplit(base_url).scheme,
        "saml_enabled": True,
        "saml_issuer": idp.entity_id,
        "saml_sso_url": idp.sso_url,
        "saml_sso_binding_type": "http-redirect",
        "saml_verification_cert": idp_metadata.pem(idp.certificates[0]),
        "saml_nameid_format": "email",
        "saml_attr_email": "email",
        "saml_attr_firstname": "firstName",
        "saml_attr_lastname": "lastName",
        # Who has an account is the same person as who comes with that name from the IdP.
        "saml_require_login_to_link": False,
    }.items():
        settings.set(name, value)
    settings.save()


def with_files(environ, start_response):
    """The site's pages, and its static files, which are the web server's to serve."""
    path = unquote(environ["PATH_INFO"])
    file = (FILES / path.lstrip("/")).absolute()
    if path.startswith(("/static/", "/media/")) and ".." not in file.parts and file.is_file():
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        start_response("200 OK", [("Content-Type", kind), ("Cache-Control", "max-age=600")])
        return FileWrapper(file.open("rb"))
    return application(environ, start_response)


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


set_up(idp_metadata.read(os.environ["IDP_METADATA"]), os.environ["SP_BASE_URL"])
server = make_server("127.0.0.1", int(os.environ["PORT"]), with_files, server_class=Server)
server.serve_forever()
