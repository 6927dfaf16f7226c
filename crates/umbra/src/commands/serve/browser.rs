//! Opening the page in the user's browser.

use std::process::{Command, Stdio};

/// Asks the system to open an address. Where it can't, the address has been printed.
pub fn open(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let started = Command::new(program)
        .args(arguments)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if let Ok(mut opener) = started {
        // It ends by itself; somebody has to notice.
        std::thread::spawn(move || {
            let _ = opener.wait();
        });
    }
}
