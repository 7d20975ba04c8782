# The Rust toolchain. The usual way is rustup. Where it can download nothing, Debian's compiler takes
# its place, and the standard library for wasm32 is built from Debian's copy of the source.

# Neither question may make rustup download: that is the next step, with a time limit.
has_rust() {
  local minor
  minor=$(RUSTUP_AUTO_INSTALL=0 rustc --version 2>/dev/null | sed -nE 's/^rustc 1\.([0-9]+).*/\1/p')
  [ "${minor:-0}" -ge 96 ] && cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1
}
has_wasm_std() {
  local dir
  dir=$(RUSTUP_AUTO_INSTALL=0 rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null) &&
    ls "$dir"/libstd-*.rlib >/dev/null 2>&1
}

rust_toolchain() {
  if command -v rustup >/dev/null && rustup toolchain list | grep -q '^atrium'; then
    rustup override set atrium >/dev/null 2>&1
  fi
  if has_rust && has_wasm_std; then return 0; fi
  if command -v rustup >/dev/null && rust_from_rustup; then return 0; fi
  rust_from_debian
}

rust_from_rustup() {
  local channel
  channel=$(sed -nE 's/^channel = "(.*)"/\1/p' rust-toolchain.toml)
  timeout "${ATRIUM_RUSTUP_SECONDS:-300}" rustup toolchain install "$channel" --profile minimal -c clippy -c rustfmt \
    -t wasm32-unknown-unknown --no-self-update >/dev/null 2>&1
}

rust_from_debian() {
  apt_install rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web lld
  if command -v rustup >/dev/null; then
    rustup toolchain link atrium /usr
    rustup override set atrium >/dev/null 2>&1
    export RUSTUP_TOOLCHAIN=atrium
  fi
  link_rust_lld
  has_wasm_std || build_wasm_std
}

# Debian's own wasm linker is too old for this compiler's objects; a rustup toolchain carries a fitting one.
link_rust_lld() {
  local bin found
  bin="$(rustc --print sysroot)/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin"
  [ -x "$bin/rust-lld" ] && return 0
  found=$(find "${RUSTUP_HOME:-$HOME/.rustup}/toolchains" -path '*/bin/rust-lld' 2>/dev/null | sort | tail -n 1)
  if [ -z "$found" ]; then
    need "rust-lld, the linker for wasm32: any rustup toolchain carries one"
    return 1
  fi
  as_root mkdir -p "$bin"
  as_root ln -sf "$found" "$bin/rust-lld"
}

# Without the embedded bitcode, fat link-time optimisation refuses the library.
build_wasm_std() {
  local scratch libdir
  scratch=$(mktemp -d)
  mkdir "$scratch/src"
  : >"$scratch/src/lib.rs"
  printf '%s\n' '[package]' 'name = "empty"' 'version = "0.0.0"' 'edition = "2024"' \
    '[lib]' 'crate-type = ["cdylib"]' '[workspace]' >"$scratch/Cargo.toml"
  (
    cd "$scratch"
    RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR="$scratch/target" \
      cargo build -q --release -Zbuild-std=std,panic_abort,panic_unwind,proc_macro --target wasm32-unknown-unknown
  )
  libdir=$(rustc --print target-libdir --target wasm32-unknown-unknown)
  as_root mkdir -p "$libdir"
  as_root find "$scratch/target/wasm32-unknown-unknown/release/deps" -name '*.rlib' ! -name 'libempty*' -exec cp {} "$libdir/" \;
  rm -rf "$scratch"
}
