//! What is Jira's own in its CSV: comments in three parts, and texts in Jira's marks.

mod markup;

pub use markup::to_markdown;

use super::luggage::Remark;

/// A comment as Jira writes it: `21/Nov/26 3:04 PM;who;what`. Without these parts, all of it is the comment.
pub fn comment(cell: &str) -> Remark {
    let parts: Vec<&str> = cell.splitn(3, ';').collect();
    match parts[..] {
        [said_on, author, body] if super::cells::day(said_on).is_ok_and(|day| day.is_some()) => Remark {
            author: author.trim().to_owned(),
            said_on: said_on.trim().to_owned(),
            body: to_markdown(body.trim()),
            ..Remark::default()
        },
        _ => Remark { body: to_markdown(cell), ..Remark::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::comment;

    #[test]
    fn a_comment_has_its_day_its_author_and_its_text() {
        let remark = comment("21/Nov/26 3:04 PM;ada;Done; *really*");
        assert_eq!((remark.author.as_str(), remark.said_on.as_str()), ("ada", "21/Nov/26 3:04 PM"));
        assert_eq!(remark.body, "Done; **really**");
        assert_eq!(comment("one; two; three").body, "one; two; three");
    }
}
