//! What came of an attack, and whether it is what should.

use std::collections::{BTreeMap, BTreeSet};

use sandbox::Backend;
use serde::Serialize;

use super::attack::{Attack, Target};
use super::expected::Expected;
use super::pace::{MOST_TIMES_MEDIAN, Pace, Paces};
use super::stage::{Outcome, Stage};
use crate::exit::Failure;

/// Times that a slow attack is timed again before it is called slow.
const SECOND_LOOKS: usize = 6;

/// What came of one attack on every back end that was asked for.
#[derive(Serialize)]
pub(super) struct Verdict {
    pub(super) name: &'static str,
    pub(super) target: Target,
    /// Modules of the family.
    pub(super) modules: usize,
    pub(super) expected: Expected,
    /// How it ended, where nothing else is expected the same words.
    pub(super) got: Got,
    /// Spent in all turns of all modules.
    pub(super) fuel: u64,
    /// Nanoseconds for each unit of fuel, by back end; nothing for what was refused.
    pub(super) ns_per_fuel: BTreeMap<&'static str, f64>,
    pub(super) ok: bool,
    /// What is not right, in sentences.
    pub(super) problems: Vec<String>,
    /// The slowest module's pace, by back end.
    #[serde(skip)]
    paces: BTreeMap<&'static str, Slowest>,
}

/// What came of an attack, in the words of the table.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Got {
    pub(super) ends: String,
    pub(super) drops: BTreeSet<&'static str>,
    pub(super) orders: bool,
    /// `None` for what was refused.
    pub(super) farewell: Option<String>,
}

/// The slowest module of an attack.
struct Slowest {
    module: usize,
    pace: Pace,
}

impl Verdict {
    /// Plays an attack on every stage, and compares what came of it with the table and between the stages.
    pub(super) fn reach(attack: &Attack, expected: Expected, stages: &[Stage]) -> Result<Verdict, Failure> {
        let modules = attack.modules()?;
        let mut verdict = Verdict {
            name: attack.name,
            target: attack.target,
            modules: modules.len(),
            expected,
            got: Got::default(),
            fuel: 0,
            ns_per_fuel: BTreeMap::new(),
            ok: false,
            problems: Vec::new(),
            paces: BTreeMap::new(),
        };
        let mut ends = BTreeSet::new();
        for (number, wasm) in modules.iter().enumerate() {
            let outcomes: Vec<Outcome> = stages
                .iter()
                .map(|stage| verdict.play(number, wasm, stage))
                .collect::<Result<_, Failure>>()?;
            verdict.compare_backends(&outcomes, stages);
            if let Some(outcome) = outcomes.into_iter().next() {
                verdict.count(outcome, &mut ends);
            }
        }
        verdict.got.ends = ends.into_iter().collect::<Vec<_>>().join(", ");
        verdict.compare_with_table();
        verdict.settle();
        Ok(verdict)
    }

    fn play(&mut self, number: usize, wasm: &[u8], stage: &Stage) -> Result<Outcome, Failure> {
        let trial = stage.try_out(self.name, wasm);
        let backend = stage.sandbox.backend().word();
        self.problems.extend(trial.problems.iter().map(|problem| format!("{backend}: {problem}")));
        if let Some((program, sent)) = trial.played {
            let pace = Pace::measure(&stage.sandbox, &program, stage.setup().ruleset.fuel, &sent)?;
            let slowest = self.paces.get(backend).map_or(0.0, |slowest| slowest.pace.ns_per_fuel());
            if pace.ns_per_fuel() >= slowest {
                self.paces.insert(backend, Slowest { module: number, pace });
            }
        }
        Ok(trial.outcome)
    }

    /// Both back ends have to agree in everything.
    fn compare_backends(&mut self, outcomes: &[Outcome], stages: &[Stage]) {
        let [first, second] = outcomes else { return };
        if first == second {
            return;
        }
        let [one, other] = [&stages[0], &stages[1]].map(|stage| stage.sandbox.backend());
        let turn = first.fuel.iter().zip(&second.fuel).position(|(a, b)| a != b);
        self.problems.push(match turn {
            Some(turn) => format!(
                "the back ends part in turn {turn}: {one} spends {}, {other} {}",
                first.fuel[turn], second.fuel[turn]
            ),
            None if first.ends != second.ends => {
                format!(
                    "the back ends part: {one} ends with `{}`, {other} with `{}`",
                    first.ends, second.ends
                )
            }
            None => format!("the back ends part: the replay of {one} is not that of {other}"),
        });
    }

    fn count(&mut self, outcome: Outcome, ends: &mut BTreeSet<String>) {
        ends.insert(outcome.ends);
        self.fuel += outcome.fuel.iter().sum::<u64>();
        self.got.drops.extend(outcome.drops);
        self.got.orders |= outcome.orders;
        self.got.farewell = outcome.farewell;
    }

    fn compare_with_table(&mut self) {
        let Verdict { expected, got, .. } = self;
        let mut differs = |what: &str, expected: &str, got: &str| {
            if expected != got {
                self.problems.push(format!("{what}: expected `{expected}`, got `{got}`"));
            }
        };
        differs("it ends", &expected.ends, &got.ends);
        let expected_drops: Vec<&str> = expected.drops.iter().map(String::as_str).collect();
        let got_drops: Vec<&str> = got.drops.iter().copied().collect();
        differs("what was dropped", &expected_drops.join(", "), &got_drops.join(", "));
        differs("orders stand", &expected.orders.to_string(), &got.orders.to_string());
        if let Some(farewell) = &expected.farewell {
            differs("it says farewell", farewell, got.farewell.as_deref().unwrap_or_default());
        }
    }

