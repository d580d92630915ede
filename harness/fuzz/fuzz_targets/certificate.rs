//! Any bytes as a certificate: as they are, in PEM's armour, in armour that was mangled on the way, and in metadata.
#![no_main]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use libfuzzer_sys::fuzz_target;
use saml_artefact::{Options, read};

fuzz_target!(|bytes: &[u8]| {
    let encoded = STANDARD.encode(bytes);
    let text = String::from_utf8_lossy(bytes);
    let metadata = |certificate: &str| {
        format!(
            "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"f\"><IDPSSODescriptor><KeyDescriptor>\
             <KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><X509Data><X509Certificate>{certificate}</X509Certificate>\
             </X509Data></KeyInfo></KeyDescriptor></IDPSSODescriptor></EntityDescriptor>"
        )
    };
    let armoured = |inner: &str| format!("-----BEGIN CERTIFICATE-----\n{inner}\n-----END CERTIFICATE-----\n");
    for file in [armoured(&encoded), armoured(&text), metadata(&encoded), metadata(&text), encoded] {
        let _ = read("f", file.as_bytes(), &Options::default());
    }
    let _ = read("f", bytes, &Options::default());
});
