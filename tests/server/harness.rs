//! A server for each test, and a plain HTTP/1.1 client that shows every byte of an answer.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

/// No answer of a test takes so long; a client that waits longer fails instead of hanging.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(60);

/// A running server. It is killed when it goes out of scope.
pub struct Server {
    child: Child,
    address: SocketAddr,
}

/// What a server answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Response {
    pub status: u16,
    /// In the order of the answer, the names in lower case.
    pub headers: Vec<(String, String)>,
    /// Without the framing of chunks; still compressed where it is.
    pub body: Vec<u8>,
}

impl Server {
    /// Starts `westlake serve --bind 127.0.0.1:0` with more arguments, and waits until it listens.
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments)
    }

    /// The same in a folder.
    pub fn start_in(folder: &Path, arguments: &[&str]) -> Self {
        Self::start_logging(folder, arguments, Stdio::inherit())
    }

    /// The same, with its standard error going elsewhere.
    pub fn start_logging(folder: &Path, arguments: &[&str], log: Stdio) -> Self {
        let mut command = westlake();
        command.arg("serve").args(arguments).current_dir(folder);
        if arguments.contains(&"--bind") {
            return Self::started(command, log);
        }
        Self::start_command(command, log)
    }

    /// The same with a command that lacks nothing but the address.
    pub fn start_command(mut command: Command, log: Stdio) -> Self {
        command.args(["--bind", "127.0.0.1:0"]);
        Self::started(command, log)
    }

    fn started(mut command: Command, log: Stdio) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        let mut child = command.spawn().expect("the program runs");
        let stdout = child.stdout.take().expect("standard output is a pipe");
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).expect("the server prints a line");
        let address = line.trim().strip_prefix("Westlake listens on http://");
        let address = address.and_then(|address| address.strip_suffix('/')?.parse().ok());
        let address = address.unwrap_or_else(|| panic!("the address stands in {line:?}"));
        Self { child, address }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it has ended by itself.
    pub fn wait(mut self) -> ExitStatus {
        self.child.wait().expect("a process of our own can be waited for")
    }

    /// `GET path`
    pub fn get(&self, path: &str) -> Response {
        self.request("GET", path, &[], b"")
    }

    /// Sends a request on a connection of its own. `Host`, `Connection` and, with a body, `Content-Length` are added where
    /// they aren't given.
    pub fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Response {
        let mut head = format!("{method} {path} HTTP/1.1\r\n");
        let given = |name: &str| headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
        if !given("host") {
            head += &format!("Host: {}\r\n", self.address);
        }
        if !given("connection") {
            head += "Connection: close\r\n";
        }
        if !body.is_empty() && !given("content-length") && !given("transfer-encoding") {
            head += &format!("Content-Length: {}\r\n", body.len());
        }
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        let mut stream = self.connect();
        let sent = stream
            .write_all(format!("{head}\r\n").as_bytes())
            .and_then(|()| stream.write_all(body));
        // A server may answer and close before it has read a body that it refuses.
        let response = Response::read(&mut BufReader::new(stream), method);
        response.unwrap_or_else(|| panic!("{method} {path} has no answer; sent: {sent:?}"))
    }

    /// A connection, for tests that write what no client should.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("the server takes connections");
        stream.set_read_timeout(Some(ANSWER_TIME_MAX)).expect("a time limit");
        stream.set_write_timeout(Some(ANSWER_TIME_MAX)).expect("a time limit");
        stream
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Response {
    /// Reads one answer. `None` if the connection ends before its head, or before the end of a body that has a length or
    /// comes in chunks.
    pub fn read(reader: &mut impl BufRead, method: &str) -> Option<Self> {
        let mut status = 100;
        let mut headers = Vec::new();
        // Interim answers have no body.
        while (100..200).contains(&status) {
            let line = read_line(reader)?;
            status = line.strip_prefix("HTTP/1.")?.get(2..5)?.parse().ok()?;
            headers = read_headers(reader)?;
        }
        let mut response = Self { status, headers, body: Vec::new() };
        if method == "HEAD" || status == 204 || status == 304 {
            return Some(response);
        }
        if response.header("transfer-encoding") == Some("chunked") {
            response.body = read_chunks(reader)?;
        } else if let Some(length) = response.header("content-length") {
            response.body = vec![0; length.parse().ok()?];
            reader.read_exact(&mut response.body).ok()?;
        } else {
            reader.read_to_end(&mut response.body).ok()?;
        }
        Some(response)
    }

    /// The value of a header that stands once.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is text")
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }
}

fn read_line(reader: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    Some(line.strip_suffix("\r\n")?.to_owned())
}

fn read_headers(reader: &mut impl BufRead) -> Option<Vec<(String, String)>> {
    let mut headers = Vec::new();
    loop {
        let line = read_line(reader)?;
        if line.is_empty() {
            return Some(headers);
        }
        let (name, value) = line.split_once(':')?;
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
}

fn read_chunks(reader: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = read_line(reader)?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        let start = body.len();
        body.resize(start + length, 0);
        reader.read_exact(&mut body[start..]).ok()?;
        if length == 0 {
            // Trailers may follow the last chunk.
            read_headers(reader)?;
            return Some(body);
        }
        if !read_line(reader)?.is_empty() {
            return None;
        }
    }
}

/// The program with nothing of the environment that stands in for options.
pub fn westlake() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_westlake"));
    for (variable, _) in std::env::vars_os() {
        if variable.to_string_lossy().starts_with("WESTLAKE_") {
            command.env_remove(variable);
        }
    }
    command
}

/// What the program prints, which must do its work.
pub fn printed(arguments: &[&str]) -> Vec<u8> {
    let output = westlake()
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "westlake {arguments:?}\n{stderr}");
    output.stdout
}

/// A text as it stands in a URL's query part.
pub fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
