"""pysaml2, used as the SP example of its documentation: assertions must be signed, and only an answer to a request that the
browser has open is taken."""

import base64
import collections
import collections.abc
import os
import shutil

# pysaml2 4 uses names that Python 3.9 and 3.10 took out.
base64.decodestring, base64.encodestring = base64.decodebytes, base64.encodebytes
for name in ("Callable", "Iterable", "Mapping", "MutableMapping"):
    setattr(collections, name, getattr(collections.abc, name))

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.client import Saml2Client
from saml2.config import SPConfig
from saml2.metadata import entity_descriptor


class Sp:
    def __init__(self, entity_id, acs_url, idp):
        self.idp = idp
        self.config = SPConfig()
        self.config.load(
            {
                "entityid": entity_id,
                "xmlsec_binary": shutil.which("xmlsec1"),
                "allow_unknown_attributes": True,
                "metadata": {"local": [os.environ["IDP_METADATA"]]},
                "service": {
                    "sp": {
                        "endpoints": {"assertion_consumer_service": [(acs_url, BINDING_HTTP_POST)]},
                        "allow_unsolicited": False,
                        "authn_requests_signed": False,
                        "want_assertions_signed": True,
                        "want_response_signed": False,
                    }
                },
            }
        )
        self.client = Saml2Client(config=self.config)

    def login(self, browser, relay_state):
        request, answer = self.client.prepare_for_authenticate(
            entityid=self.idp.entity_id, relay_state=relay_state, binding=BINDING_HTTP_REDIRECT
        )
        browser.setdefault("requests", {})[request] = "/me"
        return dict(answer["headers"])["Location"]

    def consume(self, form, browser):
        requests = browser.get("requests", {})
        response = self.client.parse_authn_request_response(form["SAMLResponse"], BINDING_HTTP_POST, outstanding=requests)
        if response is None:
            raise ValueError("the library took no response")
        requests.pop(response.in_response_to, None)
        return response.get_subject().text, response.ava

    def metadata(self):
        return str(entity_descriptor(self.config)).encode()


def make(entity_id, acs_url, idp):
    return Sp(entity_id, acs_url, idp)
