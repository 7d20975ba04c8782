# What the scripts in bin/ share. Source it from the root of the checkout.

# As root, a place that the unprivileged user who runs Postgres can read; else the user's cache.
if [ "$(id -u)" = 0 ]; then
  : "${ATRIUM_CACHE:=/var/cache/atrium}"
else
  : "${ATRIUM_CACHE:=${XDG_CACHE_HOME:-$HOME/.cache}/atrium}"
fi
: "${CARGO_TARGET_DIR:=$ATRIUM_CACHE/target}"
ATRIUM_POSTGRES_VERSION=18.6.3
: "${ATRIUM_POSTGRES_DIR:=$ATRIUM_CACHE/postgres-$ATRIUM_POSTGRES_VERSION}"
export ATRIUM_CACHE CARGO_TARGET_DIR ATRIUM_POSTGRES_DIR

cargo_bin="${CARGO_HOME:-$HOME/.cargo}/bin"
ATRIUM_CALLERS_PATH=$PATH
export PATH="$cargo_bin:$PATH"

chromium_path() {
  local name
  for name in "${ATRIUM_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && command -v "$name" && return 0
  done
  return 1
}
