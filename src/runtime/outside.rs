//! What leaves the program: a link to the browser, text to the clipboard. Never through a shell.

use std::io::Write;
use std::process::{Command, Stdio};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use url::Url;

/// Terminals drop longer OSC 52 texts.
const OSC_52_MOST: usize = 74_000;

/// Opens a link with `program` (an argument vector; empty: the system's own). Only http and https, and written in plain
/// letters alone, as they go over the network: a name in letters that look like others shows itself so.
pub fn open_link(url: &str, program: &[String]) -> Result<String, String> {
    let odd = url.chars().any(|c| c.is_whitespace() || c.is_control());
    let web = Url::parse(url).ok().filter(|url| !odd && matches!(url.scheme(), "http" | "https"));
    let Some(url) = web else {
        return Err("this link is not opened: only http and https addresses are".to_owned());
    };
    let system = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let (name, arguments) =
        program.split_first().map_or((system, &[][..]), |(name, rest)| (name.as_str(), rest));
    let child = Command::new(name)
        .args(arguments)
        .arg(url.as_str())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match child {
        Ok(mut child) => {
            // Waited for, so that it leaves no zombie behind.
            std::thread::spawn(move || child.wait());
            Ok(format!("opened {url}"))
        }
        Err(error) => Err(format!("{name}: {error}: set browser.command in the settings")),
    }
}

/// The clipboard: the desktop's own, else the terminal's (OSC 52), which also reaches back over ssh.
#[derive(Default)]
pub struct Clipboard {
    /// Kept, since on X11 the text goes with its owner.
    desktop: Option<arboard::Clipboard>,
}

impl Clipboard {
    pub fn copy(&mut self, text: &str, remote: bool) -> Result<(), String> {
        if !remote && self.desktop.is_none() {
            self.desktop = arboard::Clipboard::new().ok();
        }
        if let Some(desktop) = &mut self.desktop
            && desktop.set_text(text).is_ok()
        {
            return Ok(());
        }
        if text.len() > OSC_52_MOST {
            return Err("too long for the terminal's clipboard: export it with e".to_owned());
        }
        let mut out = std::io::stdout().lock();
        write!(out, "\x1b]52;c;{}\x07", BASE64_STANDARD.encode(text))
            .and_then(|()| out.flush())
            .map_err(|error| format!("the clipboard: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_opened() {
        for url in
            ["javascript:alert(1)", "file:///etc/passwd", "-x", "", "https://a b", "http://a\nb", "ftp://x"]
        {
            assert!(open_link(url, &["true".to_owned()]).is_err(), "{url}");
        }
    }

    /// The browser of this test writes down what it is given, a line each, into a pipe that the test reads.
    #[cfg(unix)]
    #[test]
    fn a_link_is_one_argument_whatever_stands_in_it() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let (pipe, browser) = (home.path().join("pipe"), home.path().join("browser"));
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        std::fs::write(&browser, format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}'\n", pipe.display()))
            .unwrap();
        std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o700)).unwrap();
        let program = [browser.display().to_string(), "--new window".to_owned()];
        for (url, sent) in [
            (
                "https://holm.example/$(touch${IFS}ran);`touch`|&'?a=%20-x#--y",
                "https://holm.example/$(touch$%7BIFS%7Dran);%60touch%60|&'?a=%20-x#--y",
            ),
            ("HTTP://lind.example/*?[a]~", "http://lind.example/*?[a]~"),
            (
                "https://h\u{43e}lm.example/\u{202e}gpj\u{e0041}",
                "https://xn--hlm-sed.example/%E2%80%AEgpj%F3%A0%81%81",
            ),
        ] {
            open_link(url, &program).unwrap();
            let given = std::fs::read_to_string(&pipe).unwrap();
            assert_eq!(given.lines().collect::<Vec<_>>(), ["--new window", sent]);
        }
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let answer = open_link("https://example.org/", &["no-such-browser-here".to_owned()]);
        assert!(answer.unwrap_err().starts_with("no-such-browser-here: "));
    }
}
