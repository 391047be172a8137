//! What is known of a resource, as a page or as RDF; and the way there from its IRI's path.

use super::answer::{AnswerWriter, Head, write_problem};
use super::caching;
use super::home::CONTENT_SECURITY_POLICY;
use super::negotiation::Accept;
use super::problem::Problem;
use super::protocol::formats::{AnswerFormat, GRAPHS, export_problem, graph};
use super::protocol::parameters::{Pairs, decoded};
use super::served::Reading;
use super::state::State;
use super::workers::Label;
use crate::evidence::ViewSpec;
use crate::explore::{Card, CardOptions, described};
use crate::export::export_quads;
use crate::format::{Syntax, percent_encoded};
use crate::model::{Limits, NamedNode, QuadPattern, TermId};
use axum::extract::{RawQuery, Request, State as Extract};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::io::Write;

/// A path that no route has. That of a resource of the data leads to its description (Cool URIs for the Semantic Web,
/// section 4.2); every other one leads nowhere.
pub async fn redirect(
    Extract(state): Extract<State>,
    request: Request,
) -> Result<Response, Problem> {
    let path = request.uri().path();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let found = if reads { resource_of_path(&state, path) } else { None };
    let Some(iri) = found else {
        let detail = format!("there is nothing at {path}; /endpoints lists what there is");
        return Err(Problem::new(StatusCode::NOT_FOUND, "not-found", detail));
    };
    let location = format!("/describe?iri={}", percent_encoded(iri.as_str().as_bytes()));
    // What is percent-encoded is ASCII.
    let location = HeaderValue::try_from(location).map_err(|_| Problem::internal())?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response())
}

/// The resource of the data whose IRI has this path, below the namespace of a prefix; of several the one with the longest.
fn resource_of_path(state: &State, path: &str) -> Option<NamedNode> {
    let prefixes = state.served.prefixes();
    let mut namespaces: Vec<&str> = prefixes.iter().map(|(_, namespace)| namespace).collect();
    namespaces.sort_by_key(|namespace| std::cmp::Reverse(namespace.len()));
    let reading = state.served.reading();
    let plain = decoded(&path.replace('+', "%2B")).ok();
    let paths = [Some(path), plain.as_deref()];
    namespaces.into_iter().find_map(|namespace| {
        let (origin, below) = split_at_path(namespace)?;
        paths.into_iter().flatten().find_map(|path| {
            path.strip_prefix(below).filter(|rest| !rest.is_empty())?;
            let iri = NamedNode::new(format!("{origin}{path}")).ok()?;
            resource(&reading, &iri).map(|_| iri)
        })
    })
}

/// `https://example.org` and `/id/` of `https://example.org/id/`; `None` for what isn't sent to a server as a path.
fn split_at_path(namespace: &str) -> Option<(&str, &str)> {
    let authority = namespace.find("://")? + 3;
    let path = authority + namespace[authority..].find('/')?;
    let (origin, path) = namespace.split_at(path);
    (!path.contains(['#', '?'])).then_some((origin, path))
}

/// The id of a resource that the data says something of.
fn resource(reading: &Reading, iri: &NamedNode) -> Option<TermId> {
    let snapshot = reading.snapshot();
    let id = snapshot.id_of(iri)?;
    let occurs = |pattern| snapshot.count(&pattern) > 0;
    let is_there = occurs(QuadPattern::triple(Some(id), None, None))
        || occurs(QuadPattern::triple(None, None, Some(id)));
    is_there.then_some(id)
}

/// How a resource is described.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Page,
    Rdf(Syntax),
}

const HTML: &str = "text/html; charset=utf-8";

/// `GET /describe?iri=…`
pub async fn get(
    Extract(state): Extract<State>,
    RawQuery(url): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let pairs = Pairs::parse(url.as_deref().unwrap_or_default())?;
    let iri = pairs.one("iri")?.ok_or_else(|| {
        Problem::bad_request("there is no resource; its IRI is the parameter iri")
    })?;
    let iri = NamedNode::new(iri)
        .map_err(|error| Problem::bad_request(format!("<{iri}> is no IRI: {error}")))?;
    let form = form(&pairs.formats(), &Accept::of(&headers))?;
    let label = Label { kind: "describe", text: &iri.to_string() };
    let shared = state.clone();
    let work = move |limits: &Limits, writer: &mut AnswerWriter| {
        write(&shared, &iri, form, &headers, limits, writer)
    };
    state.workers.answer(label, None, work).await
}

