//! The answer of a tool: text for a model, JSON for a program, both bounded, and what was cut to bound them.

use crate::explore::{CitedDocument, cited_documents_text};
use crate::model::Prefixes;
use rmcp::model::{CallToolResult, ContentBlock, JsonObject};
use serde::Serialize;
use serde_json::{Value, json};

/// The longest text, in bytes: some eight thousand words of a model's context.
pub const TEXT_BYTES_MAX: usize = 32 * 1024;
/// The longest JSON, in bytes: it has the IRIs and digests that the text leaves out.
pub const JSON_BYTES_MAX: usize = 256 * 1024;

/// What a tool answers.
pub struct ToolAnswer {
    structured: JsonObject,
    text: String,
}

/// What is written beside the library's own answer.
#[derive(Default)]
pub struct Remarks {
    /// The view, where the library's type doesn't name it.
    pub view: Option<String>,
    /// The documents that the evidence lies in.
    pub documents: Vec<CitedDocument>,
    /// What was cut, a sentence each with how to get it.
    pub cut: Vec<String>,
}

impl ToolAnswer {
    /// An answer of the library in both forms.
    pub fn new(answer: &impl Serialize, text: &str, remarks: Remarks, prefixes: &Prefixes) -> Self {
        let mut structured = match serde_json::to_value(answer) {
            Ok(Value::Object(members)) => members,
            // The library's answers are structs with string keys; another value has a place all the same.
            Ok(other) => JsonObject::from_iter([("answer".to_owned(), other)]),
            Err(_) => JsonObject::new(),
        };
        let mut text = text.trim_end().to_owned();
        if let Some(view) = remarks.view {
            structured.insert("view".to_owned(), view.into());
        }
        if !remarks.documents.is_empty() {
            let documents = cited_documents_text(&remarks.documents, prefixes).to_string();
            text.push_str(&format!("\n\nDocuments that places like 10–20 lie in, as code points of the raw text:\n{documents}"));
            if remarks.documents.iter().any(|document| document.verified < document.spans) {
                text.push_str("The words of some places aren't shown: the server wasn't given their document.\n");
            }
            structured.insert("documents".to_owned(), json!(remarks.documents));
        }
        if !remarks.cut.is_empty() {
            text = format!("{}\n\nCut:\n{}", text.trim_end(), remarks.cut.join("\n"));
        }
        text.truncate(text.trim_end().len());
        structured.insert("cut".to_owned(), json!(remarks.cut));
        Self { structured, text }
    }

    /// The longest answer that is within the bounds: `write` writes it with at most so many items a list, `most` to begin
    /// with and then ever fewer.
    pub fn fitted(most: usize, mut write: impl FnMut(usize) -> Self) -> Self {
        let mut items_max = most;
        loop {
            let answer = write(items_max);
            if answer.fits() {
                return answer;
            }
            if items_max <= 1 {
                return answer.cut_short();
            }
            items_max /= 2;
        }
    }

    fn fits(&self) -> bool {
        let json = serde_json::to_vec(&self.structured).map_or(0, |json| json.len());
        self.text.len() <= TEXT_BYTES_MAX && json <= JSON_BYTES_MAX
    }

    /// What even with one item a list is too long: the text up to the end of a line.
    fn cut_short(self) -> Self {
        let mut text = self.text;
        text.truncate(text.floor_char_boundary(TEXT_BYTES_MAX));
        text.truncate(text.rfind('\n').map_or(text.len(), |end| end + 1));
        let cut = format!(
            "The answer is longer than {TEXT_BYTES_MAX} bytes of text or {JSON_BYTES_MAX} bytes of JSON: its text is cut here, \
             and it has no structured content. Ask for less, or for a part of it with sparql_query."
        );
        text = format!("{}\n\nCut:\n{cut}", text.trim_end());
        Self { structured: JsonObject::from_iter([("cut".to_owned(), json!([cut]))]), text }
    }

    /// The answer as the result of a call.
    pub fn into_result(self) -> CallToolResult {
        let mut result = CallToolResult::success(vec![ContentBlock::text(self.text)]);
        result.structured_content = Some(Value::Object(self.structured));
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(lines: usize, line: &str) -> ToolAnswer {
        let rows: Vec<_> = std::iter::repeat_n(line, lines).collect();
        let text = rows.join("\n");
        let answer = json!({ "rows": rows });
        ToolAnswer::new(&answer, &text, Remarks::default(), &Prefixes::standard())
    }

    #[test]
    fn an_answer_that_is_too_long_is_written_with_fewer_items() {
        let mut asked = Vec::new();
        let answer = ToolAnswer::fitted(1000, |items_max| {
            asked.push(items_max);
            answer(items_max, &"x".repeat(100))
        });
        assert_eq!(asked, [1000, 500, 250]);
        assert!(answer.text.len() <= TEXT_BYTES_MAX && !answer.text.contains("Cut:"));
    }

    #[test]
    fn one_item_that_is_too_long_is_cut_at_a_line_and_says_so() {
        let long = "深".repeat(TEXT_BYTES_MAX);
        let answer = ToolAnswer::fitted(8, |_| answer(1, &format!("first\n{long}")));
        assert!(answer.text.starts_with("first\n\nCut:\nThe answer is longer"), "{}", answer.text);
        assert_eq!(answer.structured.keys().collect::<Vec<_>>(), ["cut"]);
        assert!(answer.fits());
    }
}
