//! The cryptography of https, and whether this processor can do it.

use rustls::crypto::CryptoProvider;
use std::sync::Arc;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};

/// The settings for https; `None` where the processor lacks what graviola needs: it would panic at the first handshake.
pub(super) fn tls_config() -> Option<TlsConfig> {
    let config = TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .root_certs(RootCerts::WebPki)
        .unversioned_rustls_crypto_provider(provider()?);
    Some(config.build())
}

fn provider() -> Option<Arc<CryptoProvider>> {
    is_supported().then(|| Arc::new(rustls_graviola::default_provider()))
}

/// What graviola checks when it is called, and the instructions that its documentation asks for besides.
#[cfg(target_arch = "x86_64")]
fn is_supported() -> bool {
    use std::arch::is_x86_feature_detected as has;
    has!("aes")
        && has!("pclmulqdq")
        && has!("ssse3")
        && has!("bmi1")
        && has!("bmi2")
        && has!("adx")
        && has!("avx")
        && has!("avx2")
}

/// What graviola checks when it is called.
#[cfg(target_arch = "aarch64")]
fn is_supported() -> bool {
    use std::arch::is_aarch64_feature_detected as has;
    has!("neon") && has!("aes") && has!("pmull") && has!("sha2")
}
