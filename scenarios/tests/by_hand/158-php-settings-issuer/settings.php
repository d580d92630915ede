<?php
return array (
    'strict' => true,
    'debug' => false,
    'sp' => array (
        'entityId' => 'https://app.kontorlink.example/sso/saml/metadata',
        'assertionConsumerService' => array (
            'url' => 'https://app.kontorlink.example/sso/saml/acs',
            'binding' => 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
        ),
        'NameIDFormat' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    ),
    'idp' => array (
        'entityId' => 'https://sso.jumpcloud.com/saml2/kontorlink',
        'singleSignOnService' => array (
            'url' => 'https://sso.jumpcloud.com/saml2/kontorlink',
        ),
        'x509cert' => 'MIIDejCCAmKgAwIBAgIUWPBu2CiFsq30ygn7My/g7WTuy14wDQYJKoZIhvcNAQELBQAwdzELMAkGA1UEBhMCVVMxCzAJBgNVBAgMAkNPMRAwDgYDVQQHDAdCb3VsZGVyMRIwEAYDVQQKDAlOb3JkaGFmZW4xGTAXBgNVBAsMEEp1bXBDbG91ZFNBTUxJZFAxGjAYBgNVBAMMEUp1bXBDbG91ZFNBTUxVc2VyMB4XDTI0MDMxMjA4MTUwMFoXDTI5MDMxMjA4MTUwMFowdzELMAkGA1UEBhMCVVMxCzAJBgNVBAgMAkNPMRAwDgYDVQQHDAdCb3VsZGVyMRIwEAYDVQQKDAlOb3JkaGFmZW4xGTAXBgNVBAsMEEp1bXBDbG91ZFNBTUxJZFAxGjAYBgNVBAMMEUp1bXBDbG91ZFNBTUxVc2VyMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0NjwUSFTQC8EGvlNV3Y9MEWAKu4E/a/RPSfBFTBEaK9VrwkqCchKU+EHDkEVMZl4/5X191Y8ZmlD8bveYX0V8HYHDhD2qrRf9HfZ7Dwow5CwxI2tx4WWVsnZ4eLl3D6qm4D2Ti6Xw/nVVS7O03Mo7debJC2qV+HTlo+M+xae8QPqqsdnL91q/T0Mbzj9zpk8vlfsNGO/blNHy9hEsiZBxuOcMHZPHnBw8Ed5Yjb+ywyxoWkj8b/hoTQqZ3lLuXrIpQsP9NVyqeKk3KFXx8twgQGA++qNdOVE4lA3NF9PJMOz766g++0CfFlpqmwpvv2zGFLANVGy2gaO3fj315ne1wIDAQABMA0GCSqGSIb3DQEBCwUAA4IBAQBs4oKr8x4pb0t6+FtfxXWUQPMA6e07BtU0CjZvzGc5SIjvIYzIcMvBTBy2m+IWSegb47zYt1DBpRLa6svlGz55zYpsv/3N1t/4M+UjQUlujj92Ln9EzZvtVLxSd/UFqs4wznWCjtSlE86M4K8Mx2v2YrGXYuqqH5trSNOKGu8bX1FAqmDl/ER8k6Nw3eZz4sf0CUmV7HaFjegj8APHzeIfxMomQ/AU/GgJXJzszo17GTQa0LjK4OLMk2zpY9+1sNpwX9iR8YMVdGGlXvENARuZ/kwBkBCGO1k1ZMcXU8aE+2DCHAj8oiXmatUzksBcVi5TSpTCyQo+luY9ZcbTWaND',
    ),
);
