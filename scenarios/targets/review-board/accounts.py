"""Adds the accounts that people have beforehand. They are called by their addresses, and have no passwords."""

from reviewboard.wsgi import application  # noqa: F401  Sets Django up for the site in REVIEWBOARD_SITEDIR.

from django.contrib.auth.models import User

PEOPLE = [
    "employee@acme.test",
    "colleague@acme.test",
    "victim@acme.test",
    "outsider@acme.test",
    "admin@acme.test",
    "suspended@acme.test",
    "staged@acme.test",
    "not-victim@acme.test",
    "victim@acme.test.mallory.example",
]

for email in PEOPLE:
    User.objects.create_user(email, email)
