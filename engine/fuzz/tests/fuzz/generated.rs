//! New inputs for every target.

use fuzz::Target;

use crate::hunt::{Found, alone, hunt, seed, time};

fn check(name: &str) {
    let target = Target::named(name).expect("there is such a target");
    let (seed, time) = (seed(), time());
    match alone(|| hunt(&target, seed, time)) {
        Ok(cases) => {
            println!("{name}: {cases} inputs in {} s, seed {seed}", time.as_secs());
            assert!(cases > 0 || time.is_zero(), "no input was tried");
        }
        Err(Found { path, case, .. }) => panic!(
            "{name}, seed {seed}, case {case}: an input breaks the law that {}\n{}\n\
             Copy it to engine/fuzz/regressions/{name}/WHAT-IT-IS: the test of what is kept then runs it alone.",
            target.law,
            path.display()
        ),
    }
}

macro_rules! targets {
    ($($name:ident)+) => {
        $(
            #[test]
            fn $name() {
                check(stringify!($name));
            }
        )+

        #[test]
        fn every_target_is_here() {
            assert_eq!(Target::ALL.map(|target| target.name), [$(stringify!($name)),+]);
        }
    };
}

targets! { admission instrumentation backends wasi lines replays rules }
