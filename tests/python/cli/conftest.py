"""Commands as users give them: through the one place where errors become words and codes."""

from __future__ import annotations

import pytest


@pytest.fixture
def called(capsys):
    """Runs a command; gives exit code, standard output and standard error."""
    pytest.importorskip("typer")
    pytest.importorskip("rich")
    from munigraph import cli

    def run(*arguments):
        capsys.readouterr()
        code = cli.run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run
