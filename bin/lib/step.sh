# step "what it does" command...: says it, runs it, says how long it took.
step() {
  local title=$1 started=$SECONDS
  shift
  printf -- '-- %s\n' "$title"
  if "$@"; then
    printf -- '   %s: %d s\n' "$title" "$((SECONDS - started))"
  else
    local code=$?
    printf -- '   %s failed after %d s\n' "$title" "$((SECONDS - started))" >&2
    return "$code"
  fi
}
