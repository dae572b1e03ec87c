#!/bin/sh
# make test: the whole suite on SQLite, browser tests included, then again on PostgreSQL without
# the browser tests, whose pages the first run has shown. Says plainly what it had to leave out.
set -u
cd "$(dirname "$0")/.."

chromium() {
    [ -n "${CHROMIUM:-}" ] && return 0
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}
chinese_font() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]
}

if ! chromium || ! chinese_font; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "installing Chromium and a Chinese font for the browser tests ..."
        {
            apt-get update -qq &&
                DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
                    chromium fonts-noto-cjk fontconfig
        } >/dev/null 2>&1 || echo "apt-get could not install them"
    fi
fi
left_out=""
chromium || left_out="the browser tests (no Chromium: apt-get install chromium)"
chinese_font || echo "no Chinese font: screenshots show boxes (apt-get install fonts-noto-cjk)"

workers=${TEST_WORKERS:-2}
echo "== SQLite =="
.venv/bin/pytest -q -n "$workers" --dist loadgroup --database=sqlite "$@"
sqlite=$?
echo "== PostgreSQL =="
.venv/bin/pytest -q -n "$workers" --dist loadgroup --database=postgres \
    --ignore=tests/browser "$@"
postgres=$?
[ -z "$left_out" ] || echo "LEFT OUT: $left_out"
if [ "$sqlite" -ne 0 ] || [ "$postgres" -ne 0 ]; then
    echo "tests failed (SQLite: $sqlite, PostgreSQL: $postgres)" >&2
    exit 1
fi
