"""The room's addresses: accounts, coming in, people."""

from django.urls import path

import workshops.converters  # noqa: F401 - makes <id:…> known
from workshops.views import (
    accounts,
    codes,
    colleagues,
    history,
    home,
    join,
    passwords,
    people,
    privacy,
    roster,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("welcome/", accounts.welcome, name="welcome"),
    path("sign-in/", accounts.sign_in, name="sign_in"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
    path("account/", passwords.account, name="account"),
    path("reset/", passwords.reset, name="reset"),
    path("reset/<id:token>", passwords.new_password, name="new_password"),
    path("colleagues/", colleagues.colleagues, name="colleagues"),
    path("invited/<id:token>", colleagues.invited, name="invited"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("w/<id:workshop>/colleagues/", colleagues.of_workshop, name="workshop_colleagues"),
    path("w/<id:workshop>/hand-over/", colleagues.give_away, name="hand_over"),
    path("join/", codes.join_code, name="join_code"),
    path("j/<id:token>", join.join, name="join"),
    path("enter/<id:token>", join.enter, name="enter"),
    path("w/<id:workshop>/me/", join.me, name="me"),
    path("w/<id:workshop>/leave/", join.leave, name="leave"),
    path("w/<id:workshop>/join.svg", people.join_qr, name="join_qr"),
    path("w/<id:workshop>/joining/", people.joining, name="joining"),
    path("w/<id:workshop>/joining/rotate/", people.rotate, name="rotate_joining"),
    path("w/<id:workshop>/projector/", people.projector, name="projector"),
    path("w/<id:workshop>/begin/", people.begin, name="begin"),
    path("w/<id:workshop>/history/", history.history, name="history"),
    path("w/<id:workshop>/history/latest/", history.latest, name="history_latest"),
    path("w/<id:workshop>/mix/", roster.mix, name="mix"),
    path("w/<id:workshop>/people/", roster.people, name="people"),
    path("w/<id:workshop>/people/add/", roster.add, name="add_people"),
    path("w/<id:workshop>/people/balance/", roster.balanced, name="balance"),
    path("w/<id:workshop>/people/links/", roster.links, name="people_links"),
    path("w/<id:workshop>/people/links/send/", roster.send_links, name="send_links"),
    path("w/<id:workshop>/people/<id:person>/way-back/", roster.show_way_back, name="way_back"),
    path("w/<id:workshop>/people/invite/", people.invite, name="invite"),
]
