//! The OpenAPI 3.1 description. The handlers say what is special to them; what holds for all of them
//! (parameters of the path, refusals, entity tags) is added here, from the shape of each operation.

use super::{parameters, problem::Problem};
use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

const WELCOME: &str = "Everything the screens of Atrium do, for programs. Sign in with an API token: \
    `Authorization: Bearer atr_...`. Errors are `application/problem+json` (RFC 9457). Lists come in pages: \
    ask with the `next` of one page as `after` for the following one. What has a version carries it as its `ETag`; \
    an edit with `If-Match` is refused with 412 when somebody else was quicker. A creation with an \
    `Idempotency-Key` happens once.";

#[derive(OpenApi)]
#[openapi(info(title = "Atrium", description = WELCOME), components(schemas(Problem)))]
struct Frame;

/// Status, name, what it means.
const REFUSALS: [(u16, &str, &str); 11] = [
    (400, "BadRequest", "The request is broken: its address, a header or the JSON of its body."),
    (401, "SignedOut", "No API token or session came with the request, or it stands no longer."),
    (403, "Forbidden", "The caller may look at this, but not do this."),
    (404, "NotFound", "It does not exist, or is not shared with the caller."),
    (409, "Conflict", "It was changed in the meantime."),
    (412, "PreconditionFailed", "It has another version than `If-Match` names. `current` says which."),
    (
        413,
        "TooLarge",
        "The body is larger than the server takes: 1 MiB, 20 MB for an import, and 50 MB for one of pages.",
    ),
    (
        415,
        "UnsupportedMediaType",
        "The body is not of the kind that the operation reads: `application/json`, if nothing else is told.",
    ),
    (422, "Invalid", "Something in the request cannot be so. `errors` says which field, and why."),
    (429, "Busy", "Too much at once. `Retry-After` says how many seconds to wait."),
    (500, "Internal", "Something went wrong on our side. Nothing was saved."),
];

/// The description that `/api/openapi.json` serves and `atrium openapi` prints.
pub fn description() -> Value {
    let (_, openapi) = OpenApiRouter::with_openapi(Frame::openapi()).nest("/api/v1", super::routes()).split_for_parts();
    // Only maps with keys that are no strings fail to become JSON, and there are none.
    let mut description = serde_json::to_value(openapi).unwrap_or_default();
    let schemas = description["components"]["schemas"].clone();
    let paths = description["paths"].as_object_mut().into_iter().flatten();
    for (path, operations) in paths {
        for (_, operation) in operations.as_object_mut().into_iter().flatten() {
            complete(path, operation, &schemas);
        }
    }
    description["components"]["responses"] = REFUSALS.iter().map(|refusal| refusal_component(*refusal)).collect();
    description["components"]["securitySchemes"] = json!({
        "token": { "type": "http", "scheme": "bearer", "description": "An API token, `atr_...`." },
        "session": {
            "type": "apiKey", "in": "cookie", "name": "__Host-atrium",
            "description": "The session of a browser (over http in development the cookie is called `atrium`).",
        },
    });
    description["security"] = json!([{ "token": [] }, { "session": [] }]);
    description
}

fn complete(path: &str, operation: &mut Value, schemas: &Value) {
    let names: Vec<&str> =
        path.split('/').filter_map(|part| part.strip_prefix('{').and_then(|part| part.strip_suffix('}'))).collect();
    let given = operation["parameters"].as_array().cloned().unwrap_or_default();
    let conditional = given.iter().any(|parameter| parameter["name"] == "If-Match");
    let has_body = !operation["requestBody"].is_null();
    let all: Vec<Value> = names.iter().map(|name| parameters::of_path(name)).chain(given.clone()).collect();
    if !all.is_empty() {
        operation["parameters"] = all.into();
    }
    if let Some(responses) = operation["responses"].as_object_mut() {
        for (status, response) in responses.iter_mut() {
            if status.starts_with('2') && has_version(&response["content"]["application/json"]["schema"], schemas) {
                response["headers"]["ETag"] = json!({
                    "description": "The version, for `If-Match`.",
                    "required": true,
                    "schema": { "type": "string", "pattern": r#"^"[0-9]+"$"# },
                });
            }
        }
        if let Some(made) = responses.get_mut("201") {
            made["headers"]["Location"] = json!({
                "description": "The path where it is from now on.",
                "required": true,
                "schema": { "type": "string", "format": "uri-reference" },
            });
        }
        for (status, name, _) in REFUSALS {
            let fits = match status {
                400 | 422 => has_body || !given.is_empty() || !names.is_empty(),
                413 | 415 => has_body,
                409 | 412 => conditional,
                _ => true,
            };
            if fits {
                let reference = json!({ "$ref": format!("#/components/responses/{name}") });
                responses.entry(status.to_string()).or_insert(reference);
            }
        }
    }
}

/// Whether a schema says that the thing has a `version` of its own.
fn has_version(schema: &Value, schemas: &Value) -> bool {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return has_version(&schemas[name], schemas);
    }
    schema["properties"]["version"].is_object()
        || schema["allOf"].as_array().is_some_and(|parts| parts.iter().any(|part| has_version(part, schemas)))
}

fn refusal_component((status, name, meaning): (u16, &str, &str)) -> (String, Value) {
    let mut response = Map::from_iter([
        ("description".to_owned(), json!(meaning)),
        (
            "content".to_owned(),
            json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/ProblemDetails" } } }),
        ),
    ]);
    let header = |name: &str, schema: Value| json!({ name: { "schema": schema } });
    match status {
        401 => response.insert("headers".to_owned(), header("WWW-Authenticate", json!({ "type": "string" }))),
        429 => response.insert("headers".to_owned(), header("Retry-After", json!({ "type": "integer" }))),
        _ => None,
    };
    (name.to_owned(), response.into())
}
