#!/bin/sh
# Writes the lock files anew from the .in files: newest versions that serve Python 3.10 to 3.13.
# Needs uv. docopt is left out: num2words names it for its command line only, and it is no wheel.
set -eu
cd "$(dirname "$0")"
compile() {
    uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-header \
        --no-emit-package docopt "$@"
}
compile --upgrade run.in -o run.lock
compile --upgrade test.in -c run.lock -o test.lock
compile --upgrade lint.in -o lint.lock
compile --upgrade --no-deps addons.in -o addons.lock
