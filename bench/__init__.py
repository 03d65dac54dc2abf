"""Measurements, each a module that prints its figures; the cast of the tests acts in them."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
