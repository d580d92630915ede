"""python3-saml, used as its Flask demo does: strict mode, and the ID of the open request kept for the browser and handed
to process_response. Assertions must be signed, which its settings leave off."""

from urllib.parse import urlsplit

from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.settings import OneLogin_Saml2_Settings

REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"


class Sp:
    def __init__(self, entity_id, acs_url, idp):
        self.acs = urlsplit(acs_url)
        self.settings = {
            "strict": True,
            "sp": {
                "entityId": entity_id,
                "assertionConsumerService": {"url": acs_url, "binding": POST},
                "NameIDFormat": "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            },
            "idp": {
                "entityId": idp.entity_id,
                "singleSignOnService": {"url": idp.sso_url or acs_url, "binding": REDIRECT},
                "x509cert": idp.certificates[0],
                "x509certMulti": {"signing": idp.certificates},
            },
            "security": {"wantAssertionsSigned": True, "requestedAuthnContext": False},
        }

    def auth(self, form):
        request = {
            "https": "on" if self.acs.scheme == "https" else "off",
            "http_host": self.acs.netloc,
            "server_port": str(self.acs.port or 80),
            "script_name": self.acs.path,
            "request_uri": self.acs.path,
            "get_data": {},
            "post_data": form,
        }
        return OneLogin_Saml2_Auth(request, self.settings)

    def login(self, browser, relay_state):
        auth = self.auth({})
        url = auth.login(return_to=relay_state or "/me")
        browser["request"] = auth.get_last_request_id()
        return url

    def consume(self, form, browser):
        auth = self.auth(form)
        auth.process_response(request_id=browser.get("request"))
        if auth.get_errors() or not auth.is_authenticated():
            raise ValueError(f"{auth.get_errors()}: {auth.get_last_error_reason()}")
        browser.pop("request", None)
        return auth.get_nameid(), auth.get_attributes()

    def metadata(self):
        metadata = OneLogin_Saml2_Settings(self.settings, sp_validation_only=True).get_sp_metadata()
        return metadata if isinstance(metadata, bytes) else metadata.encode()


def make(entity_id, acs_url, idp):
    return Sp(entity_id, acs_url, idp)
