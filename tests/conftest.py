"""What every test may ask for; a rules test asks for none of it."""

from pathlib import Path

from argon2 import PasswordHasher
from hypothesis import settings as hypothesis_settings

from voting.app import create_app
from voting.config import Settings

pytest_plugins = [
    "tests.plugins.postgres",
    "tests.plugins.apps",
    "tests.plugins.keys",
    "tests.plugins.routing",
]

# A busy machine is no counter-example.
hypothesis_settings.register_profile("any-machine", deadline=None)
hypothesis_settings.load_profile("any-machine")

SECRET = "a secret that only the tests know, 32+"


def settings_for(main_url: str, box_url: str, folder: Path, **others: object) -> Settings:
    return Settings(
        secret_key=SECRET,
        database_url=main_url,
        box_database_url=box_url,
        data_dir=str(folder),
        public_url="http://localhost",
        secure_cookies=False,
        **others,
    )


def made_app(settings: Settings):
    app = create_app(settings)
    app.config.update(TESTING=True)
    # Real argon2, at the least cost the library allows: the strength is not what is tested.
    app.config["PASSWORD_HASHER"] = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return app
