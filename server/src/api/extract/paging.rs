use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// The `next` of the page before; without it, the first page.
    #[param(nullable = false)]
    pub after: Option<Uuid>,
    /// How many at most; 50 without it.
    #[serde(default)]
    #[param(minimum = 1, maximum = 200, default = 50, value_type = Option<i32>, nullable = false)]
    limit: Limit,
}

/// A page length of 1 to 200.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u16")]
struct Limit(u16);

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

impl TryFrom<u16> for Limit {
    type Error = &'static str;

    fn try_from(limit: u16) -> Result<Self, Self::Error> {
        if (1..=200).contains(&limit) { Ok(Self(limit)) } else { Err("a page has 1 to 200 items") }
    }
}

impl Paging {
    pub fn limit(self) -> i64 {
        self.limit.0.into()
    }

    /// One more than the page holds, to learn whether there is another one.
    pub fn look_ahead(self) -> i64 {
        self.limit() + 1
    }

    /// The page, from rows that begin behind `after` and were asked for with [`Self::look_ahead`].
    pub fn page<T>(self, mut items: Vec<T>, id: impl Fn(&T) -> Uuid) -> Page<T> {
        let limit = usize::from(self.limit.0);
        let more = items.len() > limit;
        items.truncate(limit);
        Page { next: items.last().filter(|_| more).map(id), items }
    }

    /// The page of a short list that is at hand as a whole, in its own order.
    pub fn cut<T>(self, items: Vec<T>, id: impl Fn(&T) -> Uuid) -> Result<Page<T>, atrium::Error> {
        let start = match self.after {
            None => 0,
            Some(after) => {
                1 + items
                    .iter()
                    .position(|item| id(item) == after)
                    .ok_or_else(|| atrium::Error::invalid("after", "This list has changed. Please start it again."))?
            }
        };
        Ok(self.page(items.into_iter().skip(start).collect(), id))
    }
}

/// Which part of a list of events is wanted.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NewestFirst {
    /// The `next` of the page before; without it, the newest.
    #[param(value_type = Option<i64>, minimum = 0, nullable = false)]
    before: Option<Seq>,
    /// How many at most; 50 without it.
    #[serde(default)]
    #[param(minimum = 1, maximum = 200, default = 50, value_type = Option<i32>, nullable = false)]
    limit: Limit,
}

impl NewestFirst {
    pub fn before(self) -> Option<i64> {
        self.before.map(|before| before.0)
    }

    pub fn limit(self) -> i64 {
        self.limit.0.into()
    }
}

/// The number of an event: 0 or more.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "i64")]
pub struct Seq(pub i64);

impl TryFrom<i64> for Seq {
    type Error = &'static str;

    fn try_from(seq: i64) -> Result<Self, Self::Error> {
        if seq >= 0 { Ok(Self(seq)) } else { Err("events are numbered from 1") }
    }
}

/// Words to look for in a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Search {
    /// A part of the name or title.
    #[serde(default)]
    #[param(required = false, max_length = 100, pattern = r"^[^\x00]*$", value_type = String)]
    search: SearchText,
}

impl Search {
    pub fn text(&self) -> &str {
        &self.search.0
    }
}

/// At most 100 characters, without NUL, which Postgres has not.
#[derive(Debug, Default, Deserialize)]
#[serde(try_from = "String")]
struct SearchText(String);

impl TryFrom<String> for SearchText {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.contains('\0') || text.chars().count() > 100 {
            Err("a search has at most 100 ordinary characters")
        } else {
            Ok(Self(text))
        }
    }
}

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Asks for the page after this one, as `after`; nothing on the last page.
    pub next: Option<Uuid>,
}