    /// The pace on one back end, where the attack was played.
    pub(super) fn pace(&self, backend: Backend) -> Option<(&'static str, &Pace)> {
        self.paces.get(backend.word()).map(|slowest| (self.name, &slowest.pace))
    }

    /// Times an attack again that seems to be slow, since the machine may have been busy; notes it where it is.
    pub(super) fn look_again(
        &mut self,
        attack: &Attack,
        stage: &Stage,
        paces: &Paces,
    ) -> Result<(), Failure> {
        let backend = stage.sandbox.backend();
        let Some(slowest) = self.paces.get_mut(backend.word()) else { return Ok(()) };
        let most = paces.median * MOST_TIMES_MEDIAN;
        // Half of what is allowed is looked into too, so that the worst that is told is not that of a busy moment.
        if slowest.pace.ns_per_fuel() > most / 2.0 {
            let wasm = &attack.modules()?[slowest.module];
            if let Some((program, sent)) = stage.try_out(self.name, wasm).played {
                for _ in 0..SECOND_LOOKS {
                    let plan = stage.setup().ruleset.fuel;
                    slowest.pace.improve(&Pace::measure(&stage.sandbox, &program, plan, &sent)?);
                }
            }
        }
        Ok(())
    }

    /// Notes an attack that is too slow, unless the table knows it.
    pub(super) fn judge_pace(&mut self, backend: Backend, paces: &Paces) {
        let Some(slowest) = self.paces.get(backend.word()) else { return };
        let times = slowest.pace.ns_per_fuel() / paces.median;
        if times > MOST_TIMES_MEDIAN && self.expected.slow.is_none() {
            self.problems.push(format!(
                "{backend}: a unit of fuel takes {:.1} ns, {times:.0} times the median of all attacks: something is \
                 priced too low",
                slowest.pace.ns_per_fuel()
            ));
        }
        self.settle();
    }

    fn settle(&mut self) {
        self.ok = self.problems.is_empty();
        self.ns_per_fuel =
            self.paces.iter().map(|(backend, slowest)| (*backend, slowest.pace.ns_per_fuel())).collect();
    }

    /// The slowest pace on any back end.
    pub(super) fn worst_ns_per_fuel(&self) -> Option<f64> {
        self.ns_per_fuel.values().copied().max_by(f64::total_cmp)
    }
}

#[cfg(test)]
mod tests {
    use super::super::expected;
    use super::*;

    fn judge(name: &str, change: impl FnOnce(&mut Expected)) -> Verdict {
        let attack = Attack::all().into_iter().find(|attack| attack.name == name).unwrap();
        let mut expected = expected::table().unwrap().remove(name).unwrap();
        change(&mut expected);
        let stages = [Stage::new(Backend::Singlepass).unwrap()];
        Verdict::reach(&attack, expected, &stages).unwrap()
    }

    #[track_caller]
    fn check(name: &str, change: impl FnOnce(&mut Expected), problem: &str) {
        let verdict = judge(name, change);
        assert!(!verdict.ok);
        assert_eq!(verdict.problems, [problem]);
    }

    #[test]
    fn what_the_table_says_is_what_has_to_come() {
        assert!(judge("exit-after-its-orders", |_| {}).ok);
        check(
            "exit-after-its-orders",
            |expected| expected.ends = "waiting".to_owned(),
            "it ends: expected `waiting`, got `exit 1`",
        );
        check(
            "exit-after-its-orders",
            |expected| expected.orders = false,
            "orders stand: expected `false`, got `true`",
        );
        check("not-json", |expected| expected.drops.clear(), "what was dropped: expected ``, got `bad_json`");
        check(
            "trap-at-the-farewell",
            |expected| expected.farewell = Some("exit 0".to_owned()),
            "it says farewell: expected `exit 0`, got `fault unreachable`",
        );
    }

    #[test]
    fn a_slow_attack_is_noted_unless_it_is_known() {
        let paces = Paces { median: 1e-9, worst: 1.0, worst_attack: String::new() };
        let mut verdict = judge("trap-at-the-farewell", |_| {});
        verdict.judge_pace(Backend::Singlepass, &paces);
        assert!(!verdict.ok && verdict.problems[0].contains("times the median"), "{:?}", verdict.problems);
        let mut known = judge("trap-at-the-farewell", |expected| expected.slow = Some("because".to_owned()));
        known.judge_pace(Backend::Singlepass, &paces);
        assert!(known.ok);
    }

    #[test]
    fn back_ends_that_part_are_noted() {
        let stages = Backend::ALL.map(|backend| Stage::new(backend).unwrap());
        let mut verdict = judge("trap-at-the-farewell", |_| {});
        let outcome = |fuel: u64, replay: u8| Outcome {
            fuel: vec![7, fuel],
            replay: vec![replay],
            ..Outcome::default()
        };
        verdict.compare_backends(&[outcome(1, 1), outcome(1, 1)], &stages);
        assert!(verdict.problems.is_empty());
        verdict.compare_backends(&[outcome(1, 1), outcome(2, 1)], &stages);
        verdict.compare_backends(&[outcome(1, 1), outcome(1, 2)], &stages);
        assert_eq!(
            verdict.problems,
            [
                "the back ends part in turn 1: singlepass spends 1, cranelift 2",
                "the back ends part: the replay of singlepass is not that of cranelift"
            ]
        );
    }
}
