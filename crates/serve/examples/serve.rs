//! Serves some files on a free port of this machine until its input ends, and prints where.
//!
//! `cargo run --release -p umbra-serve --example serve -- FILE...`

use std::error::Error;
use std::io::{self, Read};

use umbra_serve::{Options, Server};

fn main() -> Result<(), Box<dyn Error>> {
    let files = std::env::args_os().skip(1).map(Into::into).collect();
    let options = Options { files, port: 0, ..Options::default() };
    let told = &mut |taken: &umbra_serve::Taken| eprintln!("{}: {} entities", taken.dataset, taken.entities);
    let server = Server::open(options, told)?;
    println!("http://{}", server.address());
    let stop = || {
        // Whatever is typed says nothing; its end does.
        let _ = io::stdin().read_to_end(&mut Vec::new());
    };
    server.run(stop, |event| eprintln!("{event:?}"))?;
    Ok(())
}
