//! `westlake cite`: words of a source as evidence.

use super::args::{CiteArgs, CiteFormat};
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::database::Database;
use crate::evidence::{Citation, FactToCite, Status, parse_fact};
use crate::explore::Namer;
use crate::model::{NamedNode, Prefixes, Term};
use crate::names::resolve_entity;

pub fn run(args: &CiteArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.data, terminal)?;
    let snapshot = database.snapshot();
    let (document, source) = data::source(&args.source, database.prefixes())?;
    let citation = Citation::find(&snapshot, &source, document, &args.words, args.nth)?;
    let fact = fact(args, &database, &data::namer(&args.data, &database))?;
    let mut output = terminal.output(args.output.output.as_deref())?;
    match args.format {
        CiteFormat::Ttl => {
            let turtle = citation.turtle(fact.as_ref(), database.prefixes());
            if args.prefixes {
                output.write(&declarations(&turtle, database.prefixes()))?;
            }
            output.write(&turtle)?;
        }
        CiteFormat::Json => output.json(&citation.json(fact.as_ref(), database.prefixes()))?,
    }
    output.finish()?;
    if citation.known_span {
        terminal.note("The data holds this very span already; its name was taken from there.");
    }
    Ok(())
}

/// The prefixes that the Turtle's names begin with. No literal of it has a colon behind a blank but a label, whose words may
/// declare a prefix too many.
fn declarations(turtle: &str, prefixes: &Prefixes) -> String {
    let used = |name: &str| {
        turtle
            .split([' ', '\n', '^'])
            .any(|word| word.split_once(':').is_some_and(|(p, _)| p == name))
    };
    let declared = prefixes.iter().filter(|(name, _)| used(name));
    declared.map(|(name, namespace)| format!("@prefix {name}: <{namespace}> .\n")).collect()
}

fn fact(
    args: &CiteArgs,
    database: &Database,
    namer: &Namer,
) -> Result<Option<FactToCite>, CliError> {
    let (Some(fact), Some(status)) = (&args.fact, &args.status) else { return Ok(None) };
    let triple = parse_fact(fact, database.prefixes())?;
    let status = Status::resolve(status, database.prefixes())?;
    let said_by = args.said_by.as_ref().map(|name| speaker(name, database, namer)).transpose()?;
    let label = args.label.clone().unwrap_or_else(|| {
        let name = |term: &Term| namer.display_term(term);
        let sentence = format!(
            "{} {} {}",
            name(&triple.subject.clone().into()),
            name(&triple.predicate.clone().into()),
            name(&triple.object)
        );
        match &said_by {
            Some(speaker) => format!("{}: {sentence}", name(&speaker.clone().into())),
            None => sentence,
        }
    });
    Ok(Some(FactToCite { triple, status, said_by, label }))
}

/// An entity of the data, or an IRI or prefixed name that the data doesn't hold yet.
fn speaker(name: &str, database: &Database, namer: &Namer) -> Result<NamedNode, CliError> {
    let found = resolve_entity(name, namer.labels(), database.prefixes());
    match found.map(|id| database.snapshot().term(id)) {
        Ok(Some(Term::NamedNode(node))) => Ok(node),
        Ok(_) => Err(CliError::Failed(format!("the speaker \"{name}\" has no IRI"))),
        Err(error) => match data::iri_of(name, database.prefixes()) {
            Some(iri) => Ok(iri),
            None => Err(error.into()),
        },
    }
}
