use sqlx::FromRow;

use crate::clock::now_ms;
use crate::store::{Player, Store};
use crate::{Error, limits, random};

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A program, for as long as it is not revoked.
    Api,
    /// A browser in which somebody signed in.
    Session,
}

impl TokenKind {
    fn word(self) -> &'static str {
        match self {
            TokenKind::Api => "api",
            TokenKind::Session => "session",
        }
    }
}

/// What is known of a token without its secret.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Token {
    /// Opaque; the first part of what its owner holds.
    pub id: String,
    /// As its owner called it.
    pub name: String,
    /// When it was made.
    pub created_ms: i64,
    /// When it was used last.
    pub used_ms: Option<i64>,
}

/// What its owner holds, shown once: `rdl_ID_SECRET`. The database has only the BLAKE3 of the secret: that is 160 random
/// bits, so nothing is gained by a slow hash.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl Secret {
    /// In words.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    fn new(id: &str) -> Result<(Secret, String), Error> {
        let secret = random::word::<32>()?;
        Ok((Secret(format!("rdl_{id}_{secret}")), hash(&secret)))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

fn hash(secret: &str) -> String {
    blake3::derive_key("robodrome ladder token v1", secret.as_bytes())
        .map(|byte| format!("{byte:02x}"))
        .concat()
}

/// The id and the secret of what claims to be a token.
fn parts(token: &str) -> Option<(&str, &str)> {
    let (id, secret) = token.strip_prefix("rdl_")?.split_once('_')?;
    (id.len() == 16 && secret.len() == 32).then_some((id, secret))
}

/// Compares hashes in a time that does not depend on where they differ.
fn is_same(kept: &str, given: &str) -> bool {
    let digest = |text: &str| blake3::hash(text.as_bytes());
    // Comparing blake3's own hashes takes constant time.
    digest(kept) == digest(given)
}

#[derive(FromRow)]
struct Kept {
    hash: String,
    kind: String,
    used_ms: Option<i64>,
    player: String,
    player_name: String,
    role: String,
    created_ms: i64,
}

impl Store {
    /// Makes a token for a player.
    ///
    /// # Errors
    /// The player has too many; the database's.
    pub(crate) async fn add_token(&self, player: &str, name: &str, kind: TokenKind) -> Result<Secret, Error> {
        let (id, now) = (random::id()?, now_ms());
        let (secret, hash) = Secret::new(&id)?;
        let ends = match kind {
            TokenKind::Api => None,
            TokenKind::Session => Some(now + limits::SESSION.as_millis() as i64),
        };
        if kind == TokenKind::Api && self.tokens(player).await?.len() as i64 >= limits::TOKENS {
            let problem = format!("you have {} tokens", limits::TOKENS);
            return Err(Error::refused(409, "tokens", problem, "revoke one that you do not need"));
        }
        sqlx::query("INSERT INTO tokens (id, player, name, kind, hash, created_ms, ends_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)")
            .bind(id)
            .bind(player.to_owned())
            .bind(name.chars().filter(|c| !c.is_control()).take(limits::NAME_CHARS).collect::<String>())
            .bind(kind.word().to_owned())
            .bind(hash)
            .bind(now)
            .bind(ends)
            .execute(&self.write)
            .await?;
        Ok(secret)
    }

