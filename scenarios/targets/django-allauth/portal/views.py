"""The portal's pages: Company Login by e-mail address, two that need a login, and the operator's SSO settings."""

from allauth.socialaccount.models import SocialApp
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseForbidden
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser as MetadataParser


def home(request):
    return render(request, "home.html")


def company_login(request):
    error = None
    if request.method == "POST":
        domain = request.POST.get("email", "").rpartition("@")[2].lower()
        company = SocialApp.objects.filter(provider="saml", settings__domain=domain).first()
        if company:
            query = urlencode({"next": request.POST["next"]}) if request.POST.get("next") else ""
            return redirect(reverse("saml_login", args=[company.client_id]) + (query and f"?{query}"))
        error = "Your company has no Company Login."
    return render(request, "company_login.html", {"error": error, "next": request.GET.get("next", "")})


@login_required
def me(request):
    return render(request, "me.html")


@login_required(login_url="/company-login/")
def order(request, path):
    return render(request, "order.html", {"path": path})


@login_required
def sso_settings(request):
    if not request.user.is_staff:
        return HttpResponseForbidden("Only the operator may do this.")
    message = None
    if request.method == "POST":
        try:
            save_company(request.POST["slug"], request.POST["domain"], request.POST["metadata"])
            message = "Saved."
        except Exception as error:  # The parser raises what its XML library raises.
            message = f"This is not the metadata of an IdP: {error}"
    return render(request, "sso_settings.html", {"message": message})


def save_company(slug, domain, metadata):
    idp = MetadataParser.parse(metadata)["idp"]
    certificate = idp.get("x509cert") or idp["x509certMulti"]["signing"][0]
    settings = {
        "domain": domain,
        "idp": {
            "entity_id": idp["entityId"],
            "x509cert": certificate,
            "sso_url": idp["singleSignOnService"]["url"],
        },
        "attribute_mapping": {"email": "email", "first_name": "firstName", "last_name": "lastName"},
        "advanced": {"want_assertion_signed": True, "reject_idp_initiated_sso": False},
    }
    defaults = {"name": slug.title(), "provider_id": idp["entityId"], "settings": settings}
    SocialApp.objects.update_or_create(provider="saml", client_id=slug, defaults=defaults)
