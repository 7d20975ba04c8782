# step "what it does" command...: says it, runs it, says how long it took. The command runs outside
# any condition, so that `set -e` holds inside it: a step that fails ends the script.
step() {
  local title=$1 started=$SECONDS
  shift
  printf -- '-- %s\n' "$title"
  "$@"
  printf -- '   %s: %d s\n' "$title" "$((SECONDS - started))"
}
