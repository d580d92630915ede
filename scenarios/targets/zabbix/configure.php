<?php
// Sets Company Login up from the IdP's metadata, as an administrator does under Administration / Authentication / SAML settings.
// env: DATABASE, IDP_METADATA, IDP_CERTIFICATES (written here: what zabbix.conf.php reads)

$metadata = new DOMDocument();
$metadata->load(getenv('IDP_METADATA'));
$path = new DOMXPath($metadata);
$path->registerNamespace('md', 'urn:oasis:names:tc:SAML:2.0:metadata');
$path->registerNamespace('ds', 'http://www.w3.org/2000/09/xmldsig#');
$redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

$certificates = [];
foreach ($path->query('//md:IDPSSODescriptor/md:KeyDescriptor[not(@use="encryption")]//ds:X509Certificate') as $certificate) {
	$certificates[] = preg_replace('/\s+/', '', $certificate->textContent);
}
file_put_contents(getenv('IDP_CERTIFICATES'), json_encode($certificates));

$database = new PDO('pgsql:host='.getenv('DATABASE').';dbname=zabbix', 'zabbix');
$database->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
$database->prepare(
	"UPDATE config SET saml_auth_enabled=1, saml_idp_entityid=?, saml_sso_url=?, saml_username_attribute='email',
	saml_sp_entityid='zabbix', saml_sign_assertions=1, saml_case_sensitive=1"
)->execute([
	$path->evaluate('string(/md:EntityDescriptor/@entityID)'),
	$path->evaluate('string(//md:IDPSSODescriptor/md:SingleSignOnService[@Binding="'.$redirect.'"]/@Location)')
]);
