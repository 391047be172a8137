//! What an endpoint may be asked: each parameter is declared once, and read, refused and described by its declaration.

use super::problems::wrong_parameter;
use crate::server::problem::Problem;
use crate::server::protocol::{Pairs, seconds};
use axum::http::StatusCode;

/// A parameter of an endpoint.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub about: &'static str,
    pub kind: Kind,
    pub presence: Presence,
    /// A value to try.
    pub example: Option<&'static str>,
}

/// What a value may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Any text of so many characters.
    Text { min: usize, max: usize },
    /// A whole number.
    Number { min: usize, max: usize },
    /// A number of seconds, 0 or more.
    Seconds,
    /// One of some words.
    Choice(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// `asserted`, `all`, or statuses.
    View,
    /// A language tag (BCP 47).
    Language,
}

/// How often it may stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presence {
    Once,
    AtMostOnce,
    /// Once, and this where it isn't given.
    Default(&'static str),
    Times {
        min: usize,
        max: usize,
    },
}

/// The longest name or IRI of an entity, in characters.
const NAME_CHARS_MAX: usize = 1000;

/// A name or an IRI of an entity.
pub const NAME: Kind = Kind::Text { min: 1, max: NAME_CHARS_MAX };

impl Parameter {
    pub const fn new(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { name, about, kind, presence: Presence::AtMostOnce, example: None }
    }

    pub const fn present(self, presence: Presence) -> Self {
        Self { presence, ..self }
    }

    pub const fn default(self, value: &'static str) -> Self {
        self.present(Presence::Default(value))
    }

    pub const fn example(self, example: &'static str) -> Self {
        Self { example: Some(example), ..self }
    }

    /// The entity that an answer is about.
    pub const fn entity() -> Self {
        let about = "The entity: an IRI, a prefixed name, or a name in any case and accents.";
        Self::new("entity", NAME, about).present(Presence::Once).example("DeepSeek")
    }

    /// Which facts count.
    pub const fn status(default: &'static str) -> Self {
        let about = "Which facts count: asserted, all, or statuses such as Reported,Claimed.";
        Self::new("status", Kind::View, about).default(default)
    }

    /// The language of names.
    pub const fn language() -> Self {
        let about = "Prefer names in this language; without it, those that the server prefers.";
        Self::new("lang", Kind::Language, about)
    }

    /// The time that an answer may take.
    pub const fn timeout() -> Self {
        let about = "After how many seconds the client gives up. The server may stop before.";
        Self::new("timeout", Kind::Seconds, about)
    }

    fn check(&self, value: &str) -> Result<(), Problem> {
        let wrong = |allowed: String| {
            let detail = format!("{} is {allowed}, not \"{}\"", self.name, shortened(value));
            wrong_parameter(detail)
        };
        match self.kind {
            Kind::Text { min, max } => match value.chars().count() {
                count if count < min => Err(wrong("a text".to_owned())),
                count if count > max => Err(wrong(format!("at most {max} characters"))),
                _ => Ok(()),
            },
            Kind::Number { min, max } => {
                let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
                let number = value.parse().ok().filter(|number| (min..=max).contains(number));
                if digits && number.is_some() {
                    return Ok(());
                }
                Err(wrong(format!("a whole number from {min} to {max}")))
            }
            Kind::Seconds if seconds(value).is_some() => Ok(()),
            Kind::Seconds => Err(wrong("a number of seconds, such as 0.5".to_owned())),
            Kind::Choice(words) if words.contains(&value) => Ok(()),
            Kind::Choice(words) => {
                let possible = words.iter().map(|word| (*word).to_owned()).collect();
                Err(wrong(format!("one of {}", words.join(", "))).with_possible(possible))
            }
            Kind::Flag if matches!(value, "true" | "false") => Ok(()),
            Kind::Flag => Err(wrong("true or false".to_owned())),
            // Whether it names a view is known when it is read with the data's prefixes.
            Kind::View => Ok(()),
            Kind::Language if is_language(value) => Ok(()),
            Kind::Language => Err(wrong("a language tag like en or zh-Hans".to_owned())),
        }
    }
}

/// A value as a message may show it.
fn shortened(value: &str) -> String {
    const CHARS_MAX: usize = 60;
    let mut text: String = value.chars().take(CHARS_MAX).collect();
    if text.len() < value.len() {
        text.push('…');
    }
    text
}

/// Subtags of one to eight letters and digits; the first of letters only.
fn is_language(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let is_subtag = |subtag: &str| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    subtags
        .next()
        .is_some_and(|first| is_subtag(first) && !first.contains(|c: char| c.is_ascii_digit()))
        && subtags.clone().count() <= 8
        && subtags.all(is_subtag)
}

/// The values of a request, which fit the declarations.
#[derive(Clone, Debug)]
pub struct Values {
    pairs: Pairs,
    parameters: &'static [Parameter],
}

