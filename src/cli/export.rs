//! `westlake export`: the graph in a standard format.

use super::args::ExportArgs;
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::export::{ExportError, export_rdf};
use crate::format::Syntax;

pub fn run(args: &ExportArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.data, terminal)?;
    let view = database.view(data::view_spec(&args.status, &database)?);
    let syntax = Syntax::from(args.format);
    let mut output = terminal.output(args.output.output.as_deref())?;
    let summary = match export_rdf(&view, syntax, database.prefixes(), output.sink()) {
        Ok(summary) => summary,
        Err(ExportError::Io(error)) => return Err(output.failed(error)),
        Err(error) => return Err(CliError::Failed(error.to_string())),
    };
    output.finish()?;
    if let Some(note) = super::query::graph_note(syntax, &summary) {
        terminal.note(&note);
    }
    Ok(())
}
