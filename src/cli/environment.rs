//! The variables of the environment that stand in for options which one sets once.

use super::args::Cli;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, CommandFactory, FromArgMatches};
use std::ffi::OsString;

/// Options by their long name, on every verb that has them. Which facts count is not among them: an answer that holds
/// claims should say so in the command.
const VARIABLES: [(&str, &str); 10] = [
    ("data", "WESTLAKE_DATA"),
    ("named-graph", "WESTLAKE_NAMED_GRAPH"),
    ("data-format", "WESTLAKE_DATA_FORMAT"),
    ("base", "WESTLAKE_BASE"),
    ("lang", "WESTLAKE_LANG"),
    ("source", "WESTLAKE_SOURCE"),
    ("wide", "WESTLAKE_WIDE"),
    ("color", "WESTLAKE_COLOR"),
    ("quiet", "WESTLAKE_QUIET"),
    ("timeout", "WESTLAKE_TIMEOUT"),
];

/// The command line with its variables.
pub fn command() -> Command {
    with_variables(Cli::command(), &|variable| std::env::var_os(variable))
}

/// The process's arguments, and for what they leave out the variables. Ends the process where they are wrong.
pub fn parse() -> Cli {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let matches = command().try_get_matches_from(&arguments);
    let cli = matches.and_then(|matches| {
        let variables = used_variables(&matches);
        Ok(Cli { variables, ..Cli::from_arg_matches(&matches)? })
    });
    cli.unwrap_or_else(|error| match of_variable(&error, &arguments) {
        Some(message) => {
            eprint!("{message}");
            std::process::exit(2)
        }
        None => error.exit(),
    })
}

/// The arguments alone are parsed; this one lets a variable stand in.
fn with_variables(command: Command, value_of: &impl Fn(&str) -> Option<OsString>) -> Command {
    let stand_in = |option: Arg| match variable_of(option.get_long()) {
        // An empty variable counts as none; what it would say is nothing.
        Some(variable) if value_of(variable).is_some_and(|value| value.is_empty()) => option,
        Some(variable) => option.env(variable).hide_env_values(true),
        None => option,
    };
    command.mut_args(stand_in).mut_subcommands(|verb| with_variables(verb, value_of))
}

fn variable_of(option: Option<&str>) -> Option<&'static str> {
    let option = option?;
    VARIABLES.iter().find(|(name, _)| *name == option).map(|(_, variable)| *variable)
}

/// The variables that stand in for options of a call.
fn used_variables(matches: &ArgMatches) -> Vec<&'static str> {
    let verb = matches.subcommand().map(|(_, matches)| matches);
    let is_used = |option: &str| {
        let id = option.replace('-', "_");
        let given = |matches: &ArgMatches| {
            matches.try_contains_id(&id).is_ok_and(|found| found)
                && matches.value_source(&id) == Some(ValueSource::EnvVariable)
        };
        given(matches) || verb.is_some_and(given)
    };
    let used = VARIABLES.into_iter().filter(|(option, _)| is_used(option));
    used.map(|(_, variable)| variable).collect()
}

/// The message of an error that a variable's value has made, and no argument.
fn of_variable(error: &clap::Error, arguments: &[OsString]) -> Option<String> {
    if !matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::ValueValidation) {
        return None;
    }
    let option = refused_option(error)?;
    let alone: Result<ArgMatches, _> = Cli::command().try_get_matches_from(arguments);
    if alone.is_err_and(|other| refused_option(&other).as_ref() == Some(&option)) {
        return None;
    }
    let long = option.strip_prefix("--")?.split([' ', '=']).next();
    let variable = variable_of(long)?;
    let message = error.render().to_string();
    Some(message.replacen(
        &format!(" for '{option}'"),
        &format!(" in {variable}, for '{option}'"),
        1,
    ))
}

fn refused_option(error: &clap::Error) -> Option<String> {
    match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(option)) => Some(option.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The options and variables of a command and its verbs.
    fn collect(command: &Command, found: &mut BTreeSet<(String, String)>) {
        for option in command.get_arguments() {
            if let (Some(long), Some(variable)) = (option.get_long(), option.get_env()) {
                found.insert((variable.to_string_lossy().into_owned(), format!("--{long}")));
            }
        }
        command.get_subcommands().for_each(|verb| collect(verb, found));
    }

    #[test]
    fn the_page_lists_every_variable_with_its_option() {
        let mut defined = BTreeSet::new();
        collect(&with_variables(Cli::command(), &|_| None), &mut defined);
        assert_eq!(defined.len(), VARIABLES.len(), "each variable stands in for an option");
        let page = include_str!("../../docs/environment.md");
        let rows = page.lines().filter_map(|line| line.strip_prefix("| `WESTLAKE_"));
        let listed = rows.map(|row| {
            let mut cells = row.split('|').map(|cell| cell.trim().trim_matches('`'));
            let (variable, option) = (cells.next(), cells.next());
            (
                format!("WESTLAKE_{}", variable.expect("a name")),
                option.expect("an option").to_owned(),
            )
        });
        assert_eq!(listed.collect::<BTreeSet<_>>(), defined);
    }

    #[test]
    fn an_empty_variable_is_none() {
        let mut defined = BTreeSet::new();
        collect(&with_variables(Cli::command(), &|_| Some(OsString::new())), &mut defined);
        assert_eq!(defined, BTreeSet::new());
    }
}
