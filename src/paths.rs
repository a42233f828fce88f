//! Where things are kept on this machine. (Stand-in: the real one replaces this file whole.)

use std::path::PathBuf;

/// The default places; nothing is created by asking for them.
#[derive(Debug, Clone)]
pub struct Paths {
    /// The reader's own library, a directory.
    pub library: PathBuf,
    /// The sample library, a directory apart from it.
    pub sample: PathBuf,
    /// `config.toml`.
    pub config: PathBuf,
}

impl Paths {
    /// `None` where there is no home.
    pub fn find() -> Option<Paths> {
        let dirs = directories::ProjectDirs::from("", "", "dateline")?;
        Some(Paths {
            library: dirs.data_dir().join("library"),
            sample: dirs.data_dir().join("sample"),
            config: dirs.config_dir().join("config.toml"),
        })
    }
}
