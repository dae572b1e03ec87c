#!/usr/bin/env python3
"""Makes the virtual environment ``.venv`` and installs the locked requirements into it.

Usage: ``python3 .ci/bootstrap.py [run|test]``. It needs nothing but Python's standard library and
stays readable by old Pythons, so that it can say that one is too old. A stamp with the hash of the
lock is written last: later runs see it and leave at once, and a set-up that was broken off has
none and is done again. Exit code 4: the machine lacks something; one line says what, and the way
out.
"""

import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEEDED_MB = {"run": 700, "test": 1600}
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")


def speaks_chinese():
    """True when the locale asks for Chinese."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name].lower().startswith("zh")
    return False


def say(chinese, english):
    """The text in the language of the terminal."""
    return chinese if speaks_chinese() else english


def show(text):
    """Print one line of progress."""
    print(text, flush=True)  # noqa: T201


def leave(text):
    """Give up with one line."""
    sys.stderr.write(text + "\n")
    sys.exit(4)


def switch_to_new_enough_python():
    """Go on with the newest Python on the path when this one is too old."""
    if sys.version_info[:2] >= OLDEST:
        return
    for minor in range(16, OLDEST[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)  # noqa: UP031
        if found and works(found):
            os.execv(found, [found, *sys.argv])  # noqa: S606
    leave(
        say(
            "需要 Python 3.11 或更高版本，现为 %d.%d：请安装（Debian 12：apt-get install python3）",
            "Python 3.11 or newer is needed, this is %d.%d: install one and run again"
            " (Debian 12: apt-get install python3)",
        )
        % sys.version_info[:2]
    )


def works(python):
    """True when ``python`` starts and is new enough (version managers put dead names on paths)."""
    code = "import sys; sys.exit(sys.version_info[:2] < %r)" % (OLDEST,)  # noqa: UP031
    return subprocess.call([python, "-c", code], stderr=subprocess.DEVNULL) == 0  # noqa: S603


def fingerprint(kind):
    """The hash of all that decides what gets installed."""
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for name in ("requirements/%s.txt" % kind, "pyproject.toml"):  # noqa: UP031
        with open(os.path.join(ROOT, name), "rb") as handle:
            digest.update(handle.read())
    return digest.hexdigest()


def stamp(kind):
    """The file that says what a finished set-up installed."""
    return os.path.join(VENV, "mingtang-%s.stamp" % kind)  # noqa: UP031


def is_ready(kind):
    """True when an earlier run finished with the same lock; the test set holds the run set."""
    if not os.access(PYTHON, os.X_OK):
        return False
    for name in ("test", kind):
        try:
            with open(stamp(name)) as handle:
                if handle.read() == fingerprint(name):
                    return True
        except OSError:
            continue
    return False


def check_disk(kind):
    """Leave when the disk cannot hold what is going to be installed."""
    free = shutil.disk_usage(ROOT).free // 2**20
    if free < NEEDED_MB[kind]:
        leave(
            say(
                "磁盘空间不足：%s 还剩 %d MB，安装需要 %d MB；请腾出空间后重试",
                "disk full: %s has %d MB left, the set-up needs %d MB; make room and run again",
            )
            % (ROOT, free, NEEDED_MB[kind])
        )


def make_environment():
    """Make ``.venv``; falls back to virtualenv where Debian's venv comes without pip."""
    if os.access(PYTHON, os.X_OK) and run([PYTHON, "-m", "pip", "--version"], quiet=True):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    ways = ([sys.executable, "-m", "venv", VENV], [sys.executable, "-m", "virtualenv", "-q", VENV])
    for way in ways:
        if run(way, quiet=True) and run([PYTHON, "-m", "pip", "--version"], quiet=True):
            return
        shutil.rmtree(VENV, ignore_errors=True)
    leave(
        say(
            "无法建立虚拟环境：请由管理员执行 apt-get install python3-venv 后重试",
            "cannot make a virtual environment: have an administrator run"
            " apt-get install python3-venv, then run again",
        )
    )


def install(kind):
    """Install the lock with its hashes, then this project itself, offline."""
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    lock = os.path.join(ROOT, "requirements", "%s.txt" % kind)  # noqa: UP031
    show(
        say(
            "正在下载并安装依赖（首次约需一两分钟）……",
            "installing requirements (a minute or two)...",
        )
    )
    quiet = [] if sys.stdout.isatty() else ["--quiet", "--quiet"]
    arguments = ["install", *quiet, "--no-deps", "--require-hashes", "-r", lock]
    if not run(pip + arguments):
        check_disk(kind)
        leave(
            say(
                "依赖安装失败（原因见上）：请检查网络或软件源后重试，已下载的部分会保留",
                "installing the requirements failed (reason above): check the network or the"
                " package index and run again; what was downloaded is kept",
            )
        )
    own = ["install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "-e", ROOT]
    if not run(pip + own):
        leave(say("安装本系统失败，原因见上", "installing mingtang itself failed, reason above"))


def run(command, quiet=False):
    """True when ``command`` succeeds."""
    sink = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.call(command, stdout=sink, stderr=sink) == 0  # noqa: S603
    except OSError:
        return False


def main(kind):
    """Set up the requirements of ``kind``, run or test."""
    if kind not in NEEDED_MB:
        leave("usage: bootstrap.py [run|test]")
    switch_to_new_enough_python()
    if is_ready(kind):
        return
    check_disk(kind)
    for name in NEEDED_MB:  # whatever stood there is no longer whole
        if os.path.exists(stamp(name)):
            os.unlink(stamp(name))
    show(say("正在准备运行环境 .venv ……", "preparing .venv ..."))
    make_environment()
    install(kind)
    with open(stamp(kind), "w") as handle:
        handle.write(fingerprint(kind))


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "run")
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        leave(say("设置失败：%s", "set-up failed: %s") % error)
