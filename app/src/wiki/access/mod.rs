use atrium::ids::SpaceId;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct SpaceAccess;

impl SpaceAccess {
    pub fn of_space(_: String, _: Memo<String>, _: impl Fn() -> bool) -> Self {
        Self
    }
}

#[component]
pub fn SpaceSection(desk: SpaceAccess, workspace: StoredValue<String>, space_id: SpaceId, can: bool) -> impl IntoView {
    let _ = (desk, workspace, space_id, can);
}
