//! The words by which people recognise links, buttons and fields, in the languages that SPs speak most.

/// Company Login by SAML, and nothing else.
#[rustfmt::skip]
pub(super) const SSO: &[&str] = &[
    "company login", "sso", "single sign", "single-sign", "saml", "enterprise", "corporate", "work account", "jumpcloud",
    "identity provider", "your company", "your organi", "company account", "firmen", "unternehmen", "einmalanmeldung",
    "authentification unique", "entreprise", "empresa", "inicio de sesión único", "azienda", "bedrijf", "företag",
    "シングルサインオン", "单点登录", "единый вход", "вход для компаний",
];

/// Logging in by somebody else's account.
#[rustfmt::skip]
pub(super) const LOG_IN_WITH: &[&str] = &[
    "log in with", "login with", "sign in with", "continue with", "anmelden mit", "einloggen mit", "connecter avec",
    "sesión con", "accedi con", "entrar com", "inloggen met", "logga in med", "zaloguj przez", "でログイン", "войти через",
];

/// Logging in, by whatever.
#[rustfmt::skip]
pub(super) const LOG_IN: &[&str] = &[
    "log in", "login", "log on", "sign in", "signin", "sign on", "anmelden", "einloggen", "connexion", "se connecter",
    "iniciar sesión", "acceder", "accedi", "entrar", "inloggen", "aanmelden", "logga in", "log ind", "zaloguj",
    "ログイン", "登录", "войти",
];

/// Other people's login, and what is no login.
#[rustfmt::skip]
pub(super) const NOT_SSO: &[&str] = &[
    "google", "github", "gitlab", "facebook", "microsoft", "apple", "twitter", "linkedin", "sign up", "signup", "register",
    "create account", "registrieren", "forgot", "reset", "vergessen", "privacy", "terms", "impressum", "help", "docs",
    "metadata", "settings", "einstellungen", "certificate", "blog", "passkey", "magic link",
];

/// Going on.
#[rustfmt::skip]
pub(super) const GO_ON: &[&str] = &[
    "continue", "next", "proceed", "go on", "submit", "log in", "login", "sign in", "weiter", "fortfahren", "anmelden",
    "continuer", "suivant", "continuar", "siguiente", "avanti", "continua", "prosegui", "doorgaan", "volgende", "fortsätt",
    "dalej", "次へ", "続行", "继续", "下一步", "далее", "продолжить",
];

/// Signing out.
#[rustfmt::skip]
pub(super) const SIGN_OUT: &[&str] = &[
    "log out", "logout", "log off", "logoff", "sign out", "signout", "sign off", "abmelden", "ausloggen", "déconnexion",
    "déconnecter", "cerrar sesión", "salir", "esci", "disconnetti", "sair", "uitloggen", "afmelden", "logga ut", "log ud",
    "wyloguj", "ログアウト", "サインアウト", "退出", "登出", "注销", "выйти", "выход",
];

/// The page about oneself.
#[rustfmt::skip]
pub(super) const ACCOUNT: &[&str] = &[
    "account", "profile", "profil", "my ", "me", "settings", "preferences", "konto", "einstellungen", "compte", "cuenta",
    "perfil", "conta", "profilo", "mijn", "user", "アカウント", "プロフィール", "账户", "个人", "профиль", "аккаунт",
];

/// Cookie banners.
#[rustfmt::skip]
pub(super) const BANNER: &[&str] = &["cookie", "consent", "gdpr", "privacy-banner", "ccpa", "datenschutz"];

/// What makes a banner go away, the least first.
#[rustfmt::skip]
pub(super) const DISMISS: &[&str] = &[
    "only necessary", "necessary only", "reject", "decline", "deny", "nur notwendige", "ablehnen", "refuser", "rechazar",
    "rifiuta", "weigeren", "accept", "agree", "allow", "got it", "ok", "understood", "close", "akzeptieren", "zustimmen",
    "verstanden", "schließen", "accepter", "aceptar", "accetta", "accepteren", "godkänn", "同意", "принять",
];

/// Terms.
#[rustfmt::skip]
pub(super) const AGREE: &[&str] = &[
    "i agree", "agree", "i accept", "accept", "zustimmen", "akzeptieren", "einverstanden", "j'accepte", "accepter", "acepto",
    "aceptar", "accetto", "akkoord", "同意", "принимаю",
];

/// What asks for an e-mail address.
#[rustfmt::skip]
pub(super) const E_MAIL: &[&str] =
    &["mail", "user", "login", "identifier", "courriel", "correo", "correio", "メール", "邮", "почта"];

/// What asks which company it is.
#[rustfmt::skip]
pub(super) const COMPANY: &[&str] =
    &["company", "organi", "workspace", "tenant", "slug", "team", "firma", "unternehmen", "entreprise", "empresa"];

/// Where SSO is set up.
#[rustfmt::skip]
pub(super) const SETTINGS: &[&str] = &[
    "sso settings", "saml settings", "single sign", "sso", "saml", "identity provider", "authentication", "security",
    "settings", "einstellungen", "admin",
];

/// Whether `text` holds one of `words`; words of letters only as whole words. Either in any case of letters.
pub(super) fn says(text: &str, words: &[&str]) -> bool {
    rank(text, words).is_some()
}

/// Which of `words` is the first that `text` holds.
pub(super) fn rank(text: &str, words: &[&str]) -> Option<usize> {
    let text = text.to_lowercase();
    words.iter().position(|word| {
        text.match_indices(word).any(|(at, found)| {
            // `me` is no word of `name`; words of other scripts stand without blanks.
            if found.len() > 4 || !found.is_ascii() {
                return true;
            }
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !letter(text[..at].chars().next_back()) && !letter(text[at + found.len()..].chars().next())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_people_read_them() {
        assert!(says("Company Login", SSO) && says("Mit SSO anmelden", SSO) && says("/auth/saml/login", SSO));
        assert!(!says("assortment", SSO), "`sso` is no word in it");
        assert!(says("Me", ACCOUNT) && !says("Name", ACCOUNT));
        assert!(says("ログアウト", SIGN_OUT) && says("Sign out of Acme", SIGN_OUT));
        assert!(rank("Reject all", DISMISS) < rank("Accept all", DISMISS));
    }
}
