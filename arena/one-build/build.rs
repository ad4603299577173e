//! Only here so that Cargo builds the libraries that `Cargo.toml` names for build scripts.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}
