//! Where the suites' archive is, and its content as files.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// The path of the archive, if it isn't at the usual place.
const ARCHIVE_VARIABLE: &str = "WESTLAKE_RDF_TESTS";
/// With the value 1 it makes a missing archive a failure.
const REQUIRE_VARIABLE: &str = "WESTLAKE_REQUIRE_SHARED";

pub enum Found {
    /// The folder that holds the unpacked archive.
    Folder(PathBuf),
    /// There is no archive, and nobody requires it.
    Nothing(String),
}

/// Unpacks the archive below `target/`, unless a run before this one has.
///
/// # Panics
/// If the archive is required and missing, or can't be unpacked.
pub fn find_and_unpack() -> Found {
    let path = match std::env::var_os(ARCHIVE_VARIABLE) {
        Some(path) => PathBuf::from(path),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/rdf-tests.tar.xz"),
    };
    if !path.exists() {
        let message =
            format!("there is no {}; {ARCHIVE_VARIABLE} can name another place", path.display());
        let required = std::env::var_os(REQUIRE_VARIABLE).is_some_and(|value| value == "1");
        assert!(!required, "{message}; {REQUIRE_VARIABLE}=1 requires it");
        return Found::Nothing(message);
    }
    let packed = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Found::Folder(unpack(&packed))
}

/// The folder is named by the archive's digest, and gets its name when it is whole.
fn unpack(packed: &[u8]) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let digest = Sha256::digest(packed);
    let key: String = digest[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let folder = target.join(format!("rdf-tests-{key}"));
    if folder.exists() {
        return folder;
    }
    let mut tar = Vec::new();
    lzma_rs::xz_decompress(&mut &packed[..], &mut tar).expect("the archive is xz");
    let unfinished = tempfile::tempdir_in(target).expect("target/tmp can be written");
    tar::Archive::new(&tar[..]).unpack(unfinished.path()).expect("the archive is tar");
    // Another run may have been faster; its folder is as good.
    if let Err(error) = fs::rename(unfinished.keep(), &folder) {
        assert!(folder.exists(), "{}: {error}", folder.display());
    }
    folder
}
