//! How long the entities of an XML DOCTYPE are when they are expanded.
//!
//! It reads a DOCTYPE in exactly the way of the parser below (oxrdfxml's `parse_doctype`), which is simpler than XML's own: it
//! looks for `<!ENTITY` after each `<`, whatever stands around it, and resolves references inside of a value when it is declared.

use std::collections::HashMap;

/// The expanded lengths, in bytes, of declared entities.
#[derive(Default)]
pub(super) struct Entities {
    lengths: HashMap<String, u64>,
}

impl Entities {
    /// Reads a DOCTYPE's declarations; the sum of the lengths of all values, expanded.
    ///
    /// It stops at the first declaration that the parser will refuse.
    pub(super) fn declare(&mut self, doctype: &str) -> u64 {
        let mut total = 0u64;
        for declaration in doctype.split('<').skip(1) {
            let Some(declaration) = declaration.strip_prefix("!ENTITY") else { continue };
            let Some((name, value)) = name_and_value(declaration) else { break };
            let length = self.expanded_length(value);
            total = total.saturating_add(length);
            self.lengths.insert(name.to_owned(), length);
        }
        total
    }

    /// How much longer the reference `&name;` becomes when it is replaced. Undeclared entities are the parser's to refuse.
    pub(super) fn growth(&self, name: &str) -> u64 {
        let length = self.lengths.get(name).copied().unwrap_or(0);
        length.saturating_sub(name.len() as u64 + 2)
    }

    fn expanded_length(&self, value: &str) -> u64 {
        let mut length = value.len() as u64;
        for reference in value.split('&').skip(1) {
            if let Some((name, _)) = reference.split_once(';') {
                length = length.saturating_add(self.growth(name));
            }
        }
        length
    }
}

/// `rdf "http://…">…` is the entity `rdf` with the value in the quotes.
fn name_and_value(declaration: &str) -> Option<(&str, &str)> {
    let declaration = declaration.trim_start();
    let declaration = declaration.strip_prefix('%').unwrap_or(declaration);
    let (name, rest) = declaration.trim_start().split_once(|c: char| c.is_ascii_whitespace())?;
    let (value, _) = rest.trim_start().strip_prefix('"')?.split_once('"')?;
    Some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_those_of_the_expanded_values() {
        let mut entities = Entities::default();
        let total = entities.declare(
            "rdf:RDF [ <!ENTITY a \"0123456789\"> <!ENTITY b \"&a;&a;x&lt;\"> <!ELEMENT c ANY> ]",
        );
        assert_eq!(total, 10 + 25);
        assert_eq!(entities.growth("a"), 7);
        assert_eq!(entities.growth("b"), 22);
        assert_eq!(entities.growth("none"), 0);
    }
}
