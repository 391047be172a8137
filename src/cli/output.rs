//! Where answers and messages go: standard output or a file, standard error; colours where a person looks.

use super::args::{ColorWhen, OutputArgs, PlainFormat};
use super::error::CliError;
use super::replacement::Replacement;
use super::timeout::Clock;
use crate::explore::{Style, Text};
use crate::format::{escape_controls, write_json};
use crate::model::Limits;
use anstream::{AutoStream, ColorChoice};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

/// What the process is connected to, and what the user asked for.
pub struct Terminal {
    choice: ColorChoice,
    quiet: bool,
    clock: Clock,
}

impl Terminal {
    pub fn new(when: ColorWhen, quiet: bool, clock: Clock) -> Self {
        Self { choice: color_choice(when), quiet, clock }
    }

    /// The data is loaded: from now on the time of `--timeout` counts.
    pub fn start_clock(&self) {
        self.clock.start();
    }

    /// What the work may cost.
    pub fn limits(&self) -> Limits {
        self.clock.limits()
    }

    /// A remark on standard error, piped or not, unless `--quiet`.
    pub fn note(&self, note: &str) {
        if !self.quiet {
            self.to_stderr(&format!("{DIM}{note}{DIM:#}\n"));
        }
    }

    /// What nobody can find out later, on standard error: `--quiet` doesn't hide it.
    #[cfg(feature = "server")]
    pub fn tell(&self, text: &str) {
        self.to_stderr(&format!("{text}\n"));
    }

    /// Whether remarks are left out.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// A remark for a person at a terminal only.
    pub fn note_on_terminal(&self, note: &str) {
        if io::stderr().is_terminal() {
            self.note(note);
        }
    }

    /// Whether progress may be drawn.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    fn to_stderr(&self, text: &str) {
        to_stderr(self.choice, text);
    }

    /// Prints an answer in JSON, or as the text that `text` makes of it.
    pub fn answer<A: serde::Serialize>(
        &self,
        answer: &A,
        format: PlainFormat,
        output: &OutputArgs,
        text: impl FnOnce(&A) -> Text,
    ) -> Result<(), CliError> {
        let mut output = self.output(output.output.as_deref())?;
        match format {
            PlainFormat::Json => output.json(answer)?,
            PlainFormat::Text => output.text(&text(answer))?,
        }
        output.finish()
    }

    /// The output of a verb: the file, or standard output.
    pub fn output(&self, file: Option<&Path>) -> Result<Output, CliError> {
        match file {
            Some(path) if path != Path::new("-") => Output::file(path, self.choice),
            _ => Ok(Output::stdout(self.choice)),
        }
    }
}

fn color_choice(when: ColorWhen) -> ColorChoice {
    match when {
        ColorWhen::Auto => ColorChoice::Auto,
        ColorWhen::Always => ColorChoice::Always,
        ColorWhen::Never => ColorChoice::Never,
    }
}

/// Prints an error; what it quotes of the data can do nothing to the terminal.
pub fn print_error(when: ColorWhen, error: &str) {
    let lines: Vec<_> = error.split('\n').map(escape_controls).collect();
    to_stderr(color_choice(when), &format!("{BAD}error:{BAD:#} {}\n", lines.join("\n")));
}

fn to_stderr(choice: ColorChoice, text: &str) {
    // Where standard error is gone there is nobody to tell.
    let _ = AutoStream::new(io::stderr().lock(), choice).write_all(text.as_bytes());
}

const DIM: anstyle::Style = anstyle::Style::new().dimmed();
const BAD: anstyle::Style = color(anstyle::AnsiColor::Red).bold();

const fn color(color: anstyle::AnsiColor) -> anstyle::Style {
    anstyle::Style::new().fg_color(Some(anstyle::Color::Ansi(color)))
}

fn ansi(style: Style) -> anstyle::Style {
    match style {
        Style::Plain => anstyle::Style::new(),
        Style::Title => anstyle::Style::new().bold().underline(),
        Style::Heading => color(anstyle::AnsiColor::Cyan),
        Style::Dim => DIM,
        Style::Good => color(anstyle::AnsiColor::Green),
        Style::Open => color(anstyle::AnsiColor::Yellow),
        Style::Bad => BAD,
        Style::Quote => anstyle::Style::new().italic(),
    }
}

/// Where an answer goes. Nothing of a file is replaced before [`finish`](Self::finish).
pub struct Output {
    sink: Lines<BufWriter<Box<dyn Write>>>,
    /// The file's name, for messages.
    name: String,
    colored: bool,
    width: Option<usize>,
    replaces: Option<Replacement>,
}