    /// Whose token this is; `None` where it is nobody's, or not good any more, or for something else.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn owner(&self, token: &str, kind: TokenKind) -> Result<Option<Player>, Error> {
        let Some((id, secret)) = parts(token) else { return Ok(None) };
        let kept: Option<Kept> = sqlx::query_as(
            "SELECT t.hash, t.kind, t.used_ms, p.id AS player, p.name AS player_name, p.role, p.created_ms \
             FROM tokens t JOIN players p ON p.id = t.player \
             WHERE t.id = $1 AND t.revoked_ms IS NULL AND (t.ends_ms IS NULL OR t.ends_ms > $2)",
        )
        .bind(id.to_owned())
        .bind(now_ms())
        .fetch_optional(&self.read)
        .await?;
        let Some(kept) = kept.filter(|kept| is_same(&kept.hash, &hash(secret)) && kept.kind == kind.word())
        else {
            return Ok(None);
        };
        // Once a minute is often enough to know whether a token is in use.
        if kept.used_ms.is_none_or(|used| used.abs_diff(now_ms()) > 60_000) {
            let used = sqlx::query("UPDATE tokens SET used_ms = $1 WHERE id = $2")
                .bind(now_ms())
                .bind(id.to_owned());
            if let Err(error) = used.execute(&self.write).await {
                tracing::warn!(%error, "cannot note that a token is in use");
            }
        }
        let Kept { player, player_name, role, created_ms, .. } = kept;
        Ok(Some(Player { id: player, name: player_name, role, created_ms }))
    }

    /// A player's tokens for programs.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn tokens(&self, player: &str) -> Result<Vec<Token>, Error> {
        let query = sqlx::query_as(
            "SELECT id, name, created_ms, used_ms FROM tokens \
             WHERE player = $1 AND kind = 'api' AND revoked_ms IS NULL ORDER BY created_ms",
        );
        Ok(query.bind(player.to_owned()).fetch_all(&self.read).await?)
    }

    /// Ends a token of a player, of either kind.
    ///
    /// # Errors
    /// The player has no such token; the database's.
    pub(crate) async fn revoke_token(&self, player: &str, id: &str) -> Result<(), Error> {
        let done = sqlx::query(
            "UPDATE tokens SET revoked_ms = $1 WHERE id = $2 AND player = $3 AND revoked_ms IS NULL",
        )
        .bind(now_ms())
        .bind(id.to_owned())
        .bind(player.to_owned())
        .execute(&self.write)
        .await?;
        match done.rows_affected() {
            0 => Err(Error::missing("token", id)),
            _ => Ok(()),
        }
    }

    /// Ends the session of this token.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn end_session(&self, token: &str) -> Result<(), Error> {
        let Some((id, _)) = parts(token) else { return Ok(()) };
        let query = sqlx::query("UPDATE tokens SET revoked_ms = $1 WHERE id = $2 AND kind = 'session'");
        query.bind(now_ms()).bind(id.to_owned()).execute(&self.write).await?;
        Ok(())
    }

    /// Makes an invitation for so many players.
    ///
    /// # Errors
    /// The database's.
    pub(crate) async fn add_invitation(&self, uses: u32) -> Result<Secret, Error> {
        let (id, now) = (random::id()?, now_ms());
        let (secret, hash) = Secret::new(&id)?;
        sqlx::query(
            "INSERT INTO invitations (id, hash, uses_left, created_ms, ends_ms) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id)
        .bind(hash)
        .bind(i64::from(uses))
        .bind(now)
        .bind(now + limits::INVITATION.as_millis() as i64)
        .execute(&self.write)
        .await?;
        Ok(secret)
    }

    /// Uses an invitation up, once.
    ///
    /// # Errors
    /// It is not good; the database's.
    pub(crate) async fn use_invitation(&self, invitation: &str) -> Result<(), Error> {
        let bad = || {
            Error::refused(
                403,
                "bad_invitation",
                "this invitation is not good, or not any more",
                "ask whoever runs the ladder for another",
            )
        };
        let (id, secret) = parts(invitation).ok_or_else(bad)?;
        let done = sqlx::query(
            "UPDATE invitations SET uses_left = uses_left - 1 WHERE id = $1 AND hash = $2 AND uses_left > 0 AND ends_ms > $3",
        )
        .bind(id.to_owned())
        .bind(hash(secret))
        .bind(now_ms())
        .execute(&self.write)
        .await?;
        if done.rows_affected() == 0 { Err(bad()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_an_id_and_a_secret() {
        let (secret, kept) = Secret::new("abcdefghjkmnpqrs").expect("random numbers");
        let (id, word) = parts(secret.expose()).expect("two parts");
        assert_eq!((id, hash(word)), ("abcdefghjkmnpqrs", kept));
        assert_eq!(format!("{secret:?}"), "Secret(..)");
        for wrong in ["", "rdl_", "rdl_a_b", "abc", "rdl_abcdefghjkmnpqrs_short", &secret.expose()[1..]] {
            assert_eq!(parts(wrong), None, "{wrong}");
        }
    }
}
