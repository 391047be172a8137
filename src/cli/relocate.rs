//! `westlake evidence --relocate`: the spans of a document in a changed copy of it.

use super::args::EvidenceArgs;
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::database::Database;
use crate::evidence::{Relocation, ViewSpec, relocate};
use crate::explore::{relocation_failure, relocation_text};
use crate::export::{ExportError, export_rdf};
use crate::format::{Compression, Syntax, syntax_of_path};
use std::path::Path;

pub fn run(args: &EvidenceArgs, terminal: &Terminal) -> Result<(), CliError> {
    let written = match args.write.as_deref() {
        Some(file) => Some((file, syntax(file)?)),
        None => None,
    };
    let database = data::load(&args.data, terminal)?;
    let snapshot = database.snapshot();
    let copies = args.source.iter().map(|text| data::source(text, database.prefixes()));
    let copies = copies.collect::<Result<Vec<_>, CliError>>()?;
    let namer = data::namer(&args.data, &database);
    let relocation = relocate(&snapshot, copies, &|id| namer.label(id), &terminal.limits())?;
    let failure = relocation_failure(&relocation).filter(|_| args.require);
    if failure.is_none()
        && let Some((file, syntax)) = written
    {
        write(&relocation, &database, file, syntax, terminal)?;
    }
    terminal.answer(&relocation, args.format, &args.output, |relocation| {
        relocation_text(relocation, database.prefixes())
    })?;
    failure.map_or(Ok(()), |failure| Err(CliError::Failed(failure)))
}

/// The syntax that the file's name says, if a graph in it can be read back as it was.
fn syntax(file: &Path) -> Result<Syntax, CliError> {
    match syntax_of_path(file) {
        Some((syntax, Compression::None)) if syntax.holds_triple_terms() => Ok(syntax),
        _ => Err(CliError::Usage(format!(
            "--write {}: the file's name must end in .ttl, .trig, .nt, .nq or .rdf",
            file.display()
        ))),
    }
}

fn write(
    relocation: &Relocation,
    database: &Database,
    file: &Path,
    syntax: Syntax,
    terminal: &Terminal,
) -> Result<(), CliError> {
    relocation.write_to(database.store())?;
    let mut output = terminal.output(Some(file))?;
    let view = database.view(ViewSpec::Asserted);
    let written = export_rdf(&view, syntax, database.prefixes(), output.sink());
    written.map_err(|error| match error {
        ExportError::Io(error) => output.failed(error),
        error => CliError::Failed(format!("--write {}: {error}", file.display())),
    })?;
    output.finish()?;
    let counts = relocation.counts();
    let missing = counts.spans - counts.found;
    if missing > 0 {
        let file = file.display();
        terminal.note(&format!(
            "{file} has the new places of the spans that were found again; {missing} of {} stand in it as they were.",
            counts.spans
        ));
    }
    Ok(())
}
