//! What could stand at a place.

/// What the grammar wants at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::sparql) enum Expected {
    /// `SELECT`, `ASK`, `CONSTRUCT` or `DESCRIBE`.
    Form,
    /// The prefix that `PREFIX` declares.
    PrefixName,
    /// The IRI of `PREFIX` or `BASE`.
    DeclaredIri,
    /// The string of `VERSION`.
    Version,
    /// The first thing that `SELECT` asks for.
    Projection,
    /// One more of them, or what comes after them.
    MoreProjection,
    /// What `DESCRIBE` describes.
    Described,
    /// The braces of a pattern, after the word before them if there is one.
    Group(&'static str),
    /// The braces of a CONSTRUCT template, or `WHERE`.
    Template,
    /// The graph of `FROM`, `GRAPH` or the server of `SERVICE`.
    GraphName,
    /// What may follow the pattern of a query, or its end.
    Modifier,
    /// `BY`, `AS`, and other words.
    Word(&'static str),
    /// What a query is grouped by.
    GroupCondition,
    /// What it is sorted by.
    OrderCondition,
    /// The bracketed expression or function call after `FILTER` or `HAVING`.
    Constraint,
    /// The number after `LIMIT` or `OFFSET`.
    Count,
    /// A triple, a keyword of patterns, or the end of the group.
    GroupElement,
    /// The predicate of a triple; in a template or a reified triple no path may stand there.
    Verb(Triples),
    /// The object of a triple.
    Object(Triples),
    /// What comes after a triple.
    AfterTriple(Triples),
    /// What comes after the object of a reified triple or triple term.
    CloseReified(&'static str),
    /// One step of a path.
    PathStep,
    /// The end of a path in parentheses.
    ClosePath,
    /// An item of a collection.
    ListItem,
    /// The datatype after `^^`.
    Datatype,
    /// A number after its sign.
    Digits,
    /// A value, a variable, a call or a bracket within an expression.
    Operand,
    /// An operator, or what closes the expression.
    CloseExpression,
    /// The parenthesis after a function's name.
    Arguments(&'static str),
    /// Between two arguments of a function.
    NextArgument(&'static str),
    /// After the last argument of a function.
    CloseArguments(&'static str),
    /// The list of `IN`.
    InList,
    /// Between two values of a list of `IN`.
    CloseList,
    /// The string after `SEPARATOR =`.
    Separator,
    /// `AS` and a variable.
    As(&'static str),
    /// The variable after `AS`, or the one of `BOUND`.
    Variable,
    /// The parenthesis after `AS ?variable`.
    CloseAs,
    /// The parenthesis after `BIND`.
    Bind,
    /// The variable, or variables, of `VALUES`.
    ValuesVariables,
    /// The braces of `VALUES`.
    ValuesBlock,
    /// A value of `VALUES`.
    Value,
    /// A row of `VALUES`.
    Row,
    /// An operation of an update.
    Operation,
    /// What follows an operation.
    AfterOperation,
    /// The braces of quads, after these words.
    Quads(&'static str),
    /// A triple or a graph within them, or their end.
    QuadElement,
    /// INSERT, USING or WHERE, after a template.
    AfterTemplate,
    /// DELETE or INSERT, after WITH and its graph.
    AfterWith,
    /// The IRI of a graph, or of what `LOAD` loads.
    GraphIri,
    /// The IRI of a graph, or `DEFAULT`.
    GraphOrDefault,
    /// `GRAPH` and an IRI, `DEFAULT`, `NAMED` or `ALL`.
    GraphTarget,
}

/// Where a triple stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::sparql) enum Triples {
    /// In a pattern: predicates may be paths.
    Pattern,
    /// In a CONSTRUCT template, or what an update inserts or deletes.
    Template,
    /// In `<< … >>` or `<<( … )>>`.
    Reified,
}

impl Expected {
    /// The same in words that fit after "expected here:".
    pub fn words(self) -> String {
        let words = match self {
            Self::Form => "SELECT, ASK, CONSTRUCT or DESCRIBE",
            Self::PrefixName => "the prefix with its colon, such as ex:",
            Self::DeclaredIri => "an IRI in < >",
            Self::Version => "the version in quotes, such as \"1.2\"",
            Self::Projection => "a variable, * or (expression AS ?variable)",
            Self::MoreProjection => "a variable, (expression AS ?variable), or the pattern in { }",
            Self::Described => "an IRI, a variable or *",
            Self::Group("") => "a pattern in { }",
            Self::Group(after) => return format!("a pattern in {{ }} after {after}"),
            Self::Template => "a template in { }, or WHERE",
            Self::GraphName => "an IRI or a variable",
            Self::Modifier => {
                "GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET and VALUES, in this order, or the end"
            }
            Self::Word(word) => word,
            Self::GroupCondition => "a variable, a function call or an expression in ( )",
            Self::OrderCondition => "a variable, ASC(…), DESC(…) or an expression in ( )",
            Self::Constraint => "an expression in ( ), or a function call",
            Self::Count => "a whole number",
            Self::GroupElement => {
                "a triple, a keyword such as FILTER or OPTIONAL, a group in { }, or }"
            }
            Self::Verb(Triples::Pattern) => "a predicate: an IRI, a, a variable or a path",
            Self::Verb(_) => "a predicate: an IRI, a or a variable",
            Self::Object(_) => "an object: an IRI, a literal or a variable",
            Self::AfterTriple(_) => ". before a new triple, ; or , within one, or }",
            Self::CloseReified(closing) => closing,
            Self::PathStep => "a property: an IRI, a, or a path in ( )",
            Self::ClosePath => "an operator of paths, or )",
            Self::ListItem => "an item of the collection, or )",
            Self::Datatype => "an IRI, such as xsd:date",
            Self::Digits => "a number",
            Self::Operand => "a value, a variable or a function call",
            Self::CloseExpression => "an operator, or )",
            Self::Arguments(_) => "( and the arguments",
            Self::NextArgument(_) => "a comma, and the next argument",
            Self::CloseArguments(_) => "an operator, or )",
            Self::InList => "a list of values in ( )",
            Self::CloseList => "an operator, a comma, or )",
            Self::Separator => "a string",
            Self::As(_) => "an operator, or AS ?variable",
            Self::Variable => "a variable, which begins with ?",
            Self::CloseAs => ")",
            Self::Bind => "(expression AS ?variable)",
            Self::ValuesVariables => "a variable, or variables in ( )",
            Self::ValuesBlock => "the values in { }",
            Self::Value => "an IRI, a literal or UNDEF",
            Self::Row => "a row in ( ), or }",
            Self::Operation => "an operation such as INSERT DATA, DELETE WHERE or CLEAR",
            Self::AfterOperation => "; before the next operation, or the end",
            Self::Quads(after) => return format!("quads in {{ }} after {after}"),
            Self::QuadElement => "a triple, GRAPH <iri> { … }, or }",
            Self::AfterTemplate => "USING, or WHERE and a pattern in { }",
            Self::AfterWith => "DELETE { … } or INSERT { … }",
            Self::GraphIri => "an IRI",
            Self::GraphOrDefault => "the IRI of a graph, or DEFAULT",
            Self::GraphTarget => "GRAPH <iri>, DEFAULT, NAMED or ALL",
        };
        words.to_owned()
    }
}
