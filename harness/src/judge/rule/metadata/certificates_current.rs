use openssl::asn1::Asn1Time;

use super::evidence_view::each_once;
use super::keys;
use super::{EvidenceView, Judgement, Rule};

/// SAML2Int (SDP-MD05); IdPs and people look at the dates, whatever the profiles say of them.
pub(super) const RULE: Rule = Rule {
    name: "metadata-certificates-current",
    demand: "No certificate is expired, not yet valid, or about to expire within 14 days.",
    rows: &["MD-11"],
    judge,
};

const SOON: i64 = 14 * 24 * 3600;

fn judge(view: &EvidenceView<'_>) -> Judgement {
    let now = view.evidence.sp_metadata.first().map(|fetch| fetch.at.as_second()).unwrap_or_default();
    let time = |second: i64| Asn1Time::from_unix(second).map_err(|error| error.to_string());
    let (now, soon) = (time(now)?, time(now + SOON)?);
    let certificates = keys(view)?.into_iter().filter_map(|key| key.certificate.ok());
    let found = certificates.filter_map(|certificate| {
        let (from, until) = (certificate.not_before(), certificate.not_after());
        match () {
            () if until < now => Some(format!("a certificate expired on {until}")),
            () if until < soon => Some(format!("a certificate expires soon, on {until}")),
            () if from > now => Some(format!("a certificate is not valid before {from}")),
            () => None,
        }
    });
    Ok(each_once(found.collect()))
}

#[cfg(test)]
mod tests {
    use openssl::asn1::{Asn1Time, Asn1TimeRef};
    use openssl::x509::X509;

    use super::super::evidence_view::base64;
    use super::super::sample::{broken, evidence, key};
    use super::RULE;

    #[test]
    fn the_time_of_the_fetch_counts() {
        let day = jiff::SignedDuration::from_hours(24);
        let at = |days: i32| {
            let mut evidence = evidence();
            evidence.sp_metadata[0].at += day * days;
            broken(RULE, &evidence)
        };
        assert_eq!(at(1), [""; 0]);
        assert!(at(-2)[0].starts_with("a certificate is not valid before "));
        assert!(at(5 * 365 - 5)[0].starts_with("a certificate expires soon, on "));
        assert!(at(5 * 365 + 5)[0].starts_with("a certificate expired on "));
    }

    #[rstest::rstest]
    #[case::first_second(|from: i64, _: i64| from, "")]
    #[case::second_before_it(|from: i64, _: i64| from - 1, "a certificate is not valid before ")]
    #[case::last_second(|_: i64, until: i64| until, "a certificate expires soon, on ")]
    #[case::second_after_it(|_: i64, until: i64| until + 1, "a certificate expired on ")]
    #[case::fourteen_days_left(|_: i64, until: i64| until - 14 * 24 * 60 * 60, "")]
    #[case::less_than_fourteen_days_left(|_: i64, until: i64| until - 14 * 24 * 60 * 60 + 1, "a certificate expires soon, on ")]
    fn a_certificate_counts_to_the_second(#[case] fetched: fn(i64, i64) -> i64, #[case] told: &str) {
        let second = |time: &Asn1TimeRef| {
            let since = Asn1Time::from_unix(0).and_then(|epoch| epoch.diff(time)).unwrap();
            i64::from(since.days) * 24 * 60 * 60 + i64::from(since.secs)
        };
        let certificate = X509::from_der(&base64(&key().certificate_base64().unwrap()).unwrap()).unwrap();
        let at = fetched(second(certificate.not_before()), second(certificate.not_after()));
        let mut evidence = evidence();
        evidence.sp_metadata[0].at = jiff::Timestamp::from_second(at).unwrap();
        let found = broken(RULE, &evidence);
        assert_eq!(found.len(), usize::from(!told.is_empty()), "{found:?}");
        assert!(found.iter().all(|found| found.starts_with(told)), "{found:?}");
    }
}