impl Values {
    /// Holds a request against what the endpoint can be asked.
    ///
    /// # Errors
    /// 400 for a name that isn't declared, for a value that doesn't fit, and for too many or too few of them.
    pub fn read(pairs: Pairs, parameters: &'static [Parameter]) -> Result<Self, Problem> {
        for (name, value) in &pairs.0 {
            match parameters.iter().find(|parameter| parameter.name == name) {
                Some(parameter) => parameter.check(value)?,
                None => return Err(unknown(name, parameters)),
            }
        }
        for parameter in parameters {
            let (min, max) = match parameter.presence {
                Presence::Once => (1, 1),
                Presence::AtMostOnce | Presence::Default(_) => (0, 1),
                Presence::Times { min, max } => (min, max),
            };
            let (name, count) = (parameter.name, pairs.all(parameter.name).count());
            if count < min || count > max {
                let detail = match (min, max) {
                    (1, 1) if count == 0 => format!("{name} is missing; {}", parameter.about),
                    (_, 1) => format!("{name} stands {count} times, and may stand once"),
                    _ => format!("{name} stands {count} times, and may stand {min} to {max} times"),
                };
                return Err(wrong_parameter(detail));
            }
        }
        Ok(Self { pairs, parameters })
    }

    /// The value of a parameter, or its default.
    pub fn get(&self, name: &str) -> Option<&str> {
        let parameter = self.parameters.iter().find(|parameter| parameter.name == name);
        debug_assert!(parameter.is_some(), "{name} is no parameter of the endpoint");
        let default = parameter.and_then(|parameter| match parameter.presence {
            Presence::Default(value) => Some(value),
            _ => None,
        });
        let given = self.pairs.0.iter().find(|(own, _)| own == name);
        given.map(|(_, value)| value.as_str()).or(default)
    }

    /// The value of a parameter that must be given or has a default.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// The value of a number that must be given or has a default.
    pub fn number(&self, name: &str) -> usize {
        // `read` has looked at what was given, and a test at the defaults.
        self.get(name).and_then(|value| value.parse().ok()).unwrap_or_default()
    }

    /// Whether a flag is set.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }

    /// The values of a parameter that may stand several times.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.pairs.all(name)
    }

    /// Whether a parameter is given.
    pub fn has(&self, name: &str) -> bool {
        self.pairs.0.iter().any(|(own, _)| own == name)
    }
}

fn unknown(name: &str, parameters: &[Parameter]) -> Problem {
    let names: Vec<String> = parameters.iter().map(|own| own.name.to_owned()).collect();
    let known = names.join(", ");
    let detail = format!("there is no parameter \"{}\"; there are {known}", shortened(name));
    Problem::new(StatusCode::BAD_REQUEST, "unknown-parameter", detail).with_possible(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAMETERS: &[Parameter] = &[
        Parameter::entity(),
        Parameter::new("count", Kind::Number { min: 1, max: 20 }, "How many.").default("3"),
        Parameter::new("via", NAME, "Along.").present(Presence::Times { min: 0, max: 2 }),
        Parameter::new("all", Kind::Flag, "All.").default("false"),
        Parameter::new("by", Kind::Choice(&["a", "b"]), "By.").default("a"),
        Parameter::language(),
        Parameter::timeout(),
    ];

    fn read(text: &str) -> Result<Values, Problem> {
        Values::read(Pairs::parse(text)?, PARAMETERS)
    }

    #[test]
    fn what_is_not_given_has_its_default() {
        let values = read("entity=x&via=p&via=q").unwrap();
        assert_eq!((values.text("entity"), values.number("count")), ("x", 3));
        assert_eq!(values.all("via").collect::<Vec<_>>(), ["p", "q"]);
        assert!(!values.flag("all") && values.get("lang").is_none() && values.text("by") == "a");
    }

    #[test]
    fn what_does_not_fit_is_refused_with_what_does() {
        for (text, detail) in [
            ("", "entity is missing"),
            ("entity=", "entity is a text"),
            ("entity=x&entity=y", "entity stands 2 times, and may stand once"),
            ("entity=x&cuont=3", "there is no parameter \"cuont\"; there are entity, count"),
            ("entity=x&count=0", "count is a whole number from 1 to 20, not \"0\""),
            ("entity=x&count=+5", "count is a whole number"),
            ("entity=x&count=99999999999999999999999", "count is a whole number"),
            ("entity=x&via=a&via=b&via=c", "via stands 3 times, and may stand 0 to 2 times"),
            ("entity=x&all=yes", "all is true or false"),
            ("entity=x&by=c", "by is one of a, b"),
            ("entity=x&lang=e_n", "lang is a language tag"),
            ("entity=x&lang=1", "lang is a language tag"),
            ("entity=x&timeout=-1", "timeout is a number of seconds, such as 0.5, not \"-1\""),
            ("entity=x&timeout=1s", "timeout is a number of seconds"),
        ] {
            let problem = read(text).expect_err(text);
            assert!(problem.detail.starts_with(detail), "{text}: {}", problem.detail);
            assert_eq!(problem.status, StatusCode::BAD_REQUEST);
        }
        let long = format!("entity={}", "x".repeat(NAME_CHARS_MAX + 1));
        assert!(read(&long).expect_err("too long").detail.len() < 200);
    }
}
