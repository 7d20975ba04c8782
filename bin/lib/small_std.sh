# The program for the browser with its own build of Rust's standard library: made for size, with a
# panic that only stops, and without the texts of debug output and source lines. A browser's console
# shows where a panic was in a development build; a release has a quarter less to send.
# The flags are not stable, which RUSTC_BOOTSTRAP admits; it is set for this one compilation.

# https://doc.rust-lang.org/cargo/reference/unstable.html#build-std
small_std_arguments=(
  "--lib-cargo-args=-Zbuild-std=std,panic_abort"
  "--lib-cargo-args=-Zbuild-std-features=optimize_for_size"
)

has_std_source() { [ -f "$(rustc --print sysroot)/lib/rustlib/src/rust/library/std/Cargo.toml" ]; }

# True when the source is there or could be had.
small_std() {
  has_std_source && return 0
  if command -v rustup >/dev/null && timeout 120 rustup component add rust-src >/dev/null 2>&1; then
    has_std_source && return 0
  fi
  return 1
}

with_small_std() {
  RUSTC_BOOTSTRAP=1 \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--cfg=erase_components -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none" \
    "$@"
}
