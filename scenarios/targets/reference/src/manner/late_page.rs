//! The pages stay white for three seconds.

use super::Traits;
use super::shared::shell;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            match shell::is_members_only(&request) {
                true => shell::answer(&sp, request, 3000, None).await,
                false => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};
