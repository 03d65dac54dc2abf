"""The admin knows accounts and nothing that anybody wrote."""

import pytest
from django.contrib import admin

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
