//! Who gets which key of a pool.

use super::{KeyPair, KeyPool, POOL_SIZE};

/// Keys that are made quickly.
fn pool() -> KeyPool {
    KeyPool::new(1024, None)
}

fn is_same(one: &KeyPair, other: &KeyPair) -> bool {
    one.private_key.public_eq(&other.private_key)
}

/// Others may take any number of keys meanwhile, as lanes side by side do.
#[test]
fn who_replaces_a_key_gets_another_one() {
    let all = pool();
    for taken in 0..2 * POOL_SIZE {
        let own = all.apart();
        let before = own.issue("acme").unwrap();
        for _ in 0..taken {
            all.apart().issue("other").unwrap();
        }
        assert!(!is_same(&before, &own.issue("acme").unwrap()), "{taken} keys were taken meanwhile");
    }
}

#[test]
fn no_two_holders_have_the_same_key_however_many_they_are() {
    let own = pool();
    let pairs: Vec<_> = (0..POOL_SIZE + 2).map(|_| own.clone().issue("acme").unwrap()).collect();
    for (index, pair) in pairs.iter().enumerate() {
        assert!(pairs[..index].iter().all(|before| !is_same(before, pair)), "pair {index}");
    }
}

#[test]
fn holders_that_are_set_apart_share_a_few_keys() {
    let all = pool();
    let pairs: Vec<_> = (0..3 * POOL_SIZE).map(|_| all.apart().issue("acme").unwrap()).collect();
    for pair in &pairs[POOL_SIZE..] {
        assert!(pairs[..POOL_SIZE].iter().any(|first| is_same(first, pair)));
    }
}

/// A key that nobody holds any more is handed out again: an IdP that is used for long makes no more keys.
#[test]
fn a_key_is_free_again_when_its_holder_is_gone() {
    let own = pool();
    let mut last = own.issue("acme").unwrap();
    for _ in 0..3 * POOL_SIZE {
        last = own.issue("acme").unwrap();
    }
    let made = own.inner.usual.iter().filter(|key| key.get().is_some()).count();
    assert!(made <= POOL_SIZE && last.certificate_pem().is_ok(), "{made} keys were made");
}

/// What a careless verifier looks at fits, and the key does not.
#[test]
fn certificates_of_the_stranger_resemble_that_of_the_idp() {
    let idp = pool().issue("acme").unwrap();
    let name = |name: &openssl::x509::X509NameRef| name.to_der().unwrap();
    let subject = name(idp.certificate.subject_name());
    let (leaf, renewed) = (idp.stranger_leaf().unwrap(), idp.stranger_renewed().unwrap());
    assert!(name(leaf.certificate.issuer_name()) == subject && name(leaf.certificate.subject_name()) != subject);
    assert!(name(renewed.certificate.issuer_name()) == subject && name(renewed.certificate.subject_name()) == subject);
    assert!(renewed.certificate.not_before() > idp.certificate.not_before());
    assert!(renewed.certificate.not_after() > idp.certificate.not_after());
    for pair in [leaf, renewed] {
        assert!(is_same(&pair, &KeyPair::stranger().unwrap()) && pair.certificate.verify(&pair.private_key).unwrap());
    }
}
