"""Reads the options: environment over TOML file over defaults; makes the data folder and secret.

Every mistake raises ``ConfigurationError`` with one line that names the key, the place where it
stands and what would be right, in the language of the terminal.
"""

from __future__ import annotations

import difflib
import os
import re
import secrets
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingtang.bilingual import say
from mingtang.config.options import BY_NAME, CONFIG_VARIABLE, OPTIONS, PREFIX, Option, Value
from mingtang.statute.limits import FixedByLaw, LimitBook, UnknownLimit, all_limits, get

CONFIG_NAME = "mingtang.toml"
KEY_FILE = "secret.key"
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


class ConfigurationError(ValueError):
    """An option is unknown, of the wrong type or out of range, or the file cannot be read."""


@dataclass(frozen=True)
class Configuration:
    """The options in force, the data folder (absolute) and the TOML file, if there is one."""

    values: dict[str, Value]
    data: Path
    file: Path | None

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


def read(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Configuration:
    """The configuration for ``environment`` (default: the process's), seen from ``folder``.

    A relative path in the environment counts from ``folder`` (default: the current one), one in
    the file counts from the file's own folder. Raises ``ConfigurationError``.
    """
    env = os.environ if environment is None else environment
    here = Path.cwd() if folder is None else folder
    _refuse_unknown_variables(env)
    named = env.get(CONFIG_VARIABLE, "")
    file = here / named if named else None
    if file is None:
        candidate = here / (env.get("MINGTANG_DATA_FOLDER") or str(BY_NAME["data_folder"].default))
        file = candidate / CONFIG_NAME if (candidate / CONFIG_NAME).is_file() else None
    written = _load(file) if file else {}
    values: dict[str, Value] = {}
    for option in OPTIONS:
        if option.variable in env:
            values[option.name] = _parsed(option, env[option.variable], option.variable)
        elif option.name in written:
            values[option.name] = _checked(option, written[option.name], str(file))
        else:
            values[option.name] = option.default
    from_file = "MINGTANG_DATA_FOLDER" not in env and "data_folder" in written
    base = file.parent if file is not None and from_file else here
    if file is not None and not named and not from_file:
        data = file.parent
    else:
        data = base / str(values["data_folder"])
    return Configuration(values, data.resolve(), file)


def make_data_folder(data: Path) -> None:
    """Make the data folder, readable by its owner alone; one that is there keeps its rights."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)


def secret_key(configuration: Configuration) -> str:
    """The signing key: the option, else the key file, which is made (0600) when there is none."""
    if configuration["secret_key"]:
        return str(configuration["secret_key"])
    make_data_folder(configuration.data)
    path = configuration.data / KEY_FILE
    if not path.exists():
        _write_secret(path)
    return path.read_text(encoding="ascii").strip()


def _write_secret(path: Path) -> None:
    """Write a new key so that a reader never sees half of it and the first of two writers wins."""
    descriptor, draft = tempfile.mkstemp(prefix=".secret-", dir=path.parent)  # mode 0600
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(secrets.token_urlsafe(48))
        handle.flush()
        os.fsync(handle.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)


def _load(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as handle:
            written = tomllib.load(handle)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigurationError(
            say(f"读不到配置文件 {file}：{reason}", f"cannot read {file}: {reason}")
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            say(f"配置文件 {file} 格式有误：{error}", f"{file} is not valid TOML: {error}")
        ) from error
    for key in written:
        if key not in BY_NAME:
            raise ConfigurationError(_unknown(key, str(file), list(BY_NAME)))
    return written


def _refuse_unknown_variables(env: Mapping[str, str]) -> None:
    known = {option.variable for option in OPTIONS} | {CONFIG_VARIABLE}
    for variable in sorted(env):
        if variable.startswith(PREFIX) and variable not in known:
            raise ConfigurationError(
                _unknown(variable, say("环境变量", "environment"), list(known))
            )


def _unknown(key: str, place: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    hint = say(f"；是否想写“{near[0]}”", f'; did you mean "{near[0]}"?') if near else ""
    return say(f"{place} 中没有“{key}”这个选项{hint}", f'{place}: no option "{key}"{hint}')


def _wrong(option: Option, value: object, place: str) -> ConfigurationError:
    shown = "***" if option.secret else repr(value)
    chinese, english = {
        "text": ("文字", "a text"),
        "integer": ("整数", "an integer"),
        "boolean": ("true 或 false", "true or false"),
        "list": ("文字列表", "a list of texts"),
        "table": ("“代码 = 天数”的表", "a table of code = days"),
    }[option.kind]
    if option.choices:
        chinese = english = " | ".join(option.choices)
    elif option.prefixes:
        begins = " | ".join(option.prefixes)
        chinese, english = f"以 {begins} 开头", f"a text that begins with {begins}"
    elif option.low is not None:
        chinese += f"（{option.low} 至 {option.high}）"
        english += f" from {option.low} to {option.high}"
    return ConfigurationError(
        say(
            f"{place} 中“{option.name}”应为{chinese}，现为 {shown}",
            f'{place}: "{option.name}" must be {english}, not {shown}',
        )
    )


def _parsed(option: Option, text: str, place: str) -> Value:
    """An environment variable's text as the option's type."""
    value: object = text
    if option.kind == "integer":
        value = int(text) if _WHOLE.fullmatch(text.strip()) else text
    elif option.kind == "boolean":
        word = text.strip().lower()
        value = True if word in _TRUE else False if word in _FALSE else text
    elif option.kind == "list":
        value = [part.strip() for part in text.split(",") if part.strip()]
    elif option.kind == "table":
        pairs = [part.split("=", 1) for part in text.split(",") if part.strip()]
        if not all(len(pair) == 2 and _WHOLE.fullmatch(pair[1].strip()) for pair in pairs):
            raise _wrong(option, text, place)
        value = {pair[0].strip(): int(pair[1]) for pair in pairs}
    return _checked(option, value, place)


def _checked(option: Option, value: object, place: str) -> Value:
    """``value`` when it has the option's type and lies within its bounds."""
    match option.kind, value:
        case "text", str() if _fits(option, value):
            return value
        case "boolean", bool():
            return value
        case "integer", int() if not isinstance(value, bool):
            if (option.low is None or value >= option.low) and (
                option.high is None or value <= option.high
            ):
                return value
        case "list", list() if all(isinstance(part, str) for part in value):
            return tuple(value)
        case "table", dict():
            flat = _flattened(value)
            if all(type(days) is int and days >= 0 for days in flat.values()):
                _refuse_limits(flat, option, place)
                return flat
    raise _wrong(option, value, place)


def _fits(option: Option, value: str) -> bool:
    """Whether a text is one of the choices, and begins as it must."""
    if option.choices and value not in option.choices:
        return False
    return not (option.prefixes and value) or value.startswith(option.prefixes)


def _refuse_limits(limits: Mapping[str, int], option: Option, place: str) -> None:
    """Refuse an amount for a limit that there is not, or that the law itself fixes."""
    for code, amount in limits.items():
        try:
            LimitBook({code: amount})
        except UnknownLimit as error:
            known = sorted({limit.code for limit in all_limits()})
            near = difflib.get_close_matches(code, known, n=1)
            hint = say(f"；是否想写“{near[0]}”", f'; did you mean "{near[0]}"?') if near else ""
            chinese, english = f"没有“{code}”这个时限{hint}", f'no limit "{code}"{hint}'
            raise _limits_error(option, place, chinese, english) from error
        except FixedByLaw as error:
            basis = get(code).basis
            chinese = f"“{code}”由{basis}规定，不能改写"
            english = f'"{code}" is fixed by law ({basis}) and cannot be overridden'
            raise _limits_error(option, place, chinese, english) from error
        except ValueError as error:
            shown = get(code).length_zh
            chinese = f"“{code}”不能改为 {amount}（默认 {shown}）"
            english = f'"{code}" cannot be {amount} (the default is {get(code).length_en})'
            raise _limits_error(option, place, chinese, english) from error


def _limits_error(option: Option, place: str, chinese: str, english: str) -> ConfigurationError:
    return ConfigurationError(
        say(f"{place} 的“{option.name}”中：{chinese}", f'{place}, "{option.name}": {english}')
    )


def _flattened(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Dotted keys of a TOML table: ``foi.reply = 20`` and ``"foi.reply" = 20`` are the same."""
    flat: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat.update(_flattened(value, f"{prefix}{key}."))
        else:
            flat[prefix + key] = value
    return flat
