#!/bin/sh
# make run: initialise, build the demo county where the data folder is new, serve.
# Arguments: data folder, port, scenario of the demo.
set -eu
mingtang=$(dirname "$0")/../.venv/bin/mingtang
"$mingtang" serve --data "$1" --port "$2" --check
if [ ! -e "$1/initialised.json" ] || [ -e "$1/demo.unfinished" ]; then
    # New, or a demo that was broken off; a folder with real data is never touched.
    "$mingtang" demo --data "$1" --scenario "$3"
else
    "$mingtang" init --data "$1"
fi
exec "$mingtang" serve --data "$1" --port "$2"
