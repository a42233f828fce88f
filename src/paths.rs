//! Where the library, the sample, the config file and the reader's state live on this machine.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

/// Both name the folder of the library.
pub const LIBRARY_FLAG: &str = "--library";
pub const LIBRARY_VARIABLE: &str = "DATELINE_LIBRARY";
/// Names the config file.
pub const CONFIG_VARIABLE: &str = "DATELINE_CONFIG";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The config file; it need not exist.
    pub config: PathBuf,
    /// Folders, made when first written to.
    pub library: PathBuf,
    pub sample: PathBuf,
    pub state: PathBuf,
    /// The flag or variable that named the library; then the config file does not move it.
    pub library_given: Option<&'static str>,
    home: PathBuf,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathsError {
    #[error("no home folder is known; set HOME to the folder where your files live")]
    NoHome,
}

/// The platform's own folders.
struct Places {
    home: PathBuf,
    config: PathBuf,
    data: PathBuf,
    state: PathBuf,
}

/// `library_flag`, else the variable, else (see [`Paths::move_library`]) the config file, else the platform's place.
pub fn resolve(
    env: &dyn Fn(&str) -> Option<OsString>,
    library_flag: Option<&Path>,
) -> Result<Paths, PathsError> {
    let places = BaseDirs::new().zip(ProjectDirs::from("", "", "dateline")).map(|(base, project)| Places {
        home: base.home_dir().to_owned(),
        config: project.config_dir().to_owned(),
        data: project.data_dir().to_owned(),
        // Only Linux has a place of its own for state.
        state: project.state_dir().unwrap_or_else(|| project.data_local_dir()).to_owned(),
    });
    resolve_in(places, env, library_flag)
}

fn resolve_in(
    places: Option<Places>,
    env: &dyn Fn(&str) -> Option<OsString>,
    library_flag: Option<&Path>,
) -> Result<Paths, PathsError> {
    let places = places.ok_or(PathsError::NoHome)?;
    let given = |name| {
        env(name).filter(|value| !value.is_empty()).map(|value| expand(Path::new(&value), &places.home))
    };
    let by_flag = library_flag.map(|dir| (LIBRARY_FLAG, expand(dir, &places.home)));
    let library = by_flag.or_else(|| Some((LIBRARY_VARIABLE, given(LIBRARY_VARIABLE)?)));
    Ok(Paths {
        config: given(CONFIG_VARIABLE).unwrap_or_else(|| places.config.join("config.toml")),
        library_given: library.as_ref().map(|(name, _)| *name),
        library: library.map_or_else(|| places.data.join("library"), |(_, dir)| dir),
        sample: places.data.join("sample"),
        state: places.state,
        home: places.home,
    })
}

impl Paths {
    /// Takes the library's folder from the config file, unless a flag or a variable named one; empty changes nothing.
    pub fn move_library(&mut self, dir: &str) {
        if !dir.is_empty() && self.library_given.is_none() {
            self.library = self.expand(dir);
        }
    }

    /// A path of the config file: `~` is the home folder, and a relative path starts beside the config file.
    pub fn expand(&self, path: &str) -> PathBuf {
        let path = expand(Path::new(path), &self.home);
        self.config.parent().map_or_else(|| path.clone(), |folder| folder.join(&path))
    }

    /// A path that was typed, behind a flag or on the command line: `~` is the home folder, and a relative path starts
    /// in the working folder.
    pub fn typed(&self, path: &str) -> PathBuf {
        expand(Path::new(path), &self.home)
    }
}

/// `~` and `~/…`; another user's home stays as it is written.
fn expand(path: &Path, home: &Path) -> PathBuf {
    path.strip_prefix("~").map_or_else(|_| path.to_owned(), |rest| home.join(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        let [home, config, data, state] =
            ["/home/a", "/home/a/c", "/home/a/d", "/home/a/s"].map(PathBuf::from);
        Places { home, config, data, state }
    }

    fn paths(env: &[(&str, &str)], flag: Option<&str>) -> Paths {
        let look_up =
            |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value));
        resolve_in(Some(places()), &look_up, flag.map(Path::new)).unwrap()
    }

    #[test]
    fn the_sample_is_kept_apart_from_the_library() {
        let paths = paths(&[], None);
        assert_eq!(paths.config, Path::new("/home/a/c/config.toml"));
        assert_eq!(paths.library, Path::new("/home/a/d/library"));
        assert_eq!(paths.sample, Path::new("/home/a/d/sample"));
        assert_eq!(paths.state, Path::new("/home/a/s"));
    }

    #[test]
    fn the_flag_wins_over_the_variable_and_that_over_the_config() {
        let library = |env: &[(&str, &str)], flag, config| {
            let mut paths = paths(env, flag);
            paths.move_library(config);
            paths.library
        };
        let env = [(LIBRARY_VARIABLE, "/env")];
        assert_eq!(paths(&env, None).library_given, Some(LIBRARY_VARIABLE));
        assert_eq!(paths(&env, Some("flag")).library_given, Some(LIBRARY_FLAG));
        assert_eq!(library(&env, Some("flag"), "/config"), Path::new("flag"));
        assert_eq!(library(&env, None, "/config"), Path::new("/env"));
        assert_eq!(library(&[(LIBRARY_VARIABLE, "")], None, "~/news"), Path::new("/home/a/news"));
        assert_eq!(library(&[], None, ""), Path::new("/home/a/d/library"));
    }

    #[test]
    fn a_path_of_the_config_starts_beside_it_and_a_typed_one_in_the_working_folder() {
        let paths = paths(&[(CONFIG_VARIABLE, "~/etc/dateline.toml")], None);
        assert_eq!(paths.config, Path::new("/home/a/etc/dateline.toml"));
        assert_eq!(paths.expand("~"), Path::new("/home/a"));
        assert_eq!(paths.expand("my/theme.toml"), Path::new("/home/a/etc/my/theme.toml"));
        assert_eq!(paths.expand("/abs"), Path::new("/abs"));
        assert_eq!(paths.typed("~/my.toml"), Path::new("/home/a/my.toml"));
        assert_eq!(paths.typed("./my.toml"), Path::new("./my.toml"));
        assert_eq!(paths.expand("~other/x"), Path::new("/home/a/etc/~other/x"));
    }

    #[test]
    fn no_home_says_what_to_set() {
        let error = resolve_in(None, &|_| None, None).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no home folder is known; set HOME to the folder where your files live"
        );
    }
}
