#!/bin/sh
# make run: initialise, build the demo county where the data folder is new, serve.
# Arguments: data folder, port, scenario of the demo.
set -eu
mingtang=$(dirname "$0")/../.venv/bin/mingtang
"$mingtang" serve --data "$1" --port "$2" --check
demo=no
# New, or a demo that was broken off; a folder with real data is never touched.
if [ ! -e "$1/initialised.json" ] || [ -e "$1/demo.unfinished" ]; then demo=yes; fi
"$mingtang" init --data "$1"
if [ "$demo" = yes ]; then
    "$mingtang" demo --data "$1" --scenario "$3"
fi
exec "$mingtang" serve --data "$1" --port "$2"
