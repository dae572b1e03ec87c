#!/bin/sh
# Locks what pyproject.toml asks for, with the hashes of every file of each release, so that one
# lock serves every processor. Names no package index: each machine uses its own.
set -eu
cd "$(dirname "$0")/.."
lock() {
    target=$1
    shift
    .venv/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
        --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
        --no-emit-options "$@" --output-file "$target" pyproject.toml requirements/build.in
}
lock requirements/run.txt
# The tests run on exactly the releases that are shipped.
cp requirements/run.txt requirements/test.txt
lock requirements/test.txt --extra dev
