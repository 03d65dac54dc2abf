"""The room's addresses: accounts, coming in, people."""

from django.urls import path

from workshops.views import accounts, home, join, people

urlpatterns = [
    path("", home.home, name="home"),
    path("welcome/", accounts.welcome, name="welcome"),
    path("sign-in/", accounts.sign_in, name="sign_in"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
    path("j/<str:token>", join.join, name="join"),
    path("enter/<str:token>", join.enter, name="enter"),
    path("w/<str:workshop>/me/", join.me, name="me"),
    path("w/<str:workshop>/leave/", join.leave, name="leave"),
    path("w/<str:workshop>/joining/", people.joining, name="joining"),
    path("w/<str:workshop>/people/", people.invite, name="invite"),
]
