use super::*;

const SP: &str = "http://127.0.0.1:4000/saml/acs";
const IDP: &str = "http://acme.idp.localhost:5000/sso";

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

fn jar(cookies: &[(&str, &str)]) -> Jar {
    let mut jar = Jar::default();
    for (from, header) in cookies {
        let _ = jar.take(header, &url(from), at(0));
    }
    jar
}

fn sent(jar: &mut Jar, to: &str, asked: Asked, seconds: i64) -> String {
    let sent = jar.going(&url(to), asked, at(seconds)).0;
    sent.iter().map(|cookie| format!("{}={}", cookie.name, cookie.value)).collect::<Vec<_>>().join("; ")
}

#[test]
fn what_is_withheld_or_refused_has_its_reason() {
    let mut jar = jar(&[
        (SP, "lax=1; SameSite=Lax; Path=/"),
        (SP, "strict=1; SameSite=Strict; Path=/elsewhere"),
        (SP, "plain=1; Path=/"),
        (SP, "short=1; Max-Age=10; Path=/; SameSite=None; Secure"),
        (IDP, "other=1"),
    ]);
    let mut withheld = |to: &str, asked, seconds| -> Vec<String> {
        let withheld = jar.going(&url(to), asked, at(seconds)).1;
        withheld.into_iter().map(|one| format!("{}: {}", one.cookie.name, one.why.join(" "))).collect()
    };
    assert_eq!(withheld(SP, Asked::PostedFromElsewhere, 5), ["lax: SameSiteLax", "strict: NotOnPath SameSiteStrict"]);
    assert_eq!(
        withheld(SP, Asked::PostedFromElsewhere, 121),
        [
            "lax: SameSiteLax",
            "plain: SameSiteUnspecifiedTreatedAsLax",
            "short: Expired",
            "strict: NotOnPath SameSiteStrict"
        ]
    );
    assert_eq!(withheld("http://globex.idp.localhost/", Asked::FromSameSite, 121), ["other: DomainMismatch"]);
    let mut refused = |from: &str, header: &str| jar.take(header, &url(from), at(121)).err();
    let plain = "http://sp.example/";
    for (from, header, why) in [
        (plain, "a=1; Secure", "SecureOnly"),
        (plain, "a=1; SameSite=None", "SameSiteNoneInsecure"),
        (plain, "a=1; Domain=other.example", "InvalidDomain"),
        (SP, "__Host-a=1; Path=/", "InvalidPrefix"),
    ] {
        assert_eq!(refused(from, header), Some(why), "{header}");
    }
    assert_eq!(refused(SP, "lax=2; SameSite=Lax; Path=/"), None);
}

#[test]
fn a_post_from_the_idp_brings_only_what_same_site_allows() {
    let mut jar = jar(&[
        (SP, "none=1; SameSite=None; Secure; Path=/"),
        (SP, "lax=1; SameSite=Lax; Path=/"),
        (SP, "strict=1; SameSite=Strict; Path=/"),
        (SP, "plain=1; Path=/"),
        (SP, "refused=1; SameSite=None; Path=/"),
    ]);
    let posted = Asked::by(Some(&url(IDP)), "POST", &url(SP));
    assert_eq!(sent(&mut jar, SP, posted, 119), "none=1; plain=1", "the two minutes of grace");
    assert_eq!(sent(&mut jar, SP, posted, 121), "none=1");
    let got = Asked::by(Some(&url(IDP)), "GET", &url(SP));
    assert_eq!(sent(&mut jar, SP, got, 121), "none=1; lax=1; plain=1");
    let own = Asked::by(Some(&url("http://127.0.0.1:9/")), "POST", &url(SP));
    assert_eq!(sent(&mut jar, SP, own, 121), "none=1; lax=1; strict=1; plain=1");
    assert_eq!(Asked::by(None, "GET", &url(SP)), Asked::FromSameSite);
}

#[test]
fn a_cookie_set_again_alike_stays_old() {
    let mut jar = jar(&[(SP, "plain=1; Path=/")]);
    let _ = jar.take("plain=1; Path=/", &url(SP), at(100));
    assert_eq!(sent(&mut jar, SP, Asked::PostedFromElsewhere, 130), "");
    let _ = jar.take("plain=2; Path=/", &url(SP), at(130));
    assert_eq!(sent(&mut jar, SP, Asked::PostedFromElsewhere, 140), "plain=2");
}

