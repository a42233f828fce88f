//! dateline: arguments → run → exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    dateline::cli::main()
}
