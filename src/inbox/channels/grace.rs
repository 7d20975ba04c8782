//! How long something stays in the inbox alone: who reads it there in this time gets no mail and no push.

use time::Duration;

pub const MAIL_GRACE: Duration = Duration::minutes(2);
pub const PUSH_GRACE: Duration = Duration::seconds(10);
