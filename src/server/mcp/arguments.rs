//! Arguments that several tools have, and their bounds.

use super::refusal::Refusal;
use std::ops::RangeInclusive;

/// The longest name, in bytes, that is looked up.
pub const NAME_BYTES_MAX: usize = 1_000;

/// A number within its bounds.
pub fn within(name: &str, value: i64, bounds: RangeInclusive<usize>) -> Result<usize, Refusal> {
    match usize::try_from(value) {
        Ok(value) if bounds.contains(&value) => Ok(value),
        _ => {
            let (least, most) = (bounds.start(), bounds.end());
            let message = format!("{name} is {value}; it must lie between {least} and {most}");
            Err(Refusal::Arguments(message))
        }
    }
}

/// A name that isn't longer than any name.
pub fn name<'a>(argument: &str, name: &'a str) -> Result<&'a str, Refusal> {
    match name.len() {
        0..=NAME_BYTES_MAX => Ok(name),
        bytes => Err(Refusal::Arguments(format!(
            "{argument} has {bytes} bytes; a name has at most {NAME_BYTES_MAX}"
        ))),
    }
}

/// The view that holds all: what is asserted, and what is only said, thought or planned.
pub fn view_of_all() -> String {
    "all".to_owned()
}

/// The view of what is asserted.
pub fn view_of_asserted() -> String {
    "asserted".to_owned()
}
