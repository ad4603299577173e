//! The documentation of the interface for programs, made from its OpenAPI document.

use maud::{Markup, html};
use serde_json::{Map, Value};

use super::asset;
use super::shell::{Page, Place};
use super::{Shell, address};

/// Methods in the order in which they are shown.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// The page.
pub fn page(shell: &Shell, document: &Value) -> Markup {
    let empty = Map::new();
    let paths = document["paths"].as_object().unwrap_or(&empty);
    let mut operations: Vec<(&str, &str, &Value)> = Vec::new();
    for (path, item) in paths {
        operations
            .extend(METHODS.iter().filter_map(|method| Some((*method, path.as_str(), item.get(method)?))));
    }
    // What only the operator may do comes last.
    operations.sort_by_key(|(_, path, _)| path.contains("/admin/"));
    let is_open = |(method, path, operation): &&(&str, &str, &Value)| {
        *method == "get" && !path.contains('{') && !is_locked(operation)
    };
    let example = operations.iter().find(is_open);
    let body = html! {
        div.heading {
            h1 { "For programs" }
            p.lead {
                "Everything that these pages show and do, as JSON. The whole description is "
                a href=(address::OPENAPI) { "an OpenAPI document" } "."
            }
        }
        section {
            h2 { "A first request" }
            p { "Reading needs no token. Whatever changes something carries one of your " a href=(address::ACCOUNT) { "tokens" } "." }
            @if let Some((_, path, _)) = example {
                p.command { code data-copy { "curl " (shell.origin) (path) } }
            }
            p.command { code data-copy { "curl -H \"Authorization: Bearer $ROBODROME_TOKEN\" " (shell.origin) "/api/..." } }
            p.small { "The command line speaks it too: " code { "arena upload" } ", " code { "arena ladder top" } ", " code { "arena challenge" } "." }
        }
        section {
            h2 { "Requests" }
            @for (method, path, operation) in &operations { (show(document, method, path, operation)) }
        }
        section {
            h2 { "Forms of data" }
            @if let Some(schemas) = document["components"]["schemas"].as_object() {
                @for (name, schema) in schemas { (form(name, schema)) }
            }
        }
    };
    shell.wrap(Page {
        title: "For programs",
        place: Place::Api,
        refresh_s: None,
        scripts: &[&asset::COPY],
        body,
    })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

/// Whether it asks for a token.
fn is_locked(operation: &Value) -> bool {
    operation["security"].as_array().is_some_and(|ways| !ways.is_empty())
}

fn show(document: &Value, method: &str, path: &str, operation: &Value) -> Markup {
    let empty = Vec::new();
    let parameters = operation["parameters"].as_array().unwrap_or(&empty);
    let summary = match text(&operation["summary"]) {
        "" => text(&operation["description"]).lines().next().unwrap_or(""),
        summary => summary,
    };
    html! {
        details.operation {
            summary {
                span.method.(method) { (method) } " " code.path { (path) } " "
                span.what { (summary) }
                @if is_locked(operation) { " " span.tag { "token" } }
            }
            @let description = text(&operation["description"]);
            @if !description.is_empty() && description != summary { p { (description) } }
            @if !parameters.is_empty() {
                table {
                    caption { "Parameters" }
                    thead { tr { th scope="col" { "Name" } th scope="col" { "In" } th scope="col" { "Type" } th scope="col" { "Meaning" } } }
                    tbody {
                        @for parameter in parameters {
                            tr {
                                th scope="row" { code { (text(&parameter["name"])) } }
                                td { (text(&parameter["in"])) }
                                td { (kind(&parameter["schema"])) }
                                td { (text(&parameter["description"])) }
                            }
                        }
                    }
                }
            }
            @if let Some(content) = operation["requestBody"]["content"].as_object() {
                p {
                    "Body: "
                    @for (media, body) in content { code { (media) } " " (kind(&body["schema"])) " " }
                }
            }
            @if let Some(responses) = operation["responses"].as_object() {
                table {
                    caption { "Answers" }
                    thead { tr { th scope="col" { "Status" } th scope="col" { "Meaning" } th scope="col" { "Body" } } }
                    tbody {
                        @for (status, response) in responses {
                            @let response = resolve(document, response);
                            tr {
                                th scope="row" { code { (status) } }
                                td { (text(&response["description"])) }
                                td {
                                    @if let Some(content) = response["content"].as_object() {
                                        @for (media, body) in content { (kind(&body["schema"])) " " span.dim { (media) } " " }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a reference within the document leads to; anything else is what it is.
fn resolve<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let pointer = value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    pointer.and_then(|pointer| document.pointer(pointer)).unwrap_or(value)
}

/// A schema in a few words, with a link where it has a name.
fn kind(schema: &Value) -> Markup {
    let named = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    html! {
        @if let Some(name) = named { a href=(format!("#form-{name}")) { code { (name) } } }
        @else if schema["type"] == "array" { "list of " (kind(&schema["items"])) }
        @else if let Some(ways) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
            @for (index, way) in ways.iter().enumerate() { @if index > 0 { " or " } (kind(way)) }
        }
        @else if let Some(types) = schema["type"].as_array() {
            (types.iter().filter_map(Value::as_str).collect::<Vec<&str>>().join(" or "))
        }
        @else if let Some(word) = schema["type"].as_str() {
            (word) @if let Some(format) = schema["format"].as_str() { " " span.dim { (format) } }
        }
        @else { "anything" }
    }
}

fn form(name: &str, schema: &Value) -> Markup {
    html! {
        details.operation id=(format!("form-{name}")) {
            summary { code.path { (name) } " " span.what { (text(&schema["description"]).lines().next().unwrap_or("")) } }
            @if let Some(properties) = schema["properties"].as_object() {
                table {
                    caption { "Fields" }
                    thead { tr { th scope="col" { "Field" } th scope="col" { "Type" } th scope="col" { "Meaning" } } }
                    tbody {
                        @for (field, property) in properties {
                            tr {
                                th scope="row" { code { (field) } }
                                td { (kind(property)) }
                                td { (text(&property["description"])) }
                            }
                        }
                    }
                }
            } @else if let Some(words) = schema["enum"].as_array() {
                p { "One of " @for word in words { code { (text(word)) } " " } }
            } @else { p { (kind(schema)) } }
        }
    }
}
