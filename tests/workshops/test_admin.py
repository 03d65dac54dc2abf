"""The admin knows accounts and nothing that anybody wrote."""

import pytest
from django.contrib import admin

from tests.harness.cast import PASSWORD
from workshops.models import User


def test_admin_manages_accounts_only() -> None:
    assert list(admin.site._registry) == [User]


@pytest.mark.django_db
def test_admin_pages_of_accounts_open_for_those_who_manage_them(client) -> None:
    boss = User.objects.create_superuser("boss@example.org", "three blue rivers", name="Boss")
    client.force_login(boss)
    pages = ["", "workshops/user/", "workshops/user/add/", f"workshops/user/{boss.pk}/change/"]
    assert [client.get(f"/admin/{page}").status_code for page in pages] == [200, 200, 200, 200]


@pytest.mark.django_db
def test_admin_is_closed_to_other_facilitators(client) -> None:
    client.force_login(User.objects.create_user("fay@example.org", name="Fay"))
    assert client.get("/admin/workshops/user/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_admin_has_no_sign_in_of_its_own(client, method: str) -> None:
    User.objects.create_superuser("boss@example.org", PASSWORD, name="Boss")
    words = {"username": "boss@example.org", "password": PASSWORD}
    response = getattr(client, method)("/admin/login/", words if method == "post" else {})
    assert (response.status_code, response["Location"]) == (302, "/sign-in/?next=/admin/login/")
    assert client.get("/").context["user"].is_anonymous


@pytest.mark.django_db
def test_admin_leads_those_who_manage_accounts_through_the_sign_in_page(client) -> None:
    User.objects.create_superuser("boss@example.org", PASSWORD, name="Boss")
    asked = client.get("/admin/", follow=True).redirect_chain[-1][0]
    assert asked.startswith("/sign-in/?next=")
    response = client.post(asked, {"email": "boss@example.org", "password": PASSWORD}, follow=True)
    assert (response.redirect_chain[-1], response.status_code) == (("/admin/", 302), 200)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_admin_tells_other_facilitators_that_it_is_not_theirs(client, method: str) -> None:
    boss = User.objects.create_superuser("boss@example.org", PASSWORD, name="Boss")
    client.force_login(User.objects.create_user("fay@example.org", name="Fay"))
    assert client.get("/admin/", follow=True).status_code == 403
    words = {"username": boss.email, "password": PASSWORD}
    assert getattr(client, method)("/admin/login/", words).status_code == 403
    assert client.get("/").context["user"].email == "fay@example.org"


@pytest.mark.django_db
def test_account_is_made_and_changed_whatever_the_case_of_its_e_mail(client) -> None:
    boss = User.objects.create_superuser("boss@example.org", PASSWORD, name="Boss")
    client.force_login(boss)
    words = {"name": "Fay", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/admin/workshops/user/add/", words | {"email": "Fay@Example.org"})
    fay = User.objects.get(email="fay@example.org")
    path = f"/admin/workshops/user/{fay.pk}/change/"
    assert (
        client.post(path, {"email": "FAY@example.com", "name": "Fay", "is_active": "on"}).status_code == 302
    )
    fay.refresh_from_db()
    assert fay.email == "fay@example.com"
    taken = client.post(path, {"email": "BOSS@example.org", "name": "Fay"})
    assert taken.context["adminform"].form.errors == {"email": ["User with this E-mail already exists."]}
