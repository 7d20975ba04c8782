# Packages of the system, where it is Debian or Ubuntu.
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

apt_install() {
  command -v apt-get >/dev/null || return 1
  local wanted=() name
  for name in "$@"; do dpkg -s "$name" >/dev/null 2>&1 || wanted+=("$name"); done
  [ ${#wanted[@]} = 0 ] && return 0
  as_root apt-get update -qq || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
}
