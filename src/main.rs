//! The command `westlake`; what it does is in [`westlake::cli`].

fn main() -> std::process::ExitCode {
    westlake::cli::run()
}
