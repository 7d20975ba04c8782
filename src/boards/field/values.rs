use crate::ids::FieldId;
use std::collections::BTreeMap;

/// What a task says in the fields of its project, written as [`Value`](super::Value) writes itself. A field in which it
/// says nothing is left out; as what is wanted, an empty text takes away what is said.
pub type Values = BTreeMap<FieldId, String>;

/// Has the values say what is wanted.
pub fn say(values: &mut Values, wanted: &Values) {
    for (field, written) in wanted {
        if written.is_empty() {
            values.remove(field);
        } else {
            values.insert(*field, written.clone());
        }
    }
}

/// What has to be said to come from `after` back to `before`.
pub fn unsay(before: &Values, after: &Values) -> Values {
    let differ = before.keys().chain(after.keys()).filter(|field| before.get(field) != after.get(field));
    differ.map(|field| (*field, before.get(field).cloned().unwrap_or_default())).collect()
}
