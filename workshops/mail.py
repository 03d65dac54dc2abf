"""Sends letters one by one, so that one address that fails holds up no other."""

import logging
from collections.abc import Iterable
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection

logger = logging.getLogger(__name__)


def send_each(letters: Iterable[tuple[str, str, str]]) -> tuple[int, set[str]]:
    """Send letters (address, subject, text); returns how many went out and the addresses that failed."""
    sent, failed = 0, set()
    connection = get_connection()
    for address, subject, text in letters:
        try:
            sent += EmailMessage(subject, text, to=[address], connection=connection).send()
        except (SMTPException, OSError):
            # The address itself stays out of the log.
            logger.warning("A letter could not be sent.", exc_info=True)
            failed.add(address)
    return sent, failed
