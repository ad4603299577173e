//! Where everything is: the one place that spells paths.

use std::fmt::Write;

/// Every path that pages lead to, with `{...}` where something is named. Whoever serves the pages answers all of them.
pub const ROUTES: &[&str] = &[
    FRONT,
    LEADERBOARD,
    MATCHES,
    "/matches/{match}",
    "/matches/{match}/replay",
    "/matches/{match}/frames.json",
    "/matches/{match}/events",
    EVENTS,
    TOURNAMENTS,
    "/tournaments/{tournament}",
    SEASONS,
    "/bots/{bot}",
    "/bots/{bot}/log/{match}",
    "/bots/{bot}/source/{version}",
    "/bots/{bot}/rename",
    "/bots/{bot}/visibility",
    "/bots/{bot}/withdraw",
    "/players/{player}",
    UPLOAD,
    "/admissions/{admission}",
    CHALLENGE,
    SIGN_UP,
    SIGN_IN,
    SIGN_OUT,
    ACCOUNT,
    TOKENS,
    "/account/tokens/{token}/revoke",
    API,
    OPENAPI,
    ABOUT,
    "/static/{file}",
];

/// The front page.
pub const FRONT: &str = "/";
/// Rankings of the newest season.
pub const LEADERBOARD: &str = "/leaderboard";
/// Running, upcoming and finished matches.
pub const MATCHES: &str = "/matches";
/// Server-sent events about the list of matches.
pub const EVENTS: &str = "/events";
/// All tournaments.
pub const TOURNAMENTS: &str = "/tournaments";
/// All seasons.
pub const SEASONS: &str = "/seasons";
/// The form for uploads, and where it is sent.
pub const UPLOAD: &str = "/upload";
/// Where a challenge is sent.
pub const CHALLENGE: &str = "/challenge";
/// The form for new players, and where it is sent.
pub const SIGN_UP: &str = "/sign-up";
/// The form for a token, and where it is sent.
pub const SIGN_IN: &str = "/sign-in";
/// Where the wish to leave is sent.
pub const SIGN_OUT: &str = "/sign-out";
/// The signed-in player's own page.
pub const ACCOUNT: &str = "/account";
/// Where a new token is asked for.
pub const TOKENS: &str = "/account/tokens";
/// The documentation of the interface for programs.
pub const API: &str = "/api";
/// The document that it is made from.
pub const OPENAPI: &str = "/api/openapi.json";
/// How the ladder works.
pub const ABOUT: &str = "/about";

/// Rankings of a season.
pub fn leaderboard(season: &str) -> String {
    format!("{LEADERBOARD}?season={}", segment(season))
}

/// A bot's page.
pub fn bot(id: &str) -> String {
    format!("/bots/{}", segment(id))
}

/// What a bot logged in a match.
pub fn bot_log(bot: &str, match_id: &str) -> String {
    format!("/bots/{}/log/{}", segment(bot), segment(match_id))
}

/// The module or script of a version whose source is public.
pub fn bot_source(bot: &str, version: u32) -> String {
    format!("/bots/{}/source/{version}", segment(bot))
}

/// Where a bot's new name is sent.
pub fn bot_rename(id: &str) -> String {
    format!("/bots/{}/rename", segment(id))
}

/// Where it is said what of a bot everybody may see.
pub fn bot_visibility(id: &str) -> String {
    format!("/bots/{}/visibility", segment(id))
}

/// Where a bot is withdrawn.
pub fn bot_withdraw(id: &str) -> String {
    format!("/bots/{}/withdraw", segment(id))
}

/// A player's page.
pub fn player(id: &str) -> String {
    format!("/players/{}", segment(id))
}

/// A match's page.
pub fn match_page(id: &str) -> String {
    format!("/matches/{}", segment(id))
}

/// A match's replay, for download.
pub fn match_replay(id: &str) -> String {
    format!("/matches/{}/replay", segment(id))
}

/// A match as the script of the board reads it.
pub fn match_frames(id: &str) -> String {
    format!("/matches/{}/frames.json", segment(id))
}

/// Server-sent events of a match that is being played.
pub fn match_events(id: &str) -> String {
    format!("/matches/{}/events", segment(id))
}

/// A tournament's page.
pub fn tournament(id: &str) -> String {
    format!("/tournaments/{}", segment(id))
}

/// The report on an upload.
pub fn admission(id: &str) -> String {
    format!("/admissions/{}", segment(id))
}

/// Where a token is revoked.
pub fn token_revoke(id: &str) -> String {
    format!("/account/tokens/{}/revoke", segment(id))
}

/// The form for signing in, which comes back to `path` afterwards.
pub fn sign_in_for(path: &str) -> String {
    format!("{SIGN_IN}?next={}", segment(path))
}

/// A text as one segment of a path or one value of a query.
fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_players_choose_stays_one_segment() {
        let check = |id: &str, path: &str| assert_eq!(bot(id), path);
        check("17", "/bots/17");
        check("../admin", "/bots/..%2Fadmin");
        check("a b?c#d", "/bots/a%20b%3Fc%23d");
        check("größe", "/bots/gr%C3%B6%C3%9Fe");
    }
}
