//! Texts that are well-formed and mean nothing: variables that aren't there, or are there already.

use super::{Mistake, Refused, brackets};
use crate::model::{NamedNode, line_and_column_after};
use crate::sparql::scan::grammar::AGGREGATES;
use crate::sparql::scan::token::{Kind, Language, Sign, Source};

/// How long a text may be, in tokens, to be looked through: it takes a time that grows with the square of it.
const TOKENS_MAX: usize = 20_000;

/// The parser doesn't always say what it misses, so each reason for which it refuses a well-formed text is looked for.
pub(super) fn explain(refused: &Refused<'_>) -> Option<Mistake> {
    let text = refused.source;
    if text.tokens.len() > TOKENS_MAX {
        return None;
    }
    if refused.refusal.contains("Reifiers are not allowed on property paths") {
        return text.reifier_of_path();
    }
    text.invalid_iri(refused.has_base)
        .or_else(|| text.invalid_escape())
        .or_else(|| text.shared_blank_node())
        .or_else(|| text.long_number())
        .or_else(|| text.uneven_row())
        .or_else(|| text.bound_twice())
        .or_else(|| text.selected())
}

impl<'t> Source<'t> {
    fn is_variable(self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Variable)
    }

    /// A variable's name, without `?` or `$`.
    fn name(self, at: usize) -> &'t str {
        self.letters(at).get(1..).unwrap_or_default()
    }

    fn wrong(self, at: usize, message: impl Into<String>, help: impl Into<String>) -> Mistake {
        self.mistake(at..at + 1, message, help)
    }

    fn indices(self) -> std::ops::Range<usize> {
        0..self.tokens.len()
    }

    /// `?x :p/:q ?y ~ ?r`
    fn reifier_of_path(self) -> Option<Mistake> {
        let is_annotation =
            |at: &usize| self.is_sign(*at, Sign::Tilde) || self.is_sign(*at, Sign::OpenAnnotation);
        let at = self.indices().find(is_annotation)?;
        Some(self.wrong(
            at,
            "only a triple has a reifier, and a path is none",
            "write each step as a triple of its own",
        ))
    }

    fn invalid_iri(self, has_base: bool) -> Option<Mistake> {
        let declares_base = self.indices().any(|at| self.is_word(at, &["BASE"]));
        let at = self.indices().find(|&at| {
            let is_iri = self.tokens[at].kind == Kind::Iri;
            is_iri && NamedNode::new(self.letters(at).trim_matches(['<', '>'])).is_err()
        })?;
        let iri = self.letters(at).trim_matches(['<', '>']);
        Some(if has_base || declares_base || iri.contains(':') {
            self.wrong(at, "this is no valid IRI", "an IRI looks like <http://example.com/name>")
        } else {
            self.wrong(
                at,
                "this IRI is relative, and nothing says to what",
                match self.language {
                    Language::Query => {
                        "write it in full, or say BASE <http://…> before the query, or --base"
                    }
                    Language::Update => {
                        "write it in full, or say BASE <http://…> before the update"
                    }
                },
            )
        })
    }

    /// `_:b` in two groups: each group has blank nodes of its own (SPARQL 1.2 §4.1.4).
    fn shared_blank_node(self) -> Option<Mistake> {
        let mut seen: Vec<(&str, Option<usize>)> = Vec::new();
        for at in self.indices().filter(|&at| self.tokens[at].kind == Kind::BlankNode) {
            let open = brackets::open_before(self.tokens, at);
            let is_template = open.first().is_some_and(|&open| {
                open > 0 && self.is_word(open - 1, &["DATA", "INSERT", "DELETE"])
            });
            if is_template {
                continue;
            }
            let group = open.into_iter().rfind(|&open| self.is_sign(open, Sign::OpenBrace));
            let label = self.letters(at);
            match seen.iter().find(|(other, _)| *other == label) {
                Some((_, other)) if *other != group => {
                    return Some(self.wrong(
                        at,
                        format!(
                            "{label} stands in another group already, and means only one node there"
                        ),
                        format!("a variable is shared between groups: write ?{}", &label[2..]),
                    ));
                }
                Some(_) => {}
                None => seen.push((label, group)),
            }
        }
        None
    }

    /// `LIMIT 99999999999999999999`
    fn long_number(self) -> Option<Mistake> {
        let at = self.indices().skip(1).find(|&at| {
            let is_count = self.is_word(at - 1, &["LIMIT"]) || self.is_word(at - 1, &["OFFSET"]);
            is_count && self.letters(at).parse::<usize>().is_err()
        })?;
        let help = format!("the largest is {}", usize::MAX);
        Some(self.wrong(at, "this number is too large", help))
    }

    fn uneven_row(self) -> Option<Mistake> {
        for values in self.indices().filter(|&at| self.is_word(at, &["VALUES"])) {
            if !self.is_sign(values + 1, Sign::OpenParenthesis) {
                continue;
            }
            let close = brackets::closing_of(self.tokens, values + 1)?;
            let count = close - values - 2;
            let end = brackets::closing_of(self.tokens, close + 1)?;
            let mut row = close + 2;
            while row < end {
                let row_end = brackets::closing_of(self.tokens, row)?;
                let found = self.values_in(row + 1, row_end);
                if found != count {
                    let bytes = self.tokens[row].start..self.tokens[row_end].end;
                    let message = format!(
                        "this row has {}, for {}",
                        counted(found, "value"),
                        counted(count, "variable")
                    );
                    let help = "write UNDEF for a value that isn't given".to_owned();
                    return Some(Mistake::new(self.text, bytes, message, Some(help)));
                }
                row = row_end + 1;
            }
        }
        None
    }

    /// How many terms stand between two tokens.
    fn values_in(self, start: usize, end: usize) -> usize {
        let (mut count, mut at) = (0, start);
        while at < end {
            count += 1;
            if self.is_sign(at, Sign::OpenTripleTerm) {
                at = brackets::closing_of(self.tokens, at).unwrap_or(end);
            } else if self.is_sign(at, Sign::Plus) || self.is_sign(at, Sign::Minus) {
                at += 1;
            } else if self.is_sign(at + 1, Sign::Datatype) {
                at += 2;
            } else if self.tokens[at + 1].kind == Kind::LanguageTag {
                at += 1;
            }
            at += 1;
        }
        count
    }

    fn bound_twice(self) -> Option<Mistake> {
        let binds = self.indices().filter(|&at| self.is_word(at, &["BIND"]));
        for bind in binds {
            let close = brackets::closing_of(self.tokens, bind + 1)?;
            let target = close - 1;
            let group = *brackets::open_before(self.tokens, bind).last()?;
            let earlier = (group..bind)
                .find(|&at| self.is_variable(at) && self.name(at) == self.name(target));
            if let Some(earlier) = earlier {
                let (line, _) = line_and_column_after(&self.text[..self.tokens[earlier].start]);
                return Some(self.wrong(
                    target,
                    format!("{} has a value already, from line {line}", self.letters(target)),
                    "BIND gives a value to a new variable; to compare, write FILTER(?a = ?b)",
                ));
            }
        }
        None
    }

    fn invalid_escape(self) -> Option<Mistake> {
        for token in self.tokens.iter().filter(|token| token.kind == Kind::String) {
            let letters = &self.text[token.start..token.end];
            let mut characters = letters.char_indices();
            while let Some((at, c)) = characters.next() {
                if c != '\\' {
                    continue;
                }
                let (_, escaped) = characters.next()?;
                if !"tbnrf\"'\\uU".contains(escaped) {
                    let start = token.start + at;
                    return Some(Mistake::new(
                        self.text,
                        start..start + 1 + escaped.len_utf8(),
                        format!("\\{escaped} stands for no character"),
                        Some(format!("a backslash is written \\\\: write \\\\{escaped}")),
                    ));
                }
            }
        }
        None
    }

    fn is_aggregate(self, at: usize) -> bool {
        self.is_word(at, &AGGREGATES) && self.is_sign(at + 1, Sign::OpenParenthesis)
    }

    /// What is wrong with what a SELECT asks for.
    fn selected(self) -> Option<Mistake> {
        self.indices().filter(|&at| self.is_word(at, &["SELECT"])).find_map(|at| {
            let select = Select::read(self, at)?;
            select
                .star_with_groups()
                .or_else(|| select.twice())
                .or_else(|| select.taken())
                .or_else(|| select.ungrouped())
        })
    }
}

