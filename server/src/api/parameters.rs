//! The parameters that many operations share, as the description tells them.

use serde_json::{Value, json};
use utoipa::openapi::{
    Required,
    path::{Parameter, ParameterBuilder, ParameterIn},
    schema::{ObjectBuilder, Type},
};

pub fn if_match() -> Parameter {
    header(
        "If-Match",
        "The ETag that the edit started from, such as `\"7\"`. If the thing has another version now, the answer is 412.",
        ObjectBuilder::new().schema_type(Type::String),
    )
}

pub fn idempotency_key() -> Parameter {
    header(
        "Idempotency-Key",
        "Chosen by the caller. A creation that is sent twice under one key happens once and answers the same.",
        ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[!-~]{1,200}$")),
    )
}

fn header(name: &str, description: &str, schema: ObjectBuilder) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema))
        .build()
}

/// A parameter of a path, by its name: the same name means the same everywhere.
pub fn of_path(name: &str) -> Value {
    let (description, schema) = match name {
        "workspace" => (
            "The workspace's short name, as in its address.",
            json!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,39}$" }),
        ),
        "key" => ("The project's key, such as ATR.", json!({ "type": "string", "pattern": "^[A-Z][A-Z0-9]{1,9}$" })),
        "number" => (
            "The task's number in its project: the 42 of ATR-42.",
            json!({ "type": "integer", "format": "int32", "minimum": 1, "maximum": i32::MAX }),
        ),
        "page_number" => (
            "The page's number in the workspace, as in its address.",
            json!({ "type": "integer", "format": "int32", "minimum": 1, "maximum": i32::MAX }),
        ),
        "reaction" => ("The sign.", json!({ "type": "string", "enum": ["agree", "love", "great", "done", "puzzled"] })),
        "invitation_token" => (
            "The secret of the invitation, from its link.",
            json!({ "type": "string", "minLength": 1, "maxLength": 200 }),
        ),
        _ => ("The id.", json!({ "type": "string", "format": "uuid" })),
    };
    json!({ "name": name, "in": "path", "required": true, "description": description, "schema": schema })
}
