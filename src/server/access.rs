//! Who may read and who may write: the bearer token (RFC 6750).

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use thiserror::Error;

/// What a client needs to show.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// Whether anything can be changed. Needs a token.
    pub writable: bool,
    /// Whether who only reads needs the token too.
    pub reads_need_token: bool,
    /// What is shown in `Authorization: Bearer …`.
    pub token: Option<Token>,
}

impl Access {
    /// Whether these credentials are the token's.
    pub fn admits(&self, credentials: &[u8]) -> bool {
        self.token.as_ref().is_some_and(|token| token.is(credentials))
    }
}

/// A secret that a client shows. Only its digest is kept.
#[derive(Clone)]
pub struct Token {
    digest: [u8; 32],
}

/// A text that is no token.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum TokenError {
    /// Too short to be a secret.
    #[error("a token has at least {LENGTH_MIN} characters")]
    Short,
    /// It can't stand in a header.
    #[error(
        "a token is made of letters, digits and -._~+/=, without blanks (RFC 6750, section 2.1)"
    )]
    Characters,
    /// The system gives no random bytes.
    #[error("the system has no random bytes to make a token of")]
    NoRandomness,
}

const LENGTH_MIN: usize = 16;

impl Token {
    /// The token of a text, blanks and line ends around it left out.
    ///
    /// # Errors
    /// [`TokenError`].
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let text = text.trim();
        if text.len() < LENGTH_MIN {
            return Err(TokenError::Short);
        }
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte)) {
            return Err(TokenError::Characters);
        }
        Ok(Self { digest: Sha256::digest(text).into() })
    }

    /// A new token of 256 random bits, and its text, which is nowhere else.
    ///
    /// # Errors
    /// [`TokenError::NoRandomness`].
    pub fn generate() -> Result<(Self, String), TokenError> {
        let text = random_hex::<32>().ok_or(TokenError::NoRandomness)?;
        Ok((Self { digest: Sha256::digest(&text).into() }, text))
    }

    /// Compares digests, in a time that tells nothing of where they differ.
    fn is(&self, credentials: &[u8]) -> bool {
        self.digest.ct_eq(&Sha256::digest(credentials)).into()
    }
}

/// So many random bytes, two digits each; `None` where the system gives none.
pub fn random_hex<const BYTES: usize>() -> Option<String> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_itself_is_admitted() {
        let (token, text) = Token::generate().unwrap();
        let access = Access { token: Some(token), ..Access::default() };
        assert!(access.admits(text.as_bytes()));
        assert!(!access.admits(&text.as_bytes()[1..]) && !access.admits(b""));
        assert!(!Access::default().admits(b""));
    }

    #[test]
    fn what_is_no_token_is_refused() {
        assert_eq!(Token::parse(" short\n").unwrap_err(), TokenError::Short);
        assert_eq!(Token::parse("sixteen letters and more").unwrap_err(), TokenError::Characters);
        assert!(Token::parse("0123456789abcdef\n").is_ok());
    }
}
