use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use terminal::exit::Failure;

use crate::Address;

/// The environment variable with the address of a ladder, for scripts.
pub const LADDER: &str = "ROBODROME_LADDER";

/// The environment variable with a token, for scripts.
pub const TOKEN: &str = "ROBODROME_TOKEN";

/// The ladders on which somebody signed in: a file that only its owner reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accounts {
    /// The ladder that is meant where none is named: the last one that was signed in to.
    #[serde(skip_serializing_if = "Option::is_none")]
    ladder: Option<String>,
    /// By address.
    #[serde(default)]
    accounts: BTreeMap<String, Account>,
}

/// Who somebody is on a ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The player's name.
    pub player: String,
    /// The token, which is good on this ladder alone and is sent to no other.
    pub token: String,
}

impl Accounts {
    /// `robodrome/ladders.toml` in the user's configuration folder.
    ///
    /// # Errors
    /// The user has no such folder.
    pub fn path() -> Result<PathBuf, Failure> {
        let base = etcetera::choose_base_strategy().map_err(|error| {
            Failure::host(format!("you have no configuration folder: {error}"))
                .help(format!("name the ladder with --to, and give your token as {TOKEN}"))
        })?;
        Ok(base.config_dir().join("robodrome").join("ladders.toml"))
    }

    /// Reads the file; where there is none, nobody signed in.
    ///
    /// # Errors
    /// It is there and cannot be read.
    pub fn read(path: &Path) -> Result<Accounts, Failure> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Accounts::default()),
            Err(error) => return Err(Failure::reading("list of ladders", path, &error)),
        };
        toml::from_str(&text).map_err(|error| {
            // Its own text would show the line, and with it a token.
            Failure::input(format!("{}: {}", path.display(), error.message()))
                .code("accounts")
                .help("repair it, or delete it and sign in again: `arena ladder sign-in URL`")
        })
    }

    /// Writes the file, readable for its owner alone, in place of the one that is there.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        let wrong =
            |error: &std::io::Error| Failure::host(format!("cannot write {}: {error}", path.display()));
        let text = toml::to_string(self).map_err(Failure::host)?;
        let folder = path.parent().unwrap_or(path);
        std::fs::create_dir_all(folder).map_err(|error| wrong(&error))?;
        // Such files are made for their owner alone.
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| wrong(&error))?;
        file.write_all(text.as_bytes()).map_err(|error| wrong(&error))?;
        file.persist(path).map_err(|error| wrong(&error.error))?;
        Ok(())
    }

    /// The ladder that is meant where none is named.
    pub fn usual(&self) -> Option<Address> {
        self.ladder.as_ref()?.parse().ok()
    }

    /// Who somebody is there.
    pub fn at(&self, ladder: &Address) -> Option<&Account> {
        self.accounts.get(&ladder.to_string())
    }

    /// Signs in; the ladder is then the one that is meant where none is named.
    pub fn sign_in(&mut self, ladder: &Address, account: Account) {
        self.ladder = Some(ladder.to_string());
        self.accounts.insert(ladder.to_string(), account);
    }

    /// Signs out; whether somebody was signed in.
    pub fn sign_out(&mut self, ladder: &Address) -> bool {
        if self.ladder.as_deref() == Some(&ladder.to_string()) {
            self.ladder = None;
        }
        self.accounts.remove(&ladder.to_string()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(player: &str) -> Account {
        Account { player: player.to_owned(), token: format!("rdl_{player}") }
    }

    #[test]
    fn each_ladder_has_its_own_account_and_the_last_is_the_usual_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("ladders.toml");
        assert_eq!(Accounts::read(&path), Ok(Accounts::default()));
        let (home, club): (Address, Address) =
            ("http://127.0.0.1:7070".parse().unwrap(), "https://club.example".parse().unwrap());
        let mut accounts = Accounts::default();
        accounts.sign_in(&home, account("ada"));
        accounts.sign_in(&club, account("bob"));
        accounts.write(&path).unwrap();
        let mut read = Accounts::read(&path).unwrap();
        assert_eq!(read, accounts);
        assert_eq!(read.usual(), Some(club.clone()));
        assert_eq!(read.at(&home), Some(&account("ada")));
        assert!(read.sign_out(&club) && !read.sign_out(&club));
        assert_eq!((read.usual(), read.at(&club)), (None, None));
    }

    #[test]
    #[cfg(unix)]
    fn nobody_else_reads_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ladders.toml");
        // Also where somebody made it readable before.
        std::fs::write(&path, "").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        Accounts::default().write(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_is_damaged_is_named_and_its_tokens_are_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ladders.toml");
        std::fs::write(&path, "[accounts.\"http://h\"]\nplayer = 3\ntoken = \"rdl_secret\"\n").unwrap();
        let text = Accounts::read(&path).unwrap_err().to_string();
        assert!(text.contains("ladders.toml") && text.contains("sign in again"), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }
}
