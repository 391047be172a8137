//! `westlake evidence`: every fact's evidence, compared with the sources.

use super::args::EvidenceArgs;
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::evidence::check_evidence;
use crate::explore::{evidence_failure, evidence_text};

pub fn run(args: &EvidenceArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.data, terminal)?;
    let snapshot = database.snapshot();
    let sources = data::sources(&args.source, &snapshot, database.prefixes())?;
    let namer = data::namer(&args.data, &database);
    let report = check_evidence(&snapshot, &sources, &|id| namer.label(id));
    terminal.answer(&report, args.format, &args.output, |report| {
        evidence_text(report, args.require, database.prefixes())
    })?;
    match evidence_failure(&report, args.require, database.prefixes()) {
        Some(failure) => Err(CliError::Failed(failure)),
        None => {
            for file in sources.changed() {
                terminal.note(&format!(
                    "{file} has not the digest of the document that it was given for: only the spans were compared."
                ));
            }
            Ok(())
        }
    }
}
