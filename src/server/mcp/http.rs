//! The protocol over HTTP, at `/mcp`: each request stands for itself, and is answered with plain JSON.

use super::service::{Host, Service};
use crate::server::Served;
use crate::server::state::{Shared, State};
use crate::server::workers::Workers;
use crate::sparql::RemoteService;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};
use std::sync::Arc;

/// The longest message, in bytes.
const MESSAGE_BYTES_MAX: usize = 1 << 20;

impl Host for Shared {
    fn served(&self) -> &Served {
        &self.served
    }

    fn workers(&self) -> &Workers {
        &self.workers
    }

    fn services(&self) -> Option<Arc<dyn RemoteService>> {
        (!self.options.services.is_empty()).then(|| self.services())
    }
}

/// The service for the path `/mcp`. `guard` must have looked at the request: by which name the server was called, and from
/// whose page. It knows `--host`, `--cors` and every spelling of the bound address, so it alone decides, before the crate's
/// own check could.
pub fn endpoint(state: &State) -> StreamableHttpService<Service<Shared>, NeverSessionManager> {
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(MESSAGE_BYTES_MAX)
        .disable_allowed_hosts()
        .disable_allowed_origins();
    let state = Arc::clone(state);
    let service = move || Ok(Service::new(Arc::clone(&state)));
    StreamableHttpService::new(service, Arc::new(NeverSessionManager::default()), config)
}
