//! `/api/openapi.json`: the API as OpenAPI 3.1 describes it, made of the endpoints' own declarations.

use super::ENDPOINTS;
use super::endpoint::{Content, Endpoint, Schemas, schema_of};
use super::parameters::{Kind, Parameter as Declared, Presence};
use crate::evidence::Status;
use crate::server::problem::ProblemDetails;
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde_json::{Value, json};
use std::sync::OnceLock;
use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn,
    ParameterStyle,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{
    ComponentsBuilder, Content as Body, ContentBuilder, InfoBuilder, License, OpenApi,
    OpenApiBuilder, Paths, RefOr, Required, Response, ResponseBuilder, Schema,
};

/// `GET /api/openapi.json`
pub async fn openapi() -> impl IntoResponse {
    static TEXT: OnceLock<Bytes> = OnceLock::new();
    let text = TEXT.get_or_init(|| {
        // Its keys are texts, and its values what `serde_json` itself has made.
        let text = description().to_pretty_json().expect("the description is JSON");
        Bytes::from(text + "\n")
    });
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
    (headers, text.clone())
}

fn description() -> OpenApi {
    let mut schemas = Schemas::new();
    let problem = schema_of::<ProblemDetails<'static>>(&mut schemas);
    let mut paths = Paths::new();
    for endpoint in &ENDPOINTS {
        let path = format!("/api/v1/{}", endpoint.name);
        let answer = answer(endpoint, &mut schemas);
        paths.add_path_operation(
            path.clone(),
            vec![HttpMethod::Get],
            operation(endpoint, false, &answer, &problem),
        );
        if !endpoint.bodies.is_empty() {
            paths.add_path_operation(
                path,
                vec![HttpMethod::Post],
                operation(endpoint, true, &answer, &problem),
            );
        }
    }
    for (path, summary, media_type) in TEXTS {
        let answer = plain(summary, media_type);
        let mut operation = OperationBuilder::new()
            .operation_id(Some(path.trim_matches('/').replace(['/', '.'], "-")))
            .summary(Some(*summary))
            .response("200", answer);
        for status in [StatusCode::MISDIRECTED_REQUEST, StatusCode::SERVICE_UNAVAILABLE] {
            operation = operation.response(status.as_str(), refused(status, &problem));
        }
        paths.add_path_operation(*path, vec![HttpMethod::Get], operation.build());
    }
    let info = InfoBuilder::new()
        .title("Westlake")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(License::new(env!("CARGO_PKG_LICENSE"))));
    OpenApiBuilder::new()
        .info(info)
        .paths(paths)
        .components(Some(ComponentsBuilder::new().schemas_from_iter(schemas).build()))
        .build()
}

const ABOUT: &str = "A knowledge graph that answers with evidence. These are the answers of the command `westlake` in JSON. An entity is an IRI, \
    a prefixed name, or a name in any case and accents. What goes wrong is a problem (RFC 9457), as JSON or as text. The server \
    speaks more, which other specifications describe: SPARQL 1.1 Protocol at /sparql, whose bare GET is its service description.";

/// Paths that answer with a text that says what it says.
const TEXTS: &[(&str, &str, &str)] = &[
    ("/health", "That the process lives", "text/plain"),
    ("/ready", "That a request would find a worker", "text/plain"),
    ("/api/openapi.json", "This description", "application/json"),
];

fn operation(
    endpoint: &Endpoint,
    with_body: bool,
    answer: &Response,
    problem: &RefOr<Schema>,
) -> Operation {
    let id =
        if with_body { format!("{}-of-body", endpoint.name) } else { endpoint.name.to_owned() };
    let is_body = |name| endpoint.bodies.iter().any(|body| body.parameter == name);
    let parameters: Vec<Parameter> = endpoint
        .parameters
        .iter()
        .filter(|declared| !(with_body && is_body(declared.name)))
        .map(parameter)
        .collect();
    let mut operation = OperationBuilder::new()
        .operation_id(Some(id))
        .summary(Some(endpoint.summary))
        .parameters(Some(parameters))
        .response("200", answer.clone());
    if !endpoint.about.is_empty() {
        operation = operation.description(Some(endpoint.about));
    }
    let mut problems = PROBLEMS.to_vec();
    problems.extend(endpoint.problems);
    if with_body {
        operation = operation.request_body(Some(request_body(endpoint)));
        problems.extend([StatusCode::UNSUPPORTED_MEDIA_TYPE, StatusCode::FORBIDDEN]);
    } else {
        let known = "The client has this answer already: its ETag stands in If-None-Match.";
        operation = operation.response("304", ResponseBuilder::new().description(known).build());
    }
    problems.sort();
    problems.dedup();
    for status in problems {
        operation = operation.response(status.as_str(), refused(status, problem));
    }
    operation.build()
}

/// What any request may meet.
const PROBLEMS: [StatusCode; 6] = [
    StatusCode::BAD_REQUEST,
    StatusCode::UNAUTHORIZED,
    StatusCode::PAYLOAD_TOO_LARGE,
    StatusCode::MISDIRECTED_REQUEST,
    StatusCode::INTERNAL_SERVER_ERROR,
    StatusCode::SERVICE_UNAVAILABLE,
];

