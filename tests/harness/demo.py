"""A demo workshop as tests find it."""

from maps.management.demo import make_demo
from tests.harness.ready import Ready

ready_demo = Ready(make_demo)
"""Gives what `make_demo` gives of the workshop."""
