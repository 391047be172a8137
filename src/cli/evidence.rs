//! `westlake evidence`: every fact's evidence, compared with the sources.

use super::args::{EvidenceArgs, PlainFormat};
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::evidence::check_evidence;
use crate::explore::evidence_text;

pub fn run(args: &EvidenceArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.data, terminal)?;
    let snapshot = database.snapshot();
    let sources = data::sources(&args.source, &snapshot, database.prefixes())?;
    let namer = data::namer(&args.data, &database);
    let report = check_evidence(&snapshot, &sources, &|id| namer.label(id));
    let mut output = terminal.output(args.output.output.as_deref())?;
    match args.format {
        PlainFormat::Json => output.json(&report)?,
        PlainFormat::Text => {
            output.text(&evidence_text(&report, args.require, database.prefixes()))?
        }
    }
    output.finish()?;
    let wrong = report.wrong().count();
    if wrong > 0 {
        return Err(CliError::Failed(format!(
            "{wrong} of {} spans do not fit their documents; the report marks them as wrong",
            report.spans.len()
        )));
    }
    let lacking = report.lacking_total();
    if args.require && lacking > 0 {
        return Err(CliError::Failed(format!(
            "{lacking} facts have neither evidence nor the status Editorial; the report marks them"
        )));
    }
    Ok(())
}