#[test]
fn domain_and_path_bound_where_a_cookie_goes() {
    let app = "https://app.example.co.uk/a/b";
    let mut jar = jar(&[
        (app, "host=1"),
        (app, "all=1; Domain=example.co.uk; Path=/"),
        (app, "suffix=1; Domain=co.uk"),
        (app, "other=1; Domain=www.example.co.uk"),
        (app, "deep=1; Path=/a/b/c"),
    ]);
    assert_eq!(sent(&mut jar, app, Asked::FromSameSite, 0), "host=1; all=1");
    assert_eq!(sent(&mut jar, "https://app.example.co.uk/ab", Asked::FromSameSite, 0), "all=1");
    assert_eq!(sent(&mut jar, "https://www.example.co.uk/a/x", Asked::FromSameSite, 0), "all=1");
    assert_eq!(sent(&mut jar, "https://app.example.co.uk/a/b/c/d", Asked::FromSameSite, 0), "deep=1; host=1; all=1");
}

#[test]
fn secure_is_granted_to_tls_and_loopback() {
    let plain = "http://sp.example/";
    let mut jar = jar(&[(IDP, "idp=1; Secure"), (plain, "no=1; Secure"), ("https://sp.example/", "s=1; Secure")]);
    assert_eq!(sent(&mut jar, IDP, Asked::FromSameSite, 0), "idp=1");
    assert_eq!(sent(&mut jar, plain, Asked::FromSameSite, 0), "");
    let _ = jar.take("s=2", &url(plain), at(1));
    assert_eq!(sent(&mut jar, "https://sp.example/", Asked::FromSameSite, 1), "s=1", "not overlaid from http");
}

#[test]
fn an_end_in_the_past_takes_a_cookie_away() {
    let mut jar = jar(&[(SP, "a=1; Max-Age=10; Path=/"), (SP, "b=1; Path=/")]);
    assert_eq!(sent(&mut jar, SP, Asked::FromSameSite, 9), "a=1; b=1");
    assert_eq!(sent(&mut jar, SP, Asked::FromSameSite, 11), "b=1");
    let _ = jar.take("b=; Max-Age=0; Path=/", &url(SP), at(12));
    assert!(jar.cookies().is_empty());
}

#[test]
fn dates_of_all_shapes_end_a_cookie_and_none_lives_longer_than_400_days() {
    for (attributes, kept) in [
        ("Expires=Wed, 01 Jan 2025 08:49:37 GMT", false),
        ("Expires=Wednesday, 01-Jan-25 08:49:37 GMT", false),
        ("Expires=tomorrow", true),
        ("Max-Age=0; Expires=Fri, 01 Jan 2100 08:49:37 GMT", false),
        ("Max-Age=-1", false),
        ("Max-Age=x", true),
    ] {
        let cookies = jar(&[(SP, &format!("a=1; {attributes}"))]).cookies();
        assert_eq!(!cookies.is_empty(), kept, "{attributes}");
    }
    let mut old =
        jar(&[(SP, "a=1; Path=/; Max-Age=99999999999"), (SP, "b=1; Path=/; Expires=Fri, 01 Jan 2100 08:49:37 GMT")]);
    let days = |days: i64| days * 24 * 3600;
    assert_eq!(sent(&mut old, SP, Asked::FromSameSite, days(399)), "a=1; b=1");
    assert_eq!(sent(&mut old, SP, Asked::FromSameSite, days(401)), "");
}

#[test]
fn what_browsers_ignore_is_ignored() {
    for header in ["", "=", "lonely", &format!("a={}", "x".repeat(5000))] {
        assert!(jar(&[(SP, header)]).cookies().is_empty(), "{header}");
    }
    let jar = jar(&[(SP, "sid = a=b ; PATH=relative; secure; HTTPONLY; samesite=sometimes; other=1")]);
    let cookie = &jar.cookies()[0];
    assert_eq!((cookie.name.as_str(), cookie.value.as_str(), cookie.path.as_str()), ("sid", "a=b", "/saml"));
    assert_eq!((cookie.secure, cookie.http_only, cookie.same_site), (true, true, None));
}

#[test]
fn guarded_names_keep_their_word() {
    let jar = jar(&[
        (SP, "__Host-a=1; Secure; Path=/"),
        (SP, "__Host-b=1; Secure; Path=/saml"),
        (SP, "__Host-c=1; Path=/"),
        (SP, "__Secure-d=1; Secure"),
    ]);
    let names: Vec<String> = jar.cookies().into_iter().map(|cookie| cookie.name).collect();
    assert_eq!(names, ["__Host-a", "__Secure-d"]);
}
