"""The shape of ids and secrets in addresses: what else stands there leads nowhere, before anybody looks it up."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class PublicIdConverter(StringConverter):
    """``<id:…>``: letters, digits, - and _; PostgreSQL, for one, cannot even be asked for a NUL."""

    regex = "[A-Za-z0-9_-]{1,64}"


register_converter(PublicIdConverter, "id")
