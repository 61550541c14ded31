from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "quarterdeck.risks"
    label = "risks"
    default_auto_field = "django.db.models.BigAutoField"
