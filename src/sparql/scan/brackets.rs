//! Which brackets are open at a place.

use super::token::{Kind, Sign, Token};

/// The indices of the brackets that are open before a token, the innermost last. Closing ones that fit nothing are
/// passed over.
pub(in crate::sparql) fn open_before(tokens: &[Token], at: usize) -> Vec<usize> {
    let mut open: Vec<usize> = Vec::new();
    for (index, token) in tokens[..at].iter().enumerate() {
        let Kind::Sign(sign) = token.kind else { continue };
        if sign.opens() {
            open.push(index);
        } else if open.last().is_some_and(|&last| closes(tokens, last, sign)) {
            open.pop();
        }
    }
    open
}

/// The index of what closes the bracket at an index.
pub(in crate::sparql) fn closing_of(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        let Kind::Sign(sign) = token.kind else { continue };
        if sign.opens() {
            depth += 1;
        } else if sign.closes() {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(index);
            }
        }
    }
    None
}

/// Whether a sign closes the bracket at an index.
pub(in crate::sparql) fn closes(tokens: &[Token], open: usize, sign: Sign) -> bool {
    match tokens[open].kind {
        Kind::Sign(opening) => opening.closing() == Some(sign),
        _ => false,
    }
}
