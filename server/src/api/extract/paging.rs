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
    /// One more than the page holds, to learn whether there is another one.
    pub fn look_ahead(self) -> i64 {
        i64::from(self.limit.0) + 1
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
            Some(after) => 1 + items
                .iter()
                .position(|item| id(item) == after)
                .ok_or_else(|| atrium::Error::invalid("after", "This list has changed. Please start it again."))?,
        };
        Ok(self.page(items.into_iter().skip(start).collect(), id))
    }
}

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Asks for the page after this one, as `after`; nothing on the last page.
    pub next: Option<Uuid>,
}
