//! Who may do what: invitations, tokens, sessions, forms.

use serde_json::json;

use crate::server::{Answer, Server, module};

/// The cookie that an answer sets.
pub(crate) fn cookie(answer: &Answer) -> String {
    let set = answer.header("set-cookie").expect("a cookie");
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Strict"), "{set}");
    set.split(';').next().unwrap().to_owned()
}

/// What each form of a page carries.
fn csrf(page: &Answer) -> String {
    let text = page.text();
    let at = text.find("name=\"csrf\" value=\"").expect("a form") + 19;
    text[at..at + 32].to_owned()
}

#[test]
fn players_come_by_invitation_and_each_is_good_once() {
    let server = Server::start(&["--workers", "0"]);
    let join = |name: &str, invitation: &str| {
        server.post("", "/api/v1/players", &json!({ "name": name, "invitation": invitation }))
    };
    assert_eq!(join("Ada", "").code(), "no_invitation");
    assert_eq!(join("Ada", "rdl_abcdefghjkmnpqrs_abcdefghjkmnpqrsabcdefghjkmnpqrs").code(), "bad_invitation");
    assert_eq!(server.post("", "/api/v1/admin/invitations", &json!({})).status, 401);
    let invited = server.post(&server.admin, "/api/v1/admin/invitations", &json!({ "uses": 1 }));
    let invitation = invited.json()["invitation"].as_str().unwrap().to_owned();
    let ada = join("Ada", &invitation);
    assert_eq!(ada.status, 201, "{}", ada.text());
    assert_eq!(join("Bob", &invitation).code(), "bad_invitation");
    let token = ada.json()["token"].as_str().unwrap().to_owned();
    assert_eq!(server.post(&token, "/api/v1/admin/invitations", &json!({})).code(), "not_admin");
}

#[test]
fn a_browser_joins_makes_a_token_and_revokes_it() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let joined = server.form("", "/sign-up", &[("name", "Ada")]);
    assert_eq!(joined.status, 200, "{}", joined.text());
    let cookie = cookie(&joined);
    assert!(joined.text().contains("rdl_"), "the token is shown once");
    let account = server.get_with(&cookie, "/account");
    assert!(!account.text().contains("rdl_"), "and not again");

    let csrf = csrf(&account);
    let made = server.form(&cookie, "/account/tokens", &[("csrf", &csrf), ("name", "laptop")]);
    let text = made.text();
    let token = text[text.find("rdl_").unwrap()..].split('<').next().unwrap().to_owned();
    assert_eq!(server.get_as(&token, "/api/v1/me").json()["name"], "Ada");
    let id = token.split('_').nth(1).unwrap();
    let revoked = server.form(&cookie, &format!("/account/tokens/{id}/revoke"), &[("csrf", &csrf)]);
    assert_eq!(revoked.status, 303);
    assert_eq!(server.get_as(&token, "/api/v1/me").status, 401, "a revoked token is nobody's");

    assert_eq!(server.form(&cookie, "/sign-out", &[("csrf", &csrf)]).status, 303);
    assert_eq!(server.get_with(&cookie, "/account").status, 401, "the session is over on the server too");
}

#[test]
fn a_form_of_a_strangers_page_does_nothing() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let joined = server.form("", "/sign-up", &[("name", "Ada")]);
    let cookie = cookie(&joined);
    let wrong = "0".repeat(32);
    assert_eq!(server.form(&cookie, "/account/tokens", &[("csrf", &wrong), ("name", "x")]).status, 403);
    assert_eq!(server.form(&cookie, "/account/tokens", &[("name", "x")]).status, 422);
    assert_eq!(server.form("", "/account/tokens", &[("csrf", &wrong), ("name", "x")]).status, 401);
    let bob = server.form("", "/sign-up", &[("name", "Bob")]);
    let of_bob = csrf(&bob);
    assert_eq!(server.form(&cookie, "/account/tokens", &[("csrf", &of_bob), ("name", "x")]).status, 403);
}

#[test]
fn signing_in_leads_back_to_a_page_of_ours_only() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let ada = server.join("Ada");
    for (next, location) in [
        ("/upload", "/upload"),
        ("https://evil.example/", "/account"),
        ("//evil.example/", "/account"),
        ("/\\evil.example/", "/account"),
        ("", "/account"),
    ] {
        let answer = server.form("", "/sign-in", &[("token", &ada), ("next", next)]);
        assert_eq!((answer.status, answer.header("location")), (303, Some(location)), "{next}");
    }
    assert_eq!(server.form("", "/sign-in", &[("token", "rdl_no")]).status, 401);
}

#[test]
fn wrong_tokens_and_tokens_of_others_open_nothing() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let (ada, bob) = (server.join("Ada"), server.join("Bob"));
    let made = server.send(&ada, "/api/v1/bots/mine/versions", &module("idle")).json();
    let version = made["id"].as_str().unwrap();
    let (id, secret) = (ada.split('_').nth(1).unwrap(), bob.split('_').nth(2).unwrap());
    for token in
        ["", "rdl_", "nonsense", &format!("rdl_{id}_{secret}"), &ada[..ada.len() - 1], &format!("{ada}x")]
    {
        assert_eq!(server.get_as(token, "/api/v1/me").status, 401, "{token}");
        assert_eq!(server.send(token, "/api/v1/bots/mine/versions", b"x").status, 401, "{token}");
    }
    assert_eq!(server.send(&bob, "/api/v1/bots/mine/versions", b"x").code(), "name_taken");
    assert_eq!(server.get_as(&bob, &format!("/api/v1/versions/{version}/source")).code(), "not_public");
    assert_eq!(server.get(&format!("/api/v1/versions/{version}/source")).code(), "not_public");
    assert_eq!(server.post(&bob, "/api/v1/bots/mine/rename", &json!({ "name": "his" })).code(), "not_yours");
    let publish = json!({ "source": true, "logs": false });
    assert_eq!(server.post(&bob, "/api/v1/bots/mine/publish", &publish).code(), "not_yours");
    assert_eq!(server.post(&ada, "/api/v1/bots/mine/publish", &publish).status, 204);
    assert_eq!(server.get(&format!("/api/v1/versions/{version}/source")).body, module("idle"));
}

#[test]
fn a_session_is_no_token_and_a_token_no_session() {
    let server = Server::start(&["--open-signup", "--workers", "0"]);
    let joined = server.form("", "/sign-up", &[("name", "Ada")]);
    let cookie = cookie(&joined);
    let session = cookie.split('=').nth(1).unwrap();
    assert_eq!(server.get_as(session, "/api/v1/me").status, 401);
    let bob = server.join("Bob");
    assert_eq!(server.get_with(&format!("robodrome_session={bob}"), "/account").status, 401);
}

#[test]
fn secrets_are_not_in_the_database() {
    let mut server = Server::start(&["--open-signup", "--workers", "0"]);
    let ada = server.join("Ada");
    assert!(server.stop().success());
    let secret = ada.split('_').nth(2).unwrap();
    for file in std::fs::read_dir(server.data()).unwrap() {
        let path = file.unwrap().path();
        // The test's own note of the admin's token is beside it.
        if path.is_file() && path.file_name().unwrap() != "token" {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{}", path.display());
        }
    }
}
