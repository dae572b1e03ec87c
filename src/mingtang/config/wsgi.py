"""The WSGI application for servers of one's own choice; ``mingtang serve`` uses it too."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingtang.config.settings")

application = get_wsgi_application()
