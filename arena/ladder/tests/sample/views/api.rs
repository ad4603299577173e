use serde_json::{Value, json};

pub(crate) fn openapi() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Robodrome ladder", "version": "1"},
        "paths": {
            "/api/v1/leaderboard": {"get": {
                "summary": "The rankings of a season",
                "description": "Bots by falling rating, 50 a page.",
                "parameters": [
                    {"name": "season", "in": "query", "description": "its number; the newest by default", "schema": {"type": ["integer", "null"]}},
                    {"name": "page", "in": "query", "description": "the first is 1", "schema": {"type": "integer", "format": "int32"}}
                ],
                "responses": {
                    "200": {"description": "the rankings", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Leaderboard"}}}},
                    "404": {"description": "there is no such season"}
                }
            }},
            "/api/v1/bots/{bot}/versions": {"post": {
                "summary": "Uploads a version",
                "security": [{"token": []}],
                "requestBody": {"content": {"application/wasm": {"schema": {"type": "string", "format": "binary"}}}},
                "responses": {"201": {"description": "it is being looked at"}, "413": {"description": "it is too large"}, "429": {"description": "too often"}}
            }},
            "/api/v1/tokens/{id}": {"delete": {"summary": "Revokes a token", "security": [{"token": []}], "responses": {"204": {"description": "it is revoked"}}}}
        },
        "components": {"schemas": {
            "Leaderboard": {"type": "object", "description": "The rankings of a season.", "properties": {
                "rows": {"type": "array", "items": {"$ref": "#/components/schemas/Row"}, "description": "by falling rating"},
                "pages": {"type": "integer", "description": "how many pages there are"}
            }},
            "Row": {"type": "object", "description": "A bot's place.", "properties": {
                "rank": {"oneOf": [{"type": "integer"}, {"type": "null"}], "description": "none while its rating is uncertain"},
                "rating": {"type": "number", "format": "double", "description": "1500 is where a bot begins"}
            }},
            "Format": {"type": "string", "enum": ["round_robin", "swiss"]}
        }}
    })
}