/// A SELECT, as far as its variables go.
struct Select<'t> {
    text: Source<'t>,
    /// The tokens between SELECT and the pattern.
    clause: std::ops::Range<usize>,
    /// The braces of the pattern.
    pattern: std::ops::Range<usize>,
    /// The tokens after GROUP BY; empty where there is none.
    grouping: std::ops::Range<usize>,
    is_grouped: bool,
}

impl<'t> Select<'t> {
    fn read(text: Source<'t>, select: usize) -> Option<Self> {
        let pattern = (select..text.tokens.len()).find(|&at| text.is_sign(at, Sign::OpenBrace))?;
        let end = brackets::closing_of(text.tokens, pattern)?;
        let clause = select + 1..pattern;
        let has_group_by = text.is_word(end + 1, &["GROUP"]);
        let stops = ["HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"];
        let stop = (end + 1..text.tokens.len()).find(|&at| {
            text.is_sign(at, Sign::CloseBrace)
                || text.tokens[at].kind == Kind::End
                || stops.iter().any(|word| text.is_word(at, &[word]))
        })?;
        let grouping = if has_group_by { end + 3..stop } else { stop..stop };
        let is_grouped = has_group_by || clause.clone().any(|at| text.is_aggregate(at));
        Some(Self { text, clause, pattern: pattern..end, grouping, is_grouped })
    }