fn refused(status: StatusCode, problem: &RefOr<Schema>) -> Response {
    let meaning = match status {
        StatusCode::BAD_REQUEST => {
            "A parameter is unknown, missing or wrong, or the query has mistakes."
        }
        StatusCode::UNAUTHORIZED => "The server wants its token.",
        StatusCode::FORBIDDEN => {
            "A page of another site may not ask this, or the query asks a server that isn't named."
        }
        StatusCode::NOT_FOUND => {
            "Nothing is called so; `possible` has the nearest names. Or there is nothing of what is asked for."
        }
        StatusCode::NOT_ACCEPTABLE => "The format can't hold the data; another can.",
        StatusCode::CONFLICT => "Several things are called so; `possible` has them.",
        StatusCode::PAYLOAD_TOO_LARGE => {
            "The answer or the body is larger than the server's limits."
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            "The body has another type than those that are known."
        }
        StatusCode::MISDIRECTED_REQUEST => "The server isn't called so.",
        StatusCode::BAD_GATEWAY => "A server that the query asks gave no answer.",
        StatusCode::SERVICE_UNAVAILABLE => "The time is over, or all workers are busy.",
        _ => "The request failed inside of the server.",
    };
    ResponseBuilder::new()
        .description(meaning)
        .content("application/problem+json", Body::new(Some(problem.clone())))
        .content("text/plain", Body::new(Some(text_schema())))
        .build()
}

fn answer(endpoint: &Endpoint, schemas: &mut Schemas) -> Response {
    let response = ResponseBuilder::new().description(endpoint.summary);
    match &endpoint.content {
        Content::Json(schema) => {
            response.content("application/json", Body::new(Some(schema(schemas)))).build()
        }
        Content::Files(media_types) => media_types
            .iter()
            .fold(response, |response, media_type| {
                // A file that is JSON has members, and the others are text.
                let schema =
                    if media_type.ends_with("json") { any_schema() } else { text_schema() };
                response.content(*media_type, Body::new(Some(schema)))
            })
            .build(),
    }
}

fn plain(summary: &str, media_type: &str) -> Response {
    let schema = if media_type.ends_with("json") { any_schema() } else { text_schema() };
    ResponseBuilder::new().description(summary).content(media_type, Body::new(Some(schema))).build()
}

fn request_body(endpoint: &Endpoint) -> utoipa::openapi::request_body::RequestBody {
    let mut described = Vec::new();
    let mut body = RequestBodyBuilder::new().required(Some(Required::True));
    for own in endpoint.bodies {
        let declared = endpoint.parameters.iter().find(|declared| declared.name == own.parameter);
        let example = declared.and_then(|declared| declared.example).map(Value::from);
        let content = ContentBuilder::new().schema(Some(text_schema())).example(example);
        body = body.content(own.media_type, content.build());
        described.extend(declared.map(|declared| declared.about));
    }
    described.dedup();
    body.description(Some(described.join(" "))).build()
}

fn parameter(declared: &Declared) -> Parameter {
    let (schema, required) = match declared.presence {
        Presence::Once => (value_schema(declared, None), true),
        Presence::AtMostOnce => (value_schema(declared, None), false),
        Presence::Default(value) => (value_schema(declared, Some(value)), false),
        Presence::Times { min, max } => {
            let list = ArrayBuilder::new().items(RefOr::T(value_schema(declared, None)));
            (list.min_items(Some(min)).max_items(Some(max)).into(), min > 0)
        }
    };
    let parameter = ParameterBuilder::new()
        .name(declared.name)
        .parameter_in(ParameterIn::Query)
        .description(Some(declared.about))
        .required(if required { Required::True } else { Required::False })
        .schema(Some(schema));
    match (declared.presence, declared.example) {
        (Presence::Times { min, .. }, Some(example)) => {
            // A list has as many as must be, each another.
            let others = ["Zhejiang", "Hangzhou"].into_iter().filter(|other| *other != example);
            let examples: Vec<&str> =
                std::iter::once(example).chain(others).take(min.max(1)).collect();
            parameter
                .style(Some(ParameterStyle::Form))
                .explode(Some(true))
                .example(Some(json!(examples)))
                .build()
        }
        (_, example) => parameter.example(example.map(Value::from)).build(),
    }
}

/// What a value of a parameter may be.
fn value_schema(declared: &Declared, default: Option<&str>) -> Schema {
    let object = ObjectBuilder::new();
    let text =
        |object: ObjectBuilder| object.schema_type(Type::String).default(default.map(Value::from));
    match declared.kind {
        Kind::Text { min, max } => {
            text(object).min_length(Some(min)).max_length(Some(max)).build().into()
        }
        Kind::Number { min, max } => object
            .schema_type(Type::Integer)
            .minimum(Some(min))
            .maximum(Some(max))
            .default(default.and_then(|value| value.parse::<u64>().ok()).map(Value::from))
            .build()
            .into(),
        Kind::Seconds => object.schema_type(Type::Number).minimum(Some(0)).build().into(),
        Kind::Choice(words) => text(object).enum_values(Some(words.iter().copied())).build().into(),
        Kind::Flag => object
            .schema_type(Type::Boolean)
            .default(default.map(|value| Value::from(value == "true")))
            .build()
            .into(),
        Kind::View => text(object).pattern(Some(view_pattern())).build().into(),
        Kind::Language => {
            let pattern = "^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,8}$";
            text(object).pattern(Some(pattern)).build().into()
        }
    }
}

/// The views by name. Statuses may also be IRIs or prefixed names, for graphs that have others.
fn view_pattern() -> String {
    let status = Status::ALL.map(Status::name).join("|");
    format!("^(asserted|all|({status})(,({status}))*)$")
}

fn text_schema() -> Schema {
    ObjectBuilder::new().schema_type(Type::String).build().into()
}

fn any_schema() -> Schema {
    ObjectBuilder::new().schema_type(SchemaType::AnyValue).build().into()
}
