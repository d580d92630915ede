"""flask-saml2: its IdPHandler and response parser do everything; given here are only the three things that it would ask
of Flask. It has no option that demands a signature."""

from flask_saml2.sp.idphandler import IdPHandler
from flask_saml2.utils import certificate_from_string

from idp_metadata import pem

METADATA = """<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{}">
  <SPSSODescriptor WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <AssertionConsumerService isDefault="true" index="0" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{}"/>
  </SPSSODescriptor>
</EntityDescriptor>
"""


class Sp:
    def __init__(self, entity_id, acs_url, idp):
        self.entity_id, self.acs_url = entity_id, acs_url
        certificate = certificate_from_string(pem(idp.certificates[0]))
        self.handler = IdPHandler(
            self, entity_id=idp.entity_id, sso_url=idp.sso_url, slo_url=None, certificate=certificate
        )

    def get_acs_url(self):
        return self.acs_url

    def get_sp_entity_id(self):
        return self.entity_id

    def should_sign_requests(self):
        return False

    def login(self, browser, relay_state):
        return self.handler.make_login_request_url(relay_state or None)

    def consume(self, form, browser):
        response = self.handler.get_response_parser(form["SAMLResponse"])
        person = self.handler.get_auth_data(response)
        return person.nameid, dict(person.attributes)

    def metadata(self):
        return METADATA.format(self.entity_id, self.acs_url).encode()


def make(entity_id, acs_url, idp):
    return Sp(entity_id, acs_url, idp)
