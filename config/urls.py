"""All addresses: health here, the rest in the apps."""

from django.contrib import admin
from django.urls import include, path

from config import health

handler404 = "config.errors.not_found"

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("admin/", admin.site.urls),
    path("", include("workshops.urls")),
    path("", include("maps.urls")),
]
