//! A small disk of its own for a test, where the test may make one.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Gone with the value.
pub struct Mounted(PathBuf);

impl Mounted {
    /// So many megabytes at `place`; none where mounting is not for us.
    pub fn new(place: &Path, megabytes: u32) -> Option<Mounted> {
        let size = format!("size={megabytes}m");
        run("mount", &["-t", "tmpfs", "-o", &size, "dateline-test"], place).then(|| Mounted(place.to_owned()))
    }

    pub fn read_only(&self) {
        assert!(run("mount", &["-o", "remount,ro"], &self.0));
    }

    pub fn writable(&self) {
        assert!(run("mount", &["-o", "remount,rw"], &self.0));
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // A file that is open yet keeps it: it goes once that is closed.
        run("umount", &["-l"], &self.0);
    }
}

fn run(program: &str, args: &[&str], place: &Path) -> bool {
    let mut command = Command::new(program);
    command.args(args).arg(place).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
