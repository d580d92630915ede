"""The settings of the site that `wagtail start` makes, with djangosaml2 added as its documentation says.

env: DATA (folder of the database), and for a server PORT, IDP_METADATA, SP_BASE_URL
"""

import os
import shutil

import saml2
from portal.settings.base import *  # noqa: F403

DEBUG = True  # Django serves the static files by itself then.
SECRET_KEY = "not a secret"
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(os.environ["DATA"], "db.sqlite3")}}
MEDIA_ROOT = os.path.join(os.environ["DATA"], "media")
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILADMIN_BASE_URL = os.environ.get("SP_BASE_URL", "http://127.0.0.1")

INSTALLED_APPS += ["djangosaml2"]  # noqa: F405
MIDDLEWARE += ["djangosaml2.middleware.SamlSessionMiddleware"]  # noqa: F405
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend", "djangosaml2.backends.Saml2Backend"]
ROOT_URLCONF = "company_login.urls"
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "/saml2/login/"
LOGIN_REDIRECT_URL = "/admin/"
# Cookies with SameSite=None must be secure, which browsers grant to loopback.
SESSION_COOKIE_SECURE = True

# Editors have accounts beforehand, and are known by their addresses.
SAML_CREATE_UNKNOWN_USER = False
SAML_DJANGO_USER_MAIN_ATTRIBUTE = "email"
SAML_ATTRIBUTE_MAPPING = {"email": ("email",), "firstName": ("first_name",), "lastName": ("last_name",)}
if "IDP_METADATA" in os.environ:
    SAML_CONFIG = {
        "xmlsec_binary": shutil.which("xmlsec1"),
        "entityid": WAGTAILADMIN_BASE_URL + "/saml2/metadata/",
        "allow_unknown_attributes": True,
        "metadata": {"local": [os.environ["IDP_METADATA"]]},
        "service": {
            "sp": {
                "endpoints": {
                    "assertion_consumer_service": [(WAGTAILADMIN_BASE_URL + "/saml2/acs/", saml2.BINDING_HTTP_POST)],
                },
                "authn_requests_signed": False,
                "want_assertions_signed": True,
                # Its default asks for a signature of the response as well, which few IdPs make.
                "want_response_signed": False,
            }
        },
    }
