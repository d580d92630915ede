//! A message to try recipes on before anything runs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::Timestamp;
use openssl::pkey::PKey;

use super::{Fault, People, Person, RecipeError, Scene, Script, Sent, run};
use crate::directory::{ApplicationSettings, SettingsPatch, User, UserId, UserState};
use crate::key::{KeyError, KeyPair};
use crate::message::metadata;

/// How many earlier messages a sample has.
const EARLIER: usize = 9;

const BASE_URL: &str = "http://sample.idp.localhost:8080/";
const ACS_URL: &str = "http://sp.test/acs";

/// Carries `script` out on a sample message of an application with `settings`, so that what is wrong with a recipe
/// shows before anything runs.
pub fn dry_run(script: &Script, settings: &SettingsPatch) -> Result<Sent, RecipeError> {
    let scene = Scene::sample(settings).map_err(|fault| RecipeError::new(0, fault))?;
    run(&scene, script)
}

impl Scene {
    /// The answer to a request of a sample application, whose `settings` are as in the guide where they say nothing.
    /// What does not depend on the moment is made once for the same settings: a catalogue has hundreds of recipes.
    pub fn sample(settings: &SettingsPatch) -> Result<Self, Fault> {
        static SAMPLES: OnceLock<Mutex<HashMap<SettingsPatch, Scene>>> = OnceLock::new();
        let samples = || SAMPLES.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
        let known = samples().get(settings).cloned();
        let scene = match known {
            Some(scene) => scene,
            None => {
                let made = Self::make_sample(settings)?;
                samples().insert(settings.clone(), made.clone());
                made
            }
        };
        Ok(Self { now: Timestamp::now(), ..scene })
    }

    fn make_sample(settings: &SettingsPatch) -> Result<Self, Fault> {
        let key_pair = sample_key("sample", IDP_KEY)?;
        let mut all = ApplicationSettings {
            display_label: "Sample".to_owned(),
            idp_entity_id: "sample-idp".to_owned(),
            sp_entity_id: "http://sp.test/metadata".to_owned(),
            acs_urls: vec![ACS_URL.to_owned()],
            sign: crate::directory::Sign::Assertion,
            idp_url_suffix: "sample".to_owned(),
            ..ApplicationSettings::default()
        };
        settings.apply(&mut all);
        if all.sp_certificate.is_empty() {
            all.sp_certificate =
                sample_key("sp", SP_KEY)?.certificate_pem().map_err(|error| Fault::new(error.to_string()))?;
        }
        let mut scene = Self {
            metadata: metadata::write(&all, &key_pair, &format!("{BASE_URL}saml2/sample")),
            acs_url: all.acs_urls.first().cloned().unwrap_or_else(|| ACS_URL.to_owned()),
            settings: all,
            key_pair,
            person: person(),
            people: People::Anybody,
            in_response_to: Some("_a1b2c3d4e5f60718293a4b5c6d7e8f90".to_owned()),
            relay_state: Some("sample-relay-state".to_owned()),
            now: Timestamp::now(),
            earlier: Vec::new(),
            canary: format!("{BASE_URL}canary/sample"),
        };
        let script = Script { signs_last: true, ..Script::default() };
        let earlier = run(&scene, &script).map_err(|error| Fault::new(error.message))?.xml;
        scene.earlier = vec![earlier; EARLIER];
        Ok(scene)
    }
}

fn person() -> Person {
    let user = User {
        id: UserId(1),
        username: "employee".to_owned(),
        first_name: "Erin".to_owned(),
        last_name: "Example".to_owned(),
        company_email: "employee@sample.test".to_owned(),
        description: "employee".to_owned(),
        password: String::new(),
        state: UserState::Active,
    };
    Person { user, groups: vec!["staff".to_owned()] }
}

/// The private keys of the sample's IdP and SP. They are no secret, since nobody trusts them: to make new ones would take
/// longer than everything else that is done with a sample.
const IDP_KEY: &[u8] = include_bytes!("sample_keys/idp.pem");
const SP_KEY: &[u8] = include_bytes!("sample_keys/sp.pem");

fn sample_key(of: &str, key: &[u8]) -> Result<Arc<KeyPair>, Fault> {
    let pair =
        PKey::private_key_from_pem(key).map_err(KeyError::PrivateKey).and_then(|key| KeyPair::self_signed(key, of));
    pair.map(Arc::new).map_err(|error| Fault::new(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::Sign;

    #[test]
    fn a_sample_is_kept_for_its_settings_and_belongs_to_the_moment() {
        let plain = SettingsPatch::default();
        let both = SettingsPatch { sign: Some(Sign::Both), ..SettingsPatch::default() };
        let (first, second) = (Scene::sample(&plain).unwrap(), Scene::sample(&plain).unwrap());
        assert_eq!((&first.settings, &first.earlier), (&second.settings, &second.earlier));
        assert!(first.now < second.now);
        assert_eq!(Scene::sample(&both).unwrap().settings.sign, Sign::Both);
        let script = Script { signs_last: true, ..Script::default() };
        let (one, other) = (dry_run(&script, &plain).unwrap(), dry_run(&script, &plain).unwrap());
        assert_ne!(one.xml, other.xml, "IDs are fresh");
    }
}
