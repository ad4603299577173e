//! Files that pages refer to. Their path holds a hash of their bytes, so that a browser may keep them for ever and still
//! gets the new one after an update.

use std::sync::LazyLock;

/// A file that pages refer to.
#[derive(Debug)]
pub struct Asset {
    /// Where it is served.
    pub path: String,
    /// What it is.
    pub media_type: &'static str,
    /// Its bytes.
    pub body: &'static str,
}

/// For how long a browser may keep a file: a year, the most that is customary, since another file has another path.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// Hexadecimal digits of the hash in a path: enough that two versions never meet.
const HASH_DIGITS: usize = 12;

/// How every page looks.
pub static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("style", "css", "text/css; charset=utf-8", include_str!("style.css")));

/// The sign in a browser's tab.
pub static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("icon", "svg", "image/svg+xml", include_str!("icon.svg")));

/// Plays a match on a page.
pub static BOARD: LazyLock<Asset> = LazyLock::new(|| Asset::script("board", include_str!("board.js")));

/// Follows what happens on the server.
pub static LIVE: LazyLock<Asset> = LazyLock::new(|| Asset::script("live", include_str!("live.js")));

/// Tells of a file that is too large before it is sent.
pub static UPLOAD: LazyLock<Asset> = LazyLock::new(|| Asset::script("upload", include_str!("upload.js")));

/// Copies commands.
pub static COPY: LazyLock<Asset> = LazyLock::new(|| Asset::script("copy", include_str!("copy.js")));

impl Asset {
    fn new(name: &str, ending: &str, media_type: &'static str, body: &'static str) -> Asset {
        let hash = blake3::hash(body.as_bytes()).to_hex();
        let path = format!("/static/{name}.{}.{ending}", &hash[..HASH_DIGITS]);
        Asset { path, media_type, body }
    }

    fn script(name: &str, body: &'static str) -> Asset {
        Asset::new(name, "js", "text/javascript; charset=utf-8", body)
    }
}

/// All files.
pub fn all() -> [&'static Asset; 6] {
    [&STYLE, &ICON, &BOARD, &LIVE, &UPLOAD, &COPY]
}

/// The file at a path.
pub fn find(path: &str) -> Option<&'static Asset> {
    all().into_iter().find(|asset| asset.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_found_at_its_own_path_only() {
        for asset in all() {
            assert_eq!(find(&asset.path).map(|found| found.body), Some(asset.body));
        }
        assert!(find("/static/style.000000000000.css").is_none());
        assert!(find("/static/../Cargo.toml").is_none());
    }
}
