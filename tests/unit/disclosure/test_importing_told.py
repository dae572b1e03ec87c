"""What the command line says of importing, and of the demo's accounts."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from mingtang.cli import demo, webserver
from mingtang.cli.exits import Exit
from mingtang.cli.importing import CSV_COLUMNS, FILE_TYPES
from mingtang.cli.main import main
from mingtang.disclosure.importing.reading import READ_KINDS
from mingtang.disclosure.importing.sheet import COLUMNS


@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "C.UTF-8"])
def test_help_of_import_names_every_file_type_and_column(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    with pytest.raises(SystemExit) as left:
        main(["import", "documents", "--help"])
    assert left.value.code in (None, Exit.OK)
    told = capsys.readouterr().out
    assert set(FILE_TYPES) == READ_KINDS
    assert [kind for kind in READ_KINDS if kind.upper() not in told] == []
    assert len(CSV_COLUMNS) == len(COLUMNS)
    for headings, (chinese, english, _, _) in zip(COLUMNS.values(), CSV_COLUMNS, strict=True):
        assert {chinese, english} <= set(headings)
        assert chinese in told and english in told


def test_accounts_of_the_demo_are_printed_by_serve_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    configuration = SimpleNamespace(data=tmp_path)
    demo._keep_accounts(configuration, SimpleNamespace(scenario="county2019"))  # type: ignore[arg-type]
    built = capsys.readouterr().out
    webserver._announce(configuration, "127.0.0.1", 8000)  # type: ignore[arg-type]
    served = capsys.readouterr().out
    assert "Mingtang-2019" not in built and "mingtang serve --data" in built
    assert served.count("clerk / Mingtang-2019") == 1
