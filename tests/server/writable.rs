//! A server that takes changes, and a client that has its token.

use super::harness::{Response, Server};
use std::io::Write;

const TOKEN: &str = "token-of-the-server-tests";

/// A server with little data, and who may change it.
pub struct Writable {
    pub server: Server,
    _folder: tempfile::TempDir,
}

impl Writable {
    /// A server that holds this Turtle in its default graph.
    pub fn start(turtle: &str) -> Self {
        Self::start_with(turtle, &[])
    }

    /// The same with more arguments.
    pub fn start_with(turtle: &str, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let write = |name: &str, content: &str| {
            let path = folder.path().join(name);
            let mut file = std::fs::File::create(&path).expect("the folder takes files");
            file.write_all(content.as_bytes()).expect("the folder takes files");
            path.display().to_string()
        };
        let (data, token) = (write("data.ttl", turtle), write("token", TOKEN));
        let own = ["--data", &data, "--writable", "--token-file", &token];
        let server = Server::start(&[&own, arguments].concat());
        Self { server, _folder: folder }
    }

    pub fn token(&self) -> &'static str {
        TOKEN
    }

    /// A request with the token.
    pub fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Response {
        self.request_bytes(method, path, headers, body.as_bytes())
    }

    /// The same with a body that may be no text.
    pub fn request_bytes(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Response {
        let authorization = format!("Bearer {TOKEN}");
        let headers = [&[("authorization", authorization.as_str())], headers].concat();
        self.server.request(method, path, &headers, body)
    }

    /// Sends Turtle.
    pub fn send(&self, method: &str, path: &str, turtle: &str) -> Response {
        self.request(method, path, &[("content-type", "text/turtle")], turtle)
    }

    /// Sends an update.
    pub fn update(&self, update: &str) -> Response {
        self.request("POST", "/update", &[("content-type", "application/sparql-update")], update)
    }

    /// What the server holds, as sorted lines of N-Quads.
    pub fn quads(&self) -> Vec<String> {
        let answer = self.server.get("/store?format=nq");
        assert_eq!(answer.status, 200, "{}", answer.text());
        let mut lines: Vec<String> = answer.text().lines().map(str::to_owned).collect();
        lines.sort();
        lines
    }
}
