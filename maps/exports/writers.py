"""Who writes the formats that take a large library; imported in the worker process alone (`maps.exports.making`)."""

from maps.exports.formats import Write

WRITERS: dict[str, Write] = {}