/// RDF for who doesn't mind: a browser asks for a page by its media type.
fn form(asked: &[&str], accept: &Accept) -> Result<Form, Problem> {
    if asked.first() == Some(&"html") {
        return Ok(Form::Page);
    }
    let mut offers: Vec<(Form, &str)> =
        GRAPHS.into_iter().map(|(syntax, media_type)| (Form::Rdf(syntax), media_type)).collect();
    offers.extend([(Form::Page, "text/html"), (Form::Page, "application/xhtml+xml")]);
    match (asked, accept.choose(&offers)) {
        ([], Some(form)) => Ok(form),
        ([], None) => Err(Problem::not_acceptable(
            Syntax::ALL.map(Syntax::media_type).into_iter().chain(["text/html"]),
        )),
        _ => graph(asked, accept).map(Form::Rdf),
    }
}

fn write(
    state: &State,
    iri: &NamedNode,
    form: Form,
    headers: &HeaderMap,
    limits: &Limits,
    writer: &mut AnswerWriter,
) -> Result<(), Problem> {
    let reading = state.served.reading();
    let id = resource(&reading, iri).ok_or_else(|| {
        Problem::new(StatusCode::NOT_FOUND, "not-found", format!("the data says nothing of {iri}"))
    })?;
    let (media_type, variant) = match form {
        Form::Page => (HTML, "html"),
        Form::Rdf(syntax) => (AnswerFormat::Graph(syntax).content_type(), syntax.name()),
    };
    let tag = state.versions.tag(reading.snapshot().id(), variant);
    let mut head = Head::ok(media_type);
    if form == Form::Page {
        let policy = HeaderValue::from_static(CONTENT_SECURITY_POLICY);
        head = head.with([(header::CONTENT_SECURITY_POLICY, policy)]);
    }
    if caching::begin(writer, headers, tag, head) {
        return Ok(());
    }
    match form {
        Form::Page => {
            let page = page(state, &reading, iri, id);
            writer.write_all(page.as_bytes()).map_err(|error| write_problem(&error))
        }
        Form::Rdf(syntax) => {
            let view = reading.view(ViewSpec::Asserted);
            let quads = described(&view, id, limits)?;
            export_quads(&view, &quads, syntax, state.served.prefixes(), writer)
                .map(drop)
                .map_err(export_problem)
        }
    }
}

/// The card of the resource as text in a page. Whatever the data says is text there.
fn page(state: &State, reading: &Reading, iri: &NamedNode, id: TermId) -> String {
    let view = reading.view(ViewSpec::All);
    let options = CardOptions::default();
    let card = Card::build(&view, id, reading.namer(), reading.sources(), options);
    let name = escaped(&reading.namer().display(id));
    let links: Vec<String> = Syntax::ALL
        .into_iter()
        .map(|syntax| {
            let (iri, format) = (percent_encoded(iri.as_str().as_bytes()), syntax.name());
            format!("<a href=\"/describe?iri={iri}&amp;format={format}\">{syntax}</a>")
        })
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{name}</title>\n\
         <h1>{name}</h1>\n<p>{}, described by <a href=\"/\">Westlake</a>; also as {}.</p>\n\
         <pre>{}</pre>\n</html>\n",
        escaped(&iri.to_string()),
        links.join(", "),
        escaped(&card.to_text(state.served.prefixes()).to_string())
    )
}

/// A text as HTML, in which nothing of it is markup.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_server_is_sent_is_a_path() {
        assert_eq!(split_at_path("https://e.org/id/"), Some(("https://e.org", "/id/")));
        assert_eq!(split_at_path("http://e.org:80/"), Some(("http://e.org:80", "/")));
        for none in ["http://e.org", "http://e.org/ns#", "http://e.org/?id=", "urn:x:", ""] {
            assert_eq!(split_at_path(none), None, "{none}");
        }
    }

    #[test]
    fn no_markup_of_a_text_is_left() {
        assert_eq!(escaped("<a href=\"x\">&"), "&lt;a href=&quot;x&quot;&gt;&amp;");
    }
}
