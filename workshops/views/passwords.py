"""One's own account: the password changed, or set anew by a link that works once."""

from threading import Thread
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from workshops.commands.colleagues import find_link, make_reset, set_new_password
from workshops.enums import LinkKind
from workshops.errors import Refused
from workshops.forms import EmailForm, NewPasswordForm, PasswordForm
from workshops.limits import Limit, client_address, minutes
from workshops.links import reset_link
from workshops.live.writer import write
from workshops.mail import send_each
from workshops.models import User
from workshops.views.accounts import sign_user_in

RESETS = Limit("reset", tries=5, seconds=15 * 60)
RESETS_IN_ALL = Limit("reset-all", tries=100, seconds=60 * 60)
CHANGES = Limit("password-change", tries=10, seconds=15 * 60)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Show one's account and let its password be changed; whoever else is signed in with it is signed out."""
    user = cast(User, request.user)
    form = PasswordForm(user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        wait = CHANGES.take(str(user.pk))
        if wait:
            form.add_error(None, _("Too many tries. Please try again in %d minutes.") % minutes(wait))
        elif not user.check_password(form.cleaned_data["old"]):
            form.add_error("old", _("This is not your password. Please type it again."))
        else:
            CHANGES.forget(str(user.pk))
            write(_change, user, form.cleaned_data["password"])
            update_session_auth_hash(request, user)
            messages.success(request, _("Your password is changed. Everywhere else you are signed out."))
            return redirect("account")
    return render(request, "workshops/account.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    """Send a link for a new password; the answer is the same whether there is such an account.

    The letter is made and sent beside the answer, so that no answer takes longer than another.
    """
    form = EmailForm(request.POST if request.method == "POST" else None, needed=True)
    if request.method != "POST" or not form.is_valid() or not settings.MAIL_IS_SENT:
        return render(request, "workshops/reset.html", {"form": form, "can_send": settings.MAIL_IS_SENT})
    wait = RESETS.take(client_address(request)) or RESETS_IN_ALL.take()
    if wait:
        form.add_error(None, _("Too many tries. Please try again in %d minutes.") % minutes(wait))
        return render(request, "workshops/reset.html", {"form": form, "can_send": True}, status=429)
    address = reset_link(request, "TOKEN")
    Thread(target=_send_beside, args=(form.cleaned_data["email"], address), daemon=True).start()
    return render(request, "workshops/reset.html", {"form": form, "can_send": True, "is_sent": True})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, token: str) -> HttpResponse:
    """Let whoever has the link set the account's password, once."""
    link = find_link(LinkKind.PASSWORD, token)
    if link is None or link.user is None:
        return render(request, "workshops/used_up.html", status=410)
    form = NewPasswordForm(link.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user = write(set_new_password, token, form.cleaned_data["password"])
        except Refused:
            return render(request, "workshops/used_up.html", status=410)
        sign_user_in(request, user)
        messages.success(request, _("Your password is changed. Everywhere else you are signed out."))
        return redirect("home")
    return render(request, "workshops/new_password.html", {"form": form})


def _change(user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])


def _send_beside(email: str, address: str) -> None:
    """Send the letter on a thread of its own, whose connections end with it."""
    try:
        _send_reset(email, address)
    finally:
        connections.close_all()


def _send_reset(email: str, address: str) -> None:
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None or not user.has_usable_password():
        return
    link = address.replace("TOKEN", write(make_reset, user))
    text = _(
        "Hello,\n\nwith this link you set a new password:\n\n%s\n\n"
        "It works once, for an hour. Was it not you? Then do nothing.\n"
    )
    send_each([(user.email, _("A new password for Journeyroom"), text % link)])
