"""The API with all of its operations."""

from quarterdeck.web.api import hooks, packs, reading, writing
from quarterdeck.web.api.frame import api

api.add_router("", reading.router, tags=["reading"])
api.add_router("", writing.router, tags=["writing"])
api.add_router("", packs.router, tags=["board"])
api.add_router("", hooks.router, tags=["webhooks"])

__all__ = ["api"]
