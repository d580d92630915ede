"""The site's pages, and those of djangosaml2."""

from django.urls import include, path
from portal.urls import urlpatterns as of_site

urlpatterns = [path("saml2/", include("djangosaml2.urls")), *of_site]
