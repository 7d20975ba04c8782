use crate::commands::{Failed, House, Outcome};
pub async fn fill(_: &House) -> Outcome {
    Err(Failed::Said("no demo".into()))
}
