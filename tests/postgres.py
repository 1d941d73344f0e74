"""A PostgreSQL server of the tests' own, on a free port, in a folder that goes with it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psycopg

from sandbox.app_process import free_port

_NEEDS = "these tests start a PostgreSQL server: install it (Debian or Ubuntu: apt-get install postgresql; macOS: brew install postgresql)"  # noqa: E501
_SERVANT = "nobody"  # initdb refuses root
_PASSWORD = "secret-3f9"
_PACKAGED = "/usr/lib/postgresql"  # Debian's, which are not on the PATH
_SPEED = "-c fsync=off -c full_page_writes=off -c shared_buffers=32MB"  # outlives its own crash, not the host's


class PostgresServer:
    """`initdb` and `pg_ctl` in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self._programs = _programs()
        self._numbers = iter(range(1, 10_000))

    def begin(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self._folder, _SERVANT)
        password = self._folder / "password"
        password.write_text(_PASSWORD)
        login = ("--username=imagine", "--auth=scram-sha-256", f"--pwfile={password}")
        self._run("initdb", *login, "--encoding=UTF8", "--locale=C", "--no-sync")
        self.start()

    def start(self) -> None:
        told = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {_SPEED}"
        self._run("pg_ctl", "start", "--wait", "--silent", "-l", str(self._folder / "log"), "-o", told)

    def stop(self, mode: str = "immediate") -> None:
        """`immediate` is as if the power went; `fast` ends the sessions in order."""
        self._run("pg_ctl", "stop", "--wait", "--silent", "-m", mode)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://imagine:{_PASSWORD}@127.0.0.1:{self._port}/{database}"

    def new_database(self, told: str = "") -> str:
        """Make an empty one and answer its URL; `told` are options of CREATE DATABASE."""
        name = f"imagine{next(self._numbers)}"
        with psycopg.connect(self.url().replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} {told}")
        return self.url(name)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*_as_servant(), str(self._programs / program), "-D", str(self._folder / "data"), *arguments]
        done = subprocess.run(
            command, cwd=self._folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        assert done.returncode == 0, f"{program}: {done.stdout}"


def _as_servant() -> list[str]:
    return ["setpriv", f"--reuid={_SERVANT}", "--clear-groups", "--"] if os.geteuid() == 0 else []


def _programs() -> Path:
    on_path = shutil.which("initdb")
    folders = [Path(on_path).parent] if on_path else sorted(Path(_PACKAGED).glob("*/bin"), reverse=True)
    found = [folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()]
    assert found, _NEEDS
    return found[0]


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Run one, as long as this is entered. Its folder lies where any user may go."""
    folder = Path(mkdtemp(prefix="imagine-postgres-"))
    server = PostgresServer(folder)
    try:
        server.begin()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
