"""Laws are sought on machines of every speed and with the same examples on each.

``HYPOTHESIS_PROFILE=search`` seeks further ones, other ones in every run.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

_ANY = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("same", derandomize=True, database=None, **_ANY)
settings.register_profile("search", print_blob=True, **_ANY)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
