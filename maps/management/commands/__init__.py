"""The board's commands for manage.py."""
