use std::time::Duration;

use ladder::pages::upload;

use crate::sample::now;
use crate::sample::people::bot;

pub(crate) fn upload(problem: Option<&str>) -> upload::View {
    let language = |word: &str, name: &str| (word.to_owned(), name.to_owned());
    upload::View {
        bots: vec![bot(0), bot(1)],
        games: vec!["beacons".to_owned(), "rumble".to_owned()],
        languages: vec![language("py", "Python"), language("js", "JavaScript"), language("lua", "Lua")],
        limits: upload::Limits {
            module_bytes: 4 << 20,
            script_bytes: 256 << 10,
            uploads_per_hour: 60,
            bots_per_player: 50,
            stored_bytes_per_player: 256 << 20,
        },
        quota: upload::Quota {
            uploads_last_hour: if problem.is_some() { 60 } else { 7 },
            next_upload: problem.map(|_| now() + Duration::from_secs(700)),
            bots: 2,
            stored_bytes: 31 << 20,
        },
        problem: problem.map(str::to_owned),
        filled: upload::Filled {
            name: problem.map_or_else(String::new, |_| "wall\"><b>".to_owned()),
            ..upload::Filled::default()
        },
    }
}
