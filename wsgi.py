"""What a WSGI server runs: `waitress-serve wsgi:app`."""

from tracker.app import create_app

app = create_app()
