"""Setting a workshop up: one page, and the boards are there."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maps.commands.setup import set_up_workshop
from maps.content.templates import templates
from maps.forms import WorkshopForm, why_not
from maps.views.editing import attributions
from workshops.access import keep_seat
from workshops.content.house_rules import house_rules
from workshops.enums import Attribution
from workshops.errors import Code, Refused
from workshops.live.writer import write
from workshops.models import User, Workshop


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def workshop_new(request: HttpRequest) -> HttpResponse:
    """Ask for title, departments and customer types; make the workshop and lead to its set-up."""
    user = cast(User, request.user)
    own = user.templates.order_by("name", "pk")
    if request.method != "POST":
        return _show(request, WorkshopForm(own=own))
    form = WorkshopForm(request.POST, request.FILES, own=own)
    if not form.is_valid():
        return _show(request, form)
    try:
        workshop = write(_set_up, user, form)
    except Refused as refused:
        _explain(form, refused)
        return _show(request, form)
    if form.renamed:
        messages.success(request, form.renamed)
    response = redirect("setup", workshop=workshop.public_id)
    keep_seat(request, response, workshop.participants.get(user=user))
    return response


def _set_up(user: User, form: WorkshopForm) -> Workshop:
    words = form.cleaned_data
    return set_up_workshop(
        user,
        title=words["title"],
        organisation=words["organisation"],
        held_on=words["held_on"],
        departments=form.department_plans(),
        journeys=form.journeys(),
        op=words["op"],
        house_rules=house_rules(),
        **{name: words[name] for name in ("goal", "begins_at", "ends_at", "format", "attribution")},
    )


def _explain(form: WorkshopForm, refused: Refused) -> None:
    """Say why nothing was made: at the file, if it is the one that does not fit."""
    if refused.code == Code.FULL:
        form.add_error("file", why_not(refused))
    else:
        form.add_error(None, _why_not(refused))


def _why_not(refused: Refused) -> str:
    if refused.code == Code.CONFLICT:
        return _("“%(name)s” is here twice. Please rename one of them.") % refused.details
    if refused.code == Code.BUSY:
        return _(
            "The server is busy just now. What you typed is kept: please try again in a moment. "
            "A file has to be chosen once more."
        )
    return _("That did not work, and nothing was made. What you typed is kept: try again.")


def _show(request: HttpRequest, form: WorkshopForm) -> HttpResponse:
    stages = {template.key: [_(stage.name) for stage in template.stages] for template in templates()}
    stages |= {
        key: [stage["name"] for stage in template.stages]
        for key, template in form.types.empty_form.own.items()
    }
    chosen = attributions(form["attribution"].value() or Attribution.DEPARTMENT)
    return render(request, "maps/setup.html", {"form": form, "stages": stages, "attributions": chosen})
