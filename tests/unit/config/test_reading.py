"""Options: environment over file over default, and one clear line for every mistake."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mingtang.config.options import OPTIONS
from mingtang.config.reading import Configuration, ConfigurationError, read, secret_key


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def configured(folder: Path, toml: str, **environment: str) -> Configuration:
    (folder / "mingtang.toml").write_text(toml, encoding="utf-8")
    return read({"MINGTANG_DATA_FOLDER": str(folder), **environment}, folder)


def test_without_file_and_environment_the_defaults_hold(tmp_path: Path) -> None:
    configuration = read({}, tmp_path)
    assert configuration.values == {option.name: option.default for option in OPTIONS}
    assert configuration.data == tmp_path / "data"
    assert configuration.file is None


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    toml = 'port = 8001\nworkers = 3\nallowed_hosts = ["a.example"]\ndebug = true\n'
    configuration = configured(tmp_path, toml, MINGTANG_PORT="8002", MINGTANG_DEBUG="off")
    assert (configuration["port"], configuration["workers"]) == (8002, 3)
    assert configuration["allowed_hosts"] == ("a.example",)
    assert configuration["debug"] is False
    assert configuration["threads"] == 4


def test_lists_and_tables_can_be_given_in_the_environment(tmp_path: Path) -> None:
    environment = {
        "MINGTANG_ALLOWED_HOSTS": "a.example, b.example",
        "MINGTANG_LIMITS": "letter.consult=4,hotline.complaint = 3",
    }
    configuration = read(environment, tmp_path)
    assert configuration["allowed_hosts"] == ("a.example", "b.example")
    assert configuration["limits"] == {"letter.consult": 4, "hotline.complaint": 3}


def test_dotted_and_quoted_limit_codes_mean_the_same(tmp_path: Path) -> None:
    toml = '[limits]\nletter.consult = 4\n"hotline.complaint" = 3\n'
    assert configured(tmp_path, toml)["limits"] == {"letter.consult": 4, "hotline.complaint": 3}


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ('port = "8000"', '"port" must be an integer from 1 to 65535'),
        ("port = 70000", '"port"'),
        ("port = true", '"port"'),
        ("debug = 1", '"debug" must be true or false'),
        ('allowed_hosts = "a"', '"allowed_hosts" must be a list'),
        ("county_name = 5", '"county_name" must be a text'),
        ('index_front = "other"', '"index_front" must be uscc | orgcode'),
        ('limits = { "a" = "b" }', '"limits"'),
        ("prot = 8000", 'no option "prot"; did you mean "port"?'),
        ("port = ", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_file_names_key_and_file_on_one_line(
    tmp_path: Path, toml: str, named: str
) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        configured(tmp_path, toml)
    assert named in str(refusal.value)
    assert str(tmp_path / "mingtang.toml") in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_mistake_in_the_environment_names_the_variable(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="MINGTANG_PORT"):
        read({"MINGTANG_PORT": "eighty"}, tmp_path)
    with pytest.raises(ConfigurationError, match="MINGTANG_PROT"):
        read({"MINGTANG_PROT": "80"}, tmp_path)


def test_mistakes_are_told_in_chinese_under_a_chinese_locale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pytest.raises(ConfigurationError, match="没有“prot”这个选项；是否想写“port”"):
        configured(tmp_path, "prot = 1")


@pytest.mark.parametrize(
    ("code", "amount", "told"),
    [
        ("hotline.reply", 5, 'no limit "hotline.reply"'),
        ("letter.consul", 5, 'did you mean "letter.consult"?'),
        ("foi.reply", 30, '"foi.reply" is fixed by law'),
        ("foi.publish", 30, '"foi.publish" is fixed by law'),
        ("report.county_internal", 30, "the default is 02-20"),
        ("letter.consult", 100_000, "cannot be 100000"),
    ],
)
def test_a_limit_that_is_none_or_is_fixed_by_law_is_refused(
    tmp_path: Path, code: str, amount: int, told: str
) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        configured(tmp_path, f"[limits]\n{code} = {amount}\n")
    line = str(refusal.value)
    assert told in line
    assert "mingtang.toml" in line or "m.toml" in line
    assert '"limits"' in line
    assert len(line.splitlines()) == 1
    with pytest.raises(ConfigurationError, match="MINGTANG_LIMITS"):
        read({"MINGTANG_LIMITS": f"{code}={amount}"}, tmp_path)


@pytest.mark.parametrize("text", ["--5", "²", "٣", "8e3", "9" * 5000])
def test_a_number_of_the_environment_is_written_in_plain_figures(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigurationError, match="MINGTANG_PORT"):
        read({"MINGTANG_PORT": text}, tmp_path)
    with pytest.raises(ConfigurationError, match="MINGTANG_LIMITS"):
        read({"MINGTANG_LIMITS": f"letter.consult={text}"}, tmp_path)


def test_a_named_file_that_is_missing_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"absent\.toml"):
        read({"MINGTANG_CONFIG": "absent.toml"}, tmp_path)


def test_a_secret_value_is_never_shown(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        configured(tmp_path, "secret_key = 123456789")
    assert "123456789" not in str(refusal.value)


def test_a_relative_data_folder_counts_from_the_file_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "m.toml").write_text('data_folder = "../var"\n')
    configuration = read({"MINGTANG_CONFIG": "etc/m.toml"}, tmp_path)
    assert configuration.data == tmp_path / "var"


def test_folder_and_key_are_made_once_and_only_their_owner_may_read_them(tmp_path: Path) -> None:
    configuration = read({"MINGTANG_DATA_FOLDER": "new/data"}, tmp_path)
    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(lambda _: secret_key(configuration), range(8)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert stat.S_IMODE(configuration.data.stat().st_mode) == 0o700
    assert stat.S_IMODE((configuration.data / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in configuration.data.iterdir()] == ["secret.key"]