impl Output {
    fn stdout(choice: ColorChoice) -> Self {
        let stdout = io::stdout();
        let columns = std::env::var("COLUMNS").ok();
        let own_width = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = table_width(stdout.is_terminal(), columns.as_deref(), own_width);
        let colored = match choice {
            ColorChoice::Auto => AutoStream::choice(&stdout) != ColorChoice::Never,
            choice => choice != ColorChoice::Never,
        };
        let name = "standard output".to_owned();
        let sink = Lines::new(BufWriter::new(Box::new(stdout) as Box<dyn Write>));
        Self { sink, name, colored, width, replaces: None }
    }

    fn file(path: &Path, choice: ColorChoice) -> Result<Self, CliError> {
        let name = path.display().to_string();
        let failed = |source| CliError::Output { file: name.clone(), source };
        // A pipe or a device can't be replaced, only written to.
        let is_special = path.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir());
        let (sink, replaces) = if is_special {
            (File::options().write(true).open(path).map_err(failed)?, None)
        } else {
            if path.is_dir() {
                return Err(failed(io::ErrorKind::IsADirectory.into()));
            }
            let (replacement, file) = Replacement::begin(path).map_err(failed)?;
            (file, Some(replacement))
        };
        let colored = choice == ColorChoice::Always;
        let sink = Lines::new(BufWriter::new(Box::new(sink) as Box<dyn Write>));
        Ok(Self { sink, name, colored, width: None, replaces })
    }

    /// Columns of the terminal; `None` if the output is none.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    pub fn is_colored(&self) -> bool {
        self.colored
    }

    /// Writes text, with colours where they are wanted.
    pub fn text(&mut self, text: &Text) -> Result<(), CliError> {
        for (style, piece) in text.pieces() {
            let style = ansi(style);
            if self.colored && style != anstyle::Style::new() {
                self.write(&format!("{style}{piece}{style:#}"))?;
            } else {
                self.write(piece)?;
            }
        }
        Ok(())
    }

    pub fn write(&mut self, text: &str) -> Result<(), CliError> {
        self.sink.write_all(text.as_bytes()).map_err(|error| self.failed(error))
    }

    pub fn json(&mut self, answer: &impl serde::Serialize) -> Result<(), CliError> {
        write_json(&mut self.sink, answer).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => {
                CliError::Failed(format!("the answer is no JSON: {error}"))
            }
            _ => self.failed(error),
        })
    }

    /// The bytes' sink, for the library's writers.
    pub fn sink(&mut self) -> &mut dyn Write {
        &mut self.sink
    }

    /// What an error of the sink means.
    pub fn failed(&self, source: io::Error) -> CliError {
        if source.kind() == io::ErrorKind::BrokenPipe {
            CliError::ClosedPipe
        } else {
            CliError::Output { file: self.name.clone(), source }
        }
    }

    /// Hands over what was written, and puts a file in its place. The last line of an answer is ended in every format.
    pub fn finish(mut self) -> Result<(), CliError> {
        Clock::answered();
        self.sink
            .end_line()
            .and_then(|()| self.sink.flush())
            .map_err(|error| self.failed(error))?;
        if let Some(replacement) = self.replaces.take() {
            replacement.finish().map_err(|error| self.failed(error))?;
        }
        Ok(())
    }
}

/// How wide a table may be. In a pipe it is never cut, whatever COLUMNS says: shells set it, and a cell that a script
/// reads must be whole.
fn table_width(
    is_terminal: bool,
    columns: Option<&str>,
    own_width: impl FnOnce() -> Option<usize>,
) -> Option<usize> {
    if !is_terminal {
        return None;
    }
    let asked = columns.and_then(|columns| columns.trim().parse().ok());
    asked.filter(|&columns| columns > 0).or_else(own_width)
}

/// A writer that knows whether its last line is ended.
struct Lines<W> {
    inner: W,
    line_is_open: bool,
}

impl<W: Write> Lines<W> {
    fn new(inner: W) -> Self {
        Self { inner, line_is_open: false }
    }

    fn end_line(&mut self) -> io::Result<()> {
        if self.line_is_open { self.write_all(b"\n") } else { Ok(()) }
    }
}

impl<W: Write> Write for Lines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        if let Some(&last) = bytes[..written].last() {
            self.line_is_open = last != b'\n';
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_beats_the_terminal_and_a_pipe_has_no_width() {
        for (is_terminal, columns, width) in [
            (true, Some("60"), Some(60)),
            (true, Some(" 200 "), Some(200)),
            (true, None, Some(80)),
            (true, Some(""), Some(80)),
            (true, Some("0"), Some(80)),
            (true, Some("-5"), Some(80)),
            (true, Some("wide"), Some(80)),
            (false, Some("60"), None),
            (false, None, None),
        ] {
            assert_eq!(table_width(is_terminal, columns, || Some(80)), width, "{columns:?}");
        }
        assert_eq!(table_width(true, None, || None), None);
    }
}
