# A Postgres of a script's own: in a temporary folder, reached by a socket alone, gone afterwards.

# Postgres refuses to run as root, so root runs it as the user nobody.
as_postgres_user() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups "$@")
  else
    "$@"
  fi
}

# Sets scratch_postgres (its folder) and scratch_database_url.
start_scratch_postgres() {
  if [ ! -x "$ATRIUM_POSTGRES_DIR/bin/postgres" ]; then
    echo "PostgreSQL is not in $ATRIUM_POSTGRES_DIR: run bin/setup, or set ATRIUM_POSTGRES_DIR." >&2
    return 1
  fi
  scratch_postgres=$(mktemp -d /tmp/atrium-postgres.XXXXXX)
  if [ "$(id -u)" = 0 ]; then chown nobody: "$scratch_postgres"; fi
  scratch_database_url="postgres://atrium@localhost/postgres?host=$scratch_postgres"
  as_postgres_user "$ATRIUM_POSTGRES_DIR/bin/initdb" -D "$scratch_postgres/data" -U atrium \
    --auth=trust --encoding=UTF8 --no-locale --no-sync >/dev/null
  as_postgres_user "$ATRIUM_POSTGRES_DIR/bin/pg_ctl" -D "$scratch_postgres/data" -l "$scratch_postgres/log" -s -w \
    -o "-k $scratch_postgres -c listen_addresses= -c fsync=off" start
}

stop_scratch_postgres() {
  [ -n "${scratch_postgres:-}" ] || return 0
  as_postgres_user "$ATRIUM_POSTGRES_DIR/bin/pg_ctl" -D "$scratch_postgres/data" -s -m immediate stop || true
  rm -rf "$scratch_postgres"
}

apply_migrations() { # database address
  local file
  for file in migrations/*.sql; do
    "$ATRIUM_POSTGRES_DIR/bin/psql" -X -q -1 -v ON_ERROR_STOP=1 -f "$file" "$1"
  done
}
