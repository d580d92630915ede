"""Adds the accounts that editors have beforehand. They have no passwords."""

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402  It is there after the set-up.

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
    User.objects.create_superuser(email, email)
