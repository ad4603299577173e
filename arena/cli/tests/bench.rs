//! `arena bench`: every target has its row.

use std::process::Command;

use serde_json::Value;

/// Every row by its unit and target, in their order.
const ROWS: [(&str, f64, &str); 16] = [
    ("x", 1.25, "at_most"),
    ("x", 1.4, "at_most"),
    ("us", 15.0, "at_most"),
    ("ms", 1.0, "at_most"),
    ("ticks/s", 100_000.0, "at_least"),
    ("matches/s", 20.0, "at_least"),
    ("x", 1.9, "at_least"),
    ("KB", 20.0, "at_most"),
    ("ticks/s", 50_000.0, "at_least"),
    ("ms", 10.0, "at_most"),
    ("ms", 20.0, "at_most"),
    ("ms", 20.0, "at_most"),
    ("ms", 100.0, "at_most"),
    ("s", 0.15, "at_most"),
    ("s", 0.05, "at_most"),
    ("x", 6.0, "at_most"),
];

fn bench(args: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_arena")).arg("bench").args(args).output().expect("arena starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn every_target_has_its_row_with_all_fields() {
    let all: Value = serde_json::from_str(&bench(&["--quick", "--json"])).expect("JSON");
    let rows = all["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), ROWS.len());
    for (row, (unit, target, bound)) in rows.iter().zip(ROWS) {
        assert!(row["name"].as_str().is_some_and(|name| !name.is_empty()), "{row}");
        assert_eq!(
            (&row["unit"], &row["target"], &row["bound"]),
            (&unit.into(), &target.into(), &bound.into())
        );
        let met = match row["measured"].as_f64() {
            None => {
                let python = Command::new("python3").arg("--version").output().is_ok();
                let excused = all["machine"]["cores"] == 1 || (target == 6.0 && !python);
                assert!(excused, "only the second core and Python may be missing: {row}");
                false
            }
            Some(measured) => {
                assert!(measured > 0.0, "{row}");
                if bound == "at_most" { measured <= target } else { measured >= target }
            }
        };
        assert_eq!(row["met"], met, "{row}");
    }
    for row in &rows[..2] {
        let parts = row["parts"].as_array().expect("parts");
        assert!(parts.len() >= 7, "six guests and a bot at least: {row}");
        let product: f64 = parts.iter().map(|part| part["measured"].as_f64().expect("a ratio").ln()).sum();
        let mean = (product / parts.len() as f64).exp();
        assert!((mean - row["measured"].as_f64().expect("a mean")).abs() < 1e-9, "{row}");
    }
}
