"""What holds for every test."""

from hypothesis import HealthCheck, settings

# A busy machine is no fault of the code: speed is measured in bench/, never by a test.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
