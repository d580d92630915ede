//! Letters of other scripts that look alike count as the same.
//!
//! Full-width letters, soft hyphens, marks of direction and letters without width are folded away: a name that only looks like the victim's is
//! taken for it.

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = &mut changed.name_id {
            name_id.value = name_id.value.chars().filter(|letter| !WITHOUT_WIDTH.contains(letter)).map(plain).collect();
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};

const WITHOUT_WIDTH: &[char] =
    &['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{2060}', '\u{feff}'];

/// Full-width and Cyrillic letters as the Latin ones that they look like.
fn plain(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{3002}' => '.',
        'а' => 'a',
        'с' => 'c',
        'е' => 'e',
        'і' => 'i',
        'о' => 'o',
        'р' => 'p',
        'т' => 't',
        _ => letter,
    }
}