    fn star_with_groups(&self) -> Option<Mistake> {
        let at = self.clause.clone().find(|&at| {
            self.text.is_sign(at, Sign::Star)
                && brackets::open_before(
                    &self.text.tokens[self.clause.start..],
                    at - self.clause.start,
                )
                .is_empty()
        })?;
        (!self.grouping.is_empty()).then(|| {
            self.text.wrong(at, "SELECT * doesn't go with GROUP BY", "name the grouped variables, and give the others an aggregate: SELECT ?x (COUNT(?y) AS ?n)")
        })
    }

    /// The variables that the clause gives a column, with whether the column is computed.
    fn columns(&self) -> Vec<(usize, bool)> {
        let text = self.text;
        self.clause
            .clone()
            .filter(|&at| text.is_variable(at))
            .filter_map(|at| {
                let depth = brackets::open_before(
                    &text.tokens[self.clause.start..],
                    at - self.clause.start,
                )
                .len();
                let is_name = depth == 1 && text.is_word(at - 1, &["AS"]);
                (depth == 0 || is_name).then_some((at, is_name))
            })
            .collect()
    }

    fn twice(&self) -> Option<Mistake> {
        let columns = self.columns();
        let text = self.text;
        let &(at, _) = columns
            .iter()
            .enumerate()
            .find(|(index, (at, _))| {
                columns[..*index].iter().any(|(other, _)| text.name(*other) == text.name(*at))
            })?
            .1;
        Some(text.wrong(
            at,
            format!("{} is asked for twice", text.letters(at)),
            "name each column once",
        ))
    }

    /// `SELECT (… AS ?x) { ?x … }`
    fn taken(&self) -> Option<Mistake> {
        let text = self.text;
        let in_pattern = |at: usize| {
            self.pattern
                .clone()
                .any(|other| text.is_variable(other) && text.name(other) == text.name(at))
        };
        let grouped = |at: usize| self.groups_by(at);
        let (at, _) = self.columns().into_iter().find(|&(at, is_name)| {
            is_name && if self.is_grouped { grouped(at) || in_pattern(at) } else { in_pattern(at) }
        })?;
        Some(text.wrong(
            at,
            format!("{} has a value already", text.letters(at)),
            "AS gives a name to something new: take another one",
        ))
    }

    fn groups_by(&self, at: usize) -> bool {
        let text = self.text;
        self.grouping
            .clone()
            .any(|other| text.is_variable(other) && text.name(other) == text.name(at))
    }

    fn ungrouped(&self) -> Option<Mistake> {
        if !self.is_grouped {
            return None;
        }
        let text = self.text;
        let named: Vec<usize> =
            self.columns().into_iter().filter(|(_, is_name)| *is_name).map(|(at, _)| at).collect();
        let at = self.clause.clone().find(|&at| {
            text.is_variable(at)
                && !named.contains(&at)
                && !named.iter().any(|&name| name < at && text.name(name) == text.name(at))
                && !self.groups_by(at)
                && !self.is_within_aggregate(at)
        })?;
        let name = text.letters(at);
        let add = if self.grouping.is_empty() {
            format!("add GROUP BY {name} after the pattern")
        } else {
            format!("add {name} to GROUP BY")
        };
        Some(text.wrong(
            at,
            format!("{name} is neither grouped nor aggregated"),
            format!("{add}, or ask for one of its values: (SAMPLE({name}) AS ?one)"),
        ))
    }

    fn is_within_aggregate(&self, at: usize) -> bool {
        let open = brackets::open_before(self.text.tokens, at);
        open.into_iter().any(|open| open > 0 && self.text.is_aggregate(open - 1))
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
