//! What a client sent: a message of the protocol, or the JSON-RPC error that answers it (JSON-RPC 2.0, section 5.1). Both
//! transports judge by it before the SDK does, whose own answers to what is no message are none that a client can read.

use rmcp::RoleServer;
use rmcp::model::{ClientRequest, ErrorCode, JsonRpcMessage};
use rmcp::service::RxJsonRpcMessage;
use serde_json::{Value, json};

/// Text of a client, judged.
pub enum Judged {
    Message(Box<RxJsonRpcMessage<RoleServer>>),
    /// A notification of a kind that isn't known, which is let pass.
    Ignored,
    /// What is answered to anything else.
    Wrong(Wrong),
}

/// An error, and the request that it answers, where one can be told.
pub struct Wrong {
    pub id: Value,
    pub code: ErrorCode,
    pub message: String,
}

/// What the params of a method are. The SDK takes a request whose params don't fit for one of a method that it doesn't know.
const PARAMS: [(&str, &str); 4] = [
    ("initialize", "an object with protocolVersion, capabilities and clientInfo"),
    ("tools/call", "an object with the name of a tool, and its arguments as an object"),
    ("tools/list", "left out, or an object"),
    ("ping", "left out, or an object"),
];

impl Wrong {
    /// An error that answers no request in particular.
    pub fn of_nothing(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { id: Value::Null, code, message: message.into() }
    }

    /// The error as it is sent.
    pub fn answer(&self) -> Value {
        let error = json!({ "code": self.code.0, "message": self.message });
        json!({ "jsonrpc": "2.0", "id": self.id, "error": error })
    }
}

/// Judges a text, which should be one message.
pub fn judge(text: &[u8]) -> Judged {
    if let Ok(message) = serde_json::from_slice::<RxJsonRpcMessage<RoleServer>>(text) {
        return match wrong_params(&message) {
            Some(wrong) => Judged::Wrong(wrong),
            None => Judged::Message(Box::new(message)),
        };
    }
    let value: Value = match serde_json::from_slice(text) {
        Ok(value) => value,
        Err(why) => {
            let message = format!("the message is no JSON: {why}");
            return Judged::Wrong(Wrong::of_nothing(ErrorCode::PARSE_ERROR, message));
        }
    };
    Judged::Wrong(match value.get("method").and_then(Value::as_str) {
        Some(method) if value.get("jsonrpc").is_some_and(|version| version == "2.0") => {
            match value.get("id") {
                None => return Judged::Ignored,
                Some(id) if id.is_string() || id.is_i64() => {
                    params_error(id.clone(), method, value.get("params").is_some())
                }
                Some(_) => no_message(&value),
            }
        }
        _ => no_message(&value),
    })
}

fn no_message(value: &Value) -> Wrong {
    let message = match value {
        Value::Array(_) => "a batch isn't taken; send each message by itself",
        _ => {
            "it is no JSON-RPC message of this protocol: an object with jsonrpc: \"2.0\", a method, and for a request an id \
             that is a text or a whole number"
        }
    };
    let id = value.get("id").filter(|id| id.is_string() || id.is_number()).cloned();
    let (id, code) = (id.unwrap_or_default(), ErrorCode::INVALID_REQUEST);
    Wrong { id, code, message: message.to_owned() }
}

fn wrong_params(message: &RxJsonRpcMessage<RoleServer>) -> Option<Wrong> {
    let JsonRpcMessage::Request(request) = message else { return None };
    let ClientRequest::CustomRequest(custom) = &request.request else { return None };
    let is_known = PARAMS.iter().any(|(method, _)| *method == custom.method);
    let id = request.id.clone().into_json_value();
    is_known.then(|| params_error(id, &custom.method, custom.params.is_some()))
}

fn params_error(id: Value, method: &str, are_given: bool) -> Wrong {
    let known = PARAMS.iter().find(|(known, _)| *known == method);
    let params = known.map_or("an object", |(_, params)| params);
    let state = if are_given { "are wrong" } else { "are missing" };
    let message = format!("the params of {method:?} {state}; they are {params}");
    Wrong { id, code: ErrorCode::INVALID_PARAMS, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Wrong {
        match judge(text.as_bytes()) {
            Judged::Wrong(wrong) => wrong,
            Judged::Message(_) | Judged::Ignored => panic!("{text} is wrong"),
        }
    }

    #[test]
    fn what_is_no_message_has_the_code_of_its_mistake() {
        let deep = "[".repeat(200_000);
        for (text, code) in [
            ("", -32700),
            ("{bad", -32700),
            ("\"\\ud800\"", -32700),
            (deep.as_str(), -32700),
            ("{}", -32600),
            ("[]", -32600),
            ("null", -32600),
            (r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, -32600),
            (r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600),
            (r#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600),
            (r#"{"jsonrpc":"1.0","method":"notifications/initialized"}"#, -32600),
        ] {
            let wrong = wrong(text);
            assert_eq!((wrong.code.0, &wrong.id), (code, &Value::Null), "{:.60}", text);
        }
    }

    #[test]
    fn an_error_answers_the_request_that_it_can_name() {
        // The member `jsonrpc` is missing.
        let wrong = wrong(r#"{"id":"a","method":"ping"}"#);
        let answer = wrong.answer();
        assert_eq!((&answer["id"], &answer["error"]["code"]), (&json!("a"), &json!(-32600)));
    }

    #[test]
    fn params_that_do_not_fit_are_wrong_and_not_the_method() {
        for (method, _) in PARAMS {
            let text = json!({ "jsonrpc": "2.0", "id": 7, "method": method, "params": [1] });
            let wrong = wrong(&text.to_string());
            assert_eq!((wrong.code.0, &wrong.id), (-32602, &json!(7)), "{method}");
            assert!(wrong.message.contains("are wrong; they are "), "{}", wrong.message);
        }
        let missing = wrong(r#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#);
        assert!(missing.message.starts_with("the params of \"tools/call\" are missing"));
    }

    #[test]
    fn messages_of_other_kinds_pass() {
        for text in [
            r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#,
            r#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#,
            r#"{"jsonrpc":"2.0","id":1,"method":"no/such/method","params":{"a":1}}"#,
            r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
        ] {
            assert!(matches!(judge(text.as_bytes()), Judged::Message(_)), "{text}");
        }
    }
}
