//! `GET /metrics`: figures in the text format of OpenMetrics, which Prometheus reads.

use super::super::problem::Problem;
use super::super::state::State;
use axum::extract::State as Extract;
use axum::http::{Method, StatusCode, header};
use axum::response::IntoResponse;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// In seconds. A small query takes a millisecond; the longest is ended after a minute unless told otherwise.
const DURATIONS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.25, 1.0, 2.5, 10.0, 30.0, 60.0];

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct RequestLabels {
    method: String,
    endpoint: String,
    status: String,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct EndpointLabels {
    endpoint: String,
}

/// The figures of a server.
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Family<EndpointLabels, Histogram, fn() -> Histogram>,
    bytes: Counter,
    state: StateGauges,
}

/// What is read off the server when somebody asks.
#[derive(Default)]
struct StateGauges {
    workers: Gauge,
    busy: Gauge,
    overdue: Gauge,
    waiting: Gauge,
    connections: Gauge,
    quads: Gauge,
    snapshot: Gauge,
}

impl Metrics {
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("westlake");
        let requests = Family::default();
        registry.register(
            "http_requests",
            "Requests that were answered, or left by their clients",
            requests.clone(),
        );
        let durations = Family::new_with_constructor(histogram as fn() -> Histogram);
        let help = "Time from the head of a request to the last byte of its answer";
        registry.register_with_unit(
            "http_request_duration",
            help,
            Unit::Seconds,
            durations.clone(),
        );
        let bytes = Counter::default();
        registry.register_with_unit(
            "http_answer_body",
            "Bytes of answers, without their heads",
            Unit::Bytes,
            bytes.clone(),
        );
        let state = StateGauges::default();
        state.register(&mut registry);
        let start: Gauge = Gauge::default();
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        start.set(i64::try_from(since.as_secs()).unwrap_or(i64::MAX));
        registry.register_with_unit(
            "start_time",
            "When the server started, in seconds since 1970",
            Unit::Seconds,
            start,
        );
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The program that serves", build);
        Self { registry, requests, durations, bytes, state }
    }

    /// Counts a request. Without a status its client went before there was one.
    pub fn count(
        &self,
        method: &Method,
        endpoint: &str,
        status: Option<StatusCode>,
        bytes: u64,
        time: Duration,
    ) {
        let status = status.map_or_else(|| "none".to_owned(), |status| status.as_str().to_owned());
        let labels = RequestLabels {
            method: known(method).to_owned(),
            endpoint: endpoint.to_owned(),
            status,
        };
        self.requests.get_or_create_owned(&labels).inc();
        let labels = EndpointLabels { endpoint: endpoint.to_owned() };
        self.durations.get_or_create_owned(&labels).observe(time.as_secs_f64());
        self.bytes.inc_by(bytes);
    }
}

/// A client may invent methods; each would be a row for ever.
fn known(method: &Method) -> &str {
    const KNOWN: [Method; 7] = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::PATCH,
        Method::OPTIONS,
    ];
    if KNOWN.contains(method) { method.as_str() } else { "other" }
}

fn histogram() -> Histogram {
    Histogram::new(DURATIONS)
}

impl StateGauges {
    fn register(&self, registry: &mut Registry) {
        let gauges = [
            ("workers", "Threads that work on requests", &self.workers),
            ("workers_busy", "Threads that work on one now", &self.busy),
            (
                "workers_overdue",
                "Threads that still work on one past its time limit",
                &self.overdue,
            ),
            ("requests_waiting", "Requests that wait for a thread", &self.waiting),
            ("connections", "Connections that are open", &self.connections),
            ("quads", "Quads in the store", &self.quads),
            ("snapshot", "The number of the newest snapshot", &self.snapshot),
        ];
        for (name, help, gauge) in gauges {
            registry.register(name, help, gauge.clone());
        }
    }

    fn read(&self, state: &State) {
        let set = |gauge: &Gauge, value: u64| gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        let snapshot = state.served.database().snapshot();
        let connections = state.options.limits.connections_max - state.places.available_permits();
        set(&self.workers, state.options.limits.workers as u64);
        set(&self.busy, state.workers.busy() as u64);
        set(&self.overdue, state.running.overdue() as u64);
        set(&self.waiting, state.workers.waiting() as u64);
        set(&self.connections, connections as u64);
        set(&self.quads, snapshot.len());
        set(&self.snapshot, snapshot.id().0);
    }
}

/// The figures.
pub async fn metrics(Extract(state): Extract<State>) -> Result<impl IntoResponse, Problem> {
    const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    state.metrics.state.read(&state);
    let mut text = String::new();
    encode(&mut text, &state.metrics.registry).map_err(|_| Problem::internal())?;
    Ok(([(header::CONTENT_TYPE, MEDIA_TYPE)], text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invented_methods_share_a_row() {
        let metrics = Metrics::new();
        for method in ["BREW", "STEEP", "GET"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            metrics.count(&method, "none", Some(StatusCode::NOT_FOUND), 10, Duration::ZERO);
        }
        let mut text = String::new();
        encode(&mut text, &metrics.registry).unwrap();
        let row =
            "westlake_http_requests_total{method=\"other\",endpoint=\"none\",status=\"404\"} 2";
        assert!(text.contains(row), "{text}");
        assert!(text.contains("westlake_http_answer_body_bytes_total 30"), "{text}");
    }
}
