"""Facilitators' accounts: the first visit of a new installation, signing in and out."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from workshops.access import leave_seat, seats_by_account
from workshops.commands.accounts import is_new_installation, make_first_facilitator
from workshops.errors import Code, Refused
from workshops.forms import SignInForm, WelcomeForm
from workshops.limits import Limit, client_address, minutes
from workshops.models import User

PASSWORDS = Limit("password", tries=5, seconds=15 * 60)
PASSWORDS_OF_ADDRESS = Limit("password-address", tries=50, seconds=15 * 60)
# Loose, because whoever guesses from many addresses would otherwise lock the owner out.
PASSWORDS_OF_EMAIL = Limit("password-email", tries=100, seconds=60 * 60)
CODES = Limit("setup-code", tries=10, seconds=15 * 60)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Let whoever has the set-up code make the first account; once anybody has one, ask to sign in.

    The second POST of a double click finds the account that the first one made, and signs in with its words.
    """
    if not is_new_installation():
        return sign_in(request) if request.method == "POST" else redirect("sign_in")
    form = WelcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = _first_facilitator(request, form)
        except Refused:  # somebody was quicker, most likely this very person
            return sign_in(request)
        if user is not None:
            sign_user_in(request, user)
            return redirect("home")
    return render(request, "workshops/welcome.html", {"form": form})


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign a facilitator in and lead them on to where they wanted to go, if that is here."""
    if is_new_installation():
        return redirect("welcome")
    onward = _onward(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _user_with_password(request, form)
        if user is not None:
            sign_user_in(request, user)
            return HttpResponseRedirect(onward)
    return render(request, "workshops/sign_in.html", {"form": form, "onward": onward})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and leave the places of accounts in this browser, even if being signed in has run out."""
    seats = seats_by_account(request)
    logout(request)
    response = redirect("home")
    for workshop_id in seats:
        leave_seat(response, workshop_id)
    return response


def sign_user_in(request: HttpRequest, user: User) -> None:
    """Sign somebody in until a time that is known from now on: their seats in this browser end with it."""
    login(request, user, backend=BACKEND)
    request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def _first_facilitator(request: HttpRequest, form: WelcomeForm) -> User | None:
    """Return the account that was made, or None with the reason in the form.

    Raises Refused ``closed`` where somebody has an account by now.
    """
    wait = CODES.take(client_address(request))
    if wait:
        form.add_error("code", _too_many(wait))
        return None
    words = form.cleaned_data
    try:
        return make_first_facilitator(
            words["code"], email=words["email"], name=words["name"], password=words["password"]
        )
    except Refused as refused:
        if refused.code == Code.CLOSED:
            raise
        form.add_error(
            "code",
            _("This code is not the one that the server printed, or it was used already. Please look again."),
        )
        return None


def _user_with_password(request: HttpRequest, form: SignInForm) -> User | None:
    """Return whose e-mail and password these are; an unknown e-mail takes as long as a wrong password."""
    email, address = form.cleaned_data["email"].lower(), client_address(request)
    wait = (
        PASSWORDS_OF_ADDRESS.take(address) or PASSWORDS.take(email, address) or PASSWORDS_OF_EMAIL.take(email)
    )
    if wait:
        form.add_error(None, _too_many(wait))
        return None
    user = authenticate(request, username=email, password=form.cleaned_data["password"])
    if user is None:
        form.add_error(None, _("E-mail and password do not belong together. Please try again."))
        return None
    PASSWORDS.forget(email, address)
    PASSWORDS_OF_ADDRESS.give_back(address)
    PASSWORDS_OF_EMAIL.give_back(email)
    return user


def _too_many(wait: int) -> str:
    return ngettext(
        "Too many wrong tries. Please try again in %(minutes)d minute.",
        "Too many wrong tries. Please try again in %(minutes)d minutes.",
        minutes(wait),
    ) % {"minutes": minutes(wait)}


def _onward(request: HttpRequest) -> str:
    """Return where to go after signing in: only ever an address of ours, from its first slash on."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    here = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here and wanted.startswith("/") else resolve_url("home")
