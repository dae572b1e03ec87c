#!/bin/sh
# Finds a Python that is new enough and hands over to bootstrap.py (argument: run or test).
here=$(dirname "$0")
for python in python3 python3.11 python3.12 python3.13 python3.14; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        exec "$python" "$here/bootstrap.py" "$1"
    fi
done
# None is: any Python 3 there is says so itself, with the way out.
if python3 -c '' >/dev/null 2>&1; then
    exec python3 "$here/bootstrap.py" "$1"
fi
echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv" \
    "（需要 Python 3.11 或更高版本）" >&2
exit 4
