//! Constructs on which the parser, the planner or the evaluator recurses, or which they work on without end: what hostile
//! queries are made of, on the command line and over HTTP.

use std::io::{BufWriter, Write};

/// A construct repeated: `begin`, then `open` n times, `middle`, `close` n times, `end`.
pub struct Construct {
    pub name: &'static str,
    /// How often it may be repeated.
    pub limit: usize,
    begin: &'static str,
    pub open: &'static str,
    middle: &'static str,
    close: &'static str,
    end: &'static str,
}

const fn nested(
    name: &'static str,
    limit: usize,
    [begin, open, middle, close, end]: [&'static str; 5],
) -> Construct {
    Construct { name, limit, begin, open, middle, close, end }
}

/// A construct that is repeated in a row.
const fn chained(
    name: &'static str,
    limit: usize,
    [begin, repeated, end]: [&'static str; 3],
) -> Construct {
    Construct { name, limit, begin, open: repeated, middle: "", close: "", end }
}

/// The constructs. A limit is what is left of it beside the brackets and parts around.
pub const CONSTRUCTS: [Construct; 56] = [
    nested("groups", 128, ["ASK ", "{", "", "}", ""]),
    nested("OPTIONAL", 127, ["ASK {", "?s ?p ?o OPTIONAL {", "", "}", "}"]),
    nested("MINUS", 127, ["ASK {", "?s ?p ?o MINUS {", "", "}", "}"]),
    nested("GRAPH", 127, ["ASK {", "GRAPH ?g {", "?s ?p ?o", "}", "}"]),
    nested("LATERAL", 127, ["ASK {", "LATERAL {", "?s ?p ?o", "}", "}"]),
    nested("EXISTS", 127, ["ASK {", "FILTER EXISTS {", "?s ?p ?o", "}", "}"]),
    nested("nested UNION", 127, ["ASK {", "{ ?s ?p ?o } UNION {", "", "}", "}"]),
    nested("subqueries", 127, ["SELECT * ", "{ SELECT * ", "{ ?s ?p ?o }", "}", ""]),
    nested("parentheses", 126, ["ASK { FILTER(", "(", "1", ")", ") }"]),
    nested("calls", 126, ["ASK { FILTER(", "STR(", "1", ")", ") }"]),
    nested("calls by IRI", 126, ["ASK { FILTER(", "xsd:string(", "1", ")", ") }"]),
    nested("IF", 126, ["ASK { FILTER(", "IF(true, ", "1", ", 2)", ") }"]),
    nested("COALESCE", 126, ["ASK { FILTER(", "COALESCE(1, ", "1", ")", ") }"]),
    nested("SUBSTR", 12, ["ASK { FILTER(", "SUBSTR(", "'abc'", ", 1)", ") }"]),
    nested("REGEX", 12, ["ASK { FILTER(", "REGEX(STR(", "'abc'", "), 'a')", ") }"]),
    nested("REPLACE", 12, ["ASK { FILTER(", "REPLACE(", "'abc'", ", 'a', 'b')", ") }"]),
    nested("path closures", 127, ["ASK { ?s ", "(", "a", ")*", " ?o }"]),
    nested("collections", 32, ["ASK { ?s ?p ", "(", " 1 ", ")", " }"]),
    nested("property lists", 32, ["ASK { ?s ?p ", "[ ?p ", "1", "]", " }"]),
    nested("triple terms", 127, ["ASK { ?r ?q ", "<<( ?s ?p ", "1", ")>>", " }"]),
    nested("reified triples", 127, ["ASK { ", "<< ?s ?p ", "1", ">>", " ?q ?z }"]),
    nested("annotations", 127, ["ASK { ?s ?p ?o ", "{| ?p ?o ", "", "|}", " }"]),
    chained("+", 1000, ["ASK { FILTER(1", "+1", ") }"]),
    chained("-", 1000, ["ASK { FILTER(1", "-1", ") }"]),
    chained("*", 1000, ["ASK { FILTER(1", "*1", ") }"]),
    chained("||", 1000, ["ASK { FILTER(false", " || false", ") }"]),
    chained("&&", 1000, ["ASK { ?s ?p ?o FILTER(?s", " && ?o", ") }"]),
    chained("!", 1000, ["ASK { FILTER(", "!", "true) }"]),
    chained("UNION", 999, ["ASK { {}", " UNION {}", " }"]),
    chained("groups in a row", 500, ["ASK {", " { ?s ?p 1 }", " }"]),
    chained("OPTIONAL in a row", 500, ["ASK {", " OPTIONAL { ?s ?p 1 }", " }"]),
    chained("MINUS in a row", 500, ["ASK {", " MINUS { ?s ?p 1 }", " }"]),
    chained("GRAPH in a row", 500, ["ASK {", " GRAPH ?g { ?s ?p 1 }", " }"]),
    chained("FILTER in a row", 500, ["ASK {", " FILTER(1)", " }"]),
    chained("EXISTS in a row", 500, ["ASK {", " FILTER EXISTS { ?s ?p 1 }", " }"]),
    chained("HAVING in a row", 1000, ["SELECT (1 AS ?x) {} HAVING", " (true)", ""]),
    chained("path sequence", 255, ["ASK { ?s ex:p", "/ex:p", " ?o }"]),
    chained("path of closures", 255, ["ASK { ?s ex:p*", "/ex:p*", " ?o }"]),
    chained("path alternatives", 255, ["ASK { ?s ex:p", "|ex:p", " ?o }"]),
    chained("closure of alternatives", 255, ["ASK { ?s (ex:p", "|ex:p", ")* ?o }"]),
    chained("inverse paths", 255, ["ASK { ?s ^ex:p", "/^ex:p", " ?o }"]),
    chained("negated properties", 255, ["ASK { ?s !(ex:p", "|ex:p", ") ?o }"]),
    chained("triple patterns", 256, ["ASK {", " ?s ?p ?o .", " }"]),
    chained("objects", 255, ["ASK { ?s ?p ?o", ", ?o", " }"]),
    chained("predicates", 255, ["ASK { ?s ?p ?o", "; ?p ?o", " }"]),
    chained("a long collection", 255, ["ASK { ?s ?p (", " 1", ") }"]),
    chained("a template", 256, ["CONSTRUCT {", " ?s ?p ?o .", " } { ?s ?p ?o }"]),
    chained("IN", 4000, ["ASK { ?s ?p ?o FILTER(?o IN (1", ",1", ")) }"]),
    chained("CONCAT", 4000, ["ASK { BIND(CONCAT('a'", ",'a'", ") AS ?x) }"]),
    chained("VALUES", 4000, ["ASK { VALUES ?s {", " 1", " } ?s ?p ?o }"]),
    chained("ORDER BY", 1000, ["SELECT * { ?s ?p ?o } ORDER BY", " ?s", ""]),
    chained("DESCRIBE", 999, ["DESCRIBE", " ex:a", ""]),
    chained("FROM", 4000, ["ASK", " FROM ex:g", " {}"]),
    chained("declarations", 4000, ["", "PREFIX p: <urn:p> ", "ASK {}"]),
    chained("opening brackets", 1, ["ASK { FILTER(", "([{<<", ""]),
    chained("closing brackets", 1, ["ASK { FILTER(1", ")]}>>", ""]),
];

impl Construct {
    /// Writes the query with the construct so many times.
    pub fn write(&self, count: usize, to: &mut dyn Write) -> std::io::Result<()> {
        let mut to = BufWriter::new(to);
        to.write_all(self.begin.as_bytes())?;
        (0..count).try_for_each(|_| to.write_all(self.open.as_bytes()))?;
        to.write_all(self.middle.as_bytes())?;
        (0..count).try_for_each(|_| to.write_all(self.close.as_bytes()))?;
        to.write_all(self.end.as_bytes())?;
        to.flush()
    }
}
