"""JupyterHub's settings: loopback only, SAML for everybody, no accounts of the system."""

import os
import socket


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


base = os.environ["SP_BASE_URL"]
c = get_config()  # noqa: F821  JupyterHub puts it here.

c.JupyterHub.bind_url = f"http://127.0.0.1:{os.environ['PORT']}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{free_port()}"
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{free_port()}"
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.default_url = "/hub/home"

c.JupyterHub.authenticator_class = "samlauthenticator.SAMLAuthenticator"
c.SAMLAuthenticator.metadata_filepath = os.environ["IDP_METADATA"]
c.SAMLAuthenticator.entity_id = base
c.SAMLAuthenticator.audience = base
c.SAMLAuthenticator.acs_endpoint_url = f"{base}/hub/login"
c.SAMLAuthenticator.recipient = f"{base}/hub/login"
c.SAMLAuthenticator.nameid_format = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
# Its own default is without fractions of a second, which most IdPs send.
c.SAMLAuthenticator.time_format_string = "%Y-%m-%dT%H:%M:%S.%fZ"
c.SAMLAuthenticator.create_system_users = False
c.SAMLAuthenticator.slo_forward_on_logout = False
# The release reads this option with its letter missing.
c.SAMLAuthenticator.slo_forwad_on_logout = False
