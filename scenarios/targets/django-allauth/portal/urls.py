"""The portal's pages beside those of allauth."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("", views.home),
    path("company-login/", views.company_login),
    path("me", views.me),
    path("orders/<path:path>", views.order),
    path("settings/sso/", views.sso_settings),
    path("accounts/", include("allauth.urls")),
]
