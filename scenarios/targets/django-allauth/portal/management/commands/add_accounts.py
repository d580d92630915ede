"""`add_accounts`: the operator, who sets the companies' Company Login up, and one person who had a password before."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        users = get_user_model().objects
        users.create_superuser("root", "root@portal.test", "root-password")
        users.create_user("victim", "victim@acme.test", "victim-password")
