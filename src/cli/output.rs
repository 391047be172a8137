//! Where answers and messages go: standard output or a file, standard error; colours where a person looks.

use super::args::{ColorWhen, OutputArgs, PlainFormat};
use super::error::CliError;
use crate::explore::{Style, Text};
use crate::format::escape_controls;
use anstream::{AutoStream, ColorChoice};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// What the process is connected to, and what the user asked for.
pub struct Terminal {
    choice: ColorChoice,
    quiet: bool,
}

impl Terminal {
    pub fn new(when: ColorWhen, quiet: bool) -> Self {
        let choice = match when {
            ColorWhen::Auto => ColorChoice::Auto,
            ColorWhen::Always => ColorChoice::Always,
            ColorWhen::Never => ColorChoice::Never,
        };
        Self { choice, quiet }
    }

    /// A remark on standard error, piped or not, unless `--quiet`.
    pub fn note(&self, note: &str) {
        if !self.quiet {
            self.to_stderr(&format!("{DIM}{note}{DIM:#}\n"));
        }
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

    /// An error; what it quotes of the data can do nothing to the terminal.
    pub fn error(&self, error: &CliError) {
        let error = error.to_string();
        let lines: Vec<_> = error.split('\n').map(escape_controls).collect();
        self.to_stderr(&format!("{BAD}error:{BAD:#} {}\n", lines.join("\n")));
    }

    /// Whether progress may be drawn.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    fn to_stderr(&self, text: &str) {
        // Where standard error is gone there is nobody to tell.
        let _ = AutoStream::new(io::stderr().lock(), self.choice).write_all(text.as_bytes());
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

struct Replacement {
    temporary: PathBuf,
    path: PathBuf,
}

impl Drop for Replacement {
    fn drop(&mut self) {
        // Gone already after a rename; else what was written is of no use.
        let _ = std::fs::remove_file(&self.temporary);
    }
}

impl Output {
    fn stdout(choice: ColorChoice) -> Self {
        let stdout = io::stdout();
        let width = stdout
            .is_terminal()
            .then(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
            .flatten();
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
            // A link is followed; one that leads nowhere is replaced.
            let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
            let temporary = temporary_beside(&path);
            let file = File::create(&temporary).map_err(failed)?;
            let replacement = Replacement { temporary, path };
            if let Ok(before) = replacement.path.metadata() {
                file.set_permissions(before.permissions()).map_err(failed)?;
            }
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
        match serde_json::to_string_pretty(answer) {
            Ok(json) => self.write(&format!("{}\n", escape_json_controls(&json))),
            Err(error) => Err(CliError::Failed(format!("the answer is no JSON: {error}"))),
        }
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
        self.sink
            .end_line()
            .and_then(|()| self.sink.flush())
            .map_err(|error| self.failed(error))?;
        if let Some(replacement) = self.replaces.take() {
            std::fs::rename(&replacement.temporary, &replacement.path)
                .map_err(|error| self.failed(error))?;
        }
        Ok(())
    }
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

/// The same JSON with the control characters escaped that JSON allows in a string: DEL, and U+0080 to U+009F.
fn escape_json_controls(json: &str) -> String {
    json.chars().fold(String::with_capacity(json.len()), |mut text, c| {
        if c.is_control() && c != '\n' {
            text.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            text.push(c);
        }
        text
    })
}

fn temporary_beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}
