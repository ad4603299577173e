use std::ffi::OsString;

use super::Run;

/// Ticks a second that the viewer plays at its speed 1.
const VIEWER_SPEED: f64 = 4.0;

/// The viewer's arguments for the same match.
pub(super) fn words(run: &Run, bots: &[String], json: bool) -> Vec<OsString> {
    let (game, engine) = (&run.game, &run.engine);
    let mut words = Words(vec!["--run".into()]);
    words.0.extend(bots.iter().map(OsString::from));
    match &game.rules {
        Some(rules) => words.option("--rules", rules),
        None => words.option("--game", &game.game),
    }
    words.option_if("--map", game.map.as_ref());
    words.option("--seed", &game.seed);
    words.option_if("--map-size", game.size.map(|size| size.to_string()));
    words.option_if("--ticks", game.ticks.map(|ticks| ticks.to_string()));
    game.set.iter().for_each(|assignment| words.option("--set", assignment));
    match &run.out {
        _ if run.no_replay => {}
        Some(out) => words.option("--out", out),
        // The current folder: it gets the name that it has without a viewer.
        None => words.option("--out", "."),
    }
    words.option_if("--speed", run.speed.map(|speed| (speed / VIEWER_SPEED).clamp(0.25, 32.0).to_string()));
    words.option("--backend", engine.backend.word());
    words.option_if("--cache", engine.cache.as_ref());
    words.flag_if("--no-cache", engine.no_cache);
    words.flag_if("--json", json);
    words.0
}

struct Words(Vec<OsString>);

impl Words {
    /// As one word, so that no value is taken for an option.
    fn option(&mut self, name: &str, value: impl Into<OsString>) {
        let mut word = OsString::from(name);
        word.push("=");
        word.push(value.into());
        self.0.push(word);
    }

    fn option_if(&mut self, name: &str, value: Option<impl Into<OsString>>) {
        if let Some(value) = value {
            self.option(name, value);
        }
    }

    fn flag_if(&mut self, name: &str, set: bool) {
        if set {
            self.0.push(name.into());
        }
    }
}
