use thiserror::Error;

/// Why a request, or a command, did not succeed.
#[derive(Debug, Error)]
pub enum Error {
    /// Whoever asks is at fault.
    #[error("{}", .0.message)]
    Refused(Box<Refusal>),
    /// The database does not answer, or not as it should.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The machine, or the engine itself, failed.
    #[error("{0}")]
    Host(String),
}

/// What is told to whoever is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The status of HTTP.
    pub status: u16,
    /// A stable word for programs.
    pub code: &'static str,
    /// What is wrong, and where.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// After how many seconds it may be tried again.
    pub retry_after_s: Option<u64>,
}

impl Error {
    /// Whoever asks is at fault.
    pub fn refused(
        status: u16,
        code: &'static str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Error {
        let (message, remedy) = (message.into(), remedy.into());
        Error::Refused(Box::new(Refusal { status, code, message, remedy, retry_after_s: None }))
    }

    /// What was named is not there.
    pub fn missing(what: &str, name: &str) -> Error {
        let short: String = name.chars().take(80).collect();
        Error::refused(404, "not_found", format!("there is no {what} {short}"), "check the address")
    }

    /// A quota is used up.
    pub fn quota(
        code: &'static str,
        message: impl Into<String>,
        remedy: impl Into<String>,
        after_s: u64,
    ) -> Error {
        let (message, remedy) = (message.into(), remedy.into());
        Error::Refused(Box::new(Refusal { status: 429, code, message, remedy, retry_after_s: Some(after_s) }))
    }

    /// The machine failed.
    pub fn host(error: impl std::fmt::Display) -> Error {
        Error::Host(error.to_string())
    }

    /// Whether a row was refused because there is one like it.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Error::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }

    /// Whether a text was asked for that the database cannot even hold: Postgres' untranslatable and invalid characters.
    pub fn is_no_text(&self) -> bool {
        let Error::Database(sqlx::Error::Database(error)) = self else { return false };
        matches!(error.code().as_deref(), Some("22021" | "22P05"))
    }

    /// Whether the database has no room left.
    pub fn is_full(&self) -> bool {
        let Error::Database(sqlx::Error::Database(error)) = self else { return false };
        // SQLITE_FULL, and Postgres' disk_full.
        matches!(error.code().as_deref(), Some("13" | "53100"))
    }
}
