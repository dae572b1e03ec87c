#!/bin/sh
# make lint: every check runs, so that one run shows everything; fails when one failed.
cd "$(dirname "$0")/.."
failed=""
check() {
    name=$1
    shift
    echo "== $name =="
    "$@" || failed="$failed $name"
}
# Checks that load the settings must not make a data folder in the checkout.
MINGTANG_DATA_FOLDER=$(mktemp -d)
DJANGO_SETTINGS_MODULE=mingtang.config.settings
export MINGTANG_DATA_FOLDER DJANGO_SETTINGS_MODULE
trap 'rm -rf "$MINGTANG_DATA_FOLDER"' EXIT

templates=$(find src -name '*.html' | sort)
check ruff .venv/bin/ruff check .
check format .venv/bin/ruff format --check .
# shellcheck disable=SC2086  # one argument a file
[ -z "$templates" ] || check djhtml .venv/bin/djhtml --check --tabwidth 2 $templates
check mypy .venv/bin/mypy src
check layers .venv/bin/lint-imports
check migrations .venv/bin/python -m django makemigrations --check --dry-run
if [ -n "$failed" ]; then
    echo "failed:$failed" >&2
    exit 1
fi
