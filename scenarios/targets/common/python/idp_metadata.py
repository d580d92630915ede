"""What a library wants to be told of the IdP, read from its metadata."""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from typing import List, Optional

METADATA = "{urn:oasis:names:tc:SAML:2.0:metadata}"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}"


@dataclass
class Idp:
    """Entity ID, HTTP-Redirect endpoint (if there is one), and signing certificates as base64."""

    entity_id: str
    sso_url: Optional[str]
    certificates: List[str]


def read(path):
    """Reads the metadata file at `path`."""
    root = ElementTree.parse(path).getroot()
    entity = next(e for e in root.iter(METADATA + "EntityDescriptor") if e.find(METADATA + "IDPSSODescriptor") is not None)
    role = entity.find(METADATA + "IDPSSODescriptor")
    endpoints = role.findall(METADATA + "SingleSignOnService")
    redirect = [e.get("Location") for e in endpoints if e.get("Binding").endswith(":HTTP-Redirect")]
    keys = [key for key in role.findall(METADATA + "KeyDescriptor") if key.get("use") != "encryption"]
    certificates = ["".join(c.text.split()) for key in keys for c in key.iter(SIGNATURE + "X509Certificate")]
    return Idp(entity.get("entityID"), redirect[0] if redirect else None, certificates)


def pem(base64):
    """A certificate as PEM, from its base64."""
    lines = "\n".join(base64[i : i + 64] for i in range(0, len(base64), 64))
    return f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n"
