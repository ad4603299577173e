use ladder::pages::{account, door};

use super::{DAY, ago};
use crate::sample::people::{bot, rating_of};

pub(crate) fn sign_up() -> door::SignUp {
    door::SignUp {
        by_invitation: true,
        problem: Some("There is a player called Ada already: choose another name.".to_owned()),
        name: "Ada".to_owned(),
        invitation: "k3v-9qd".to_owned(),
    }
}

pub(crate) fn sign_in() -> door::SignIn {
    door::SignIn { problem: None, next: "/upload".to_owned() }
}

pub(crate) fn account() -> account::View {
    let token = |id: &str, name: &str, used: Option<u64>, current| account::Token {
        id: id.to_owned(),
        name: name.to_owned(),
        made: ago(40 * DAY),
        used: used.map(ago),
        current,
    };
    let entry = |index: usize, state: &str| account::Bot {
        bot: bot(index),
        version: 3,
        rank: Some(u32::try_from(index).unwrap() + 1),
        rating: Some(rating_of(index)),
        state: state.to_owned(),
        source_public: index == 0,
        log_public: true,
    };
    account::View {
        tokens: vec![
            token("k1", "first", Some(30), true),
            token("k2", "my laptop", Some(3 * DAY), false),
            token("k3", "<b>CI</b>", None, false),
        ],
        fresh: Some("rdl_4kq9z2c7w1x8v5b3n6m0a4kq9z2c7w1x8v5b3n6m0a".to_owned()),
        bots: vec![entry(0, "plays"), entry(1, "withdrawn")],
        problem: None,
    }
}
