use alloc::{format, string::String, vec, vec::Vec};
use protocol::{
    Note, Reason, Seat, UnitId,
    rumble::{Mode, Params},
};
use serde_json::{Value, json};

use crate::{
    Game, Report,
    rumble::{BLUE, RED, Rumble},
};

fn game() -> Rumble {
    Rumble::new(Params { mode: Mode::Normal, turns: 30 }, "lines").expect("a match")
}

fn line(game: &Rumble, seat: Seat, failed: &[Note]) -> String {
    let mut line = Vec::new();
    game.write_tick(seat, failed, &mut line);
    String::from_utf8(line).expect("UTF-8")
}

/// The same line, made the long way from the picture.
fn expected(game: &Rumble, seat: Seat, failed: Value) -> Value {
    let frame = game.frame();
    let mut objs = serde_json::Map::new();
    let mut grid = vec![vec![Value::Null; 19]; 19];
    let mut id = 0;
    for x in 0..19 {
        for y in 0..19 {
            if frame.tile(protocol::Pos::new(x, y)).terrain == crate::Terrain::Wall {
                id += 1;
                let wall =
                    json!({ "id": format!("{id}"), "coords": [x, y], "obj_type": "Terrain", "type": "Wall" });
                objs.insert(format!("{id}"), wall);
                grid[usize::from(y)][usize::from(x)] = json!(format!("{id}"));
            }
        }
    }
    let mut teams = json!({ "Red": [], "Blue": [] });
    for piece in &frame.pieces {
        let id = format!("{}", piece.unit);
        let team = if piece.seat == BLUE { "Blue" } else { "Red" };
        objs.insert(
            id.clone(),
            json!({
                "id": id, "coords": [piece.at.x, piece.at.y], "obj_type": "Unit", "type": "Soldier",
                "team": team, "health": piece.hp,
            }),
        );
        grid[usize::from(piece.at.y)][usize::from(piece.at.x)] = json!(id);
        teams[team].as_array_mut().unwrap().push(json!(id));
    }
    let turn = game.tick().0 + 1;
    json!({
        "objs": objs, "grid": grid, "teams": teams, "turn": turn, "grid_size": 19,
        "team": if seat == BLUE { "Blue" } else { "Red" },
        "type": "tick", "tick": turn, "turns": 30, "mode": "Normal",
        "points": { "Blue": frame.teams[0].score, "Red": frame.teams[1].score }, "failed": failed,
    })
}

#[test]
fn lines_tell_the_whole_state() {
    let mut game = game();
    let mut report = Report::default();
    while game.outcome().is_none() {
        for seat in [BLUE, RED] {
            let line = line(&game, seat, &[]);
            assert_eq!(line.find('\n'), Some(line.len() - 1), "one line");
            assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), expected(&game, seat, json!([])));
        }
        game.play(&[Vec::new(), Vec::new()], &mut report);
    }
}

#[test]
fn a_board_without_units_is_told_too() {
    let mut game = game();
    game.state.units.clear();
    let line = line(&game, RED, &[]);
    assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), expected(&game, RED, json!([])));
}

/// The original's keys come first and in its order, for whoever reads them with less than a JSON reader.
#[test]
fn the_line_begins_as_the_original_s_does() {
    let text = line(&game(), BLUE, &[Note { unit: Some(UnitId(113)), why: Reason::Contested }]);
    assert!(text.starts_with(
        r#"{"objs":{"1":{"id":"1","coords":[0,0],"obj_type":"Terrain","type":"Wall"},"2":{"id":"2","coords":[0,1],"#
    ));
    let keys: Vec<usize> = [
        r#""obj_type":"Unit","type":"Soldier","team":"Blue","health":5}"#,
        r#"},"grid":[["1","20","#,
        r#"]],"teams":{"Red":["114","116","118","120"],"Blue":["113","115","117","119"]},"turn":1,"grid_size":19,"team":"Blue","#,
        r#""type":"tick","tick":1,"turns":30,"mode":"Normal","points":{"Red":4,"Blue":4},"#,
        r#""failed":[{"unit":113,"why":"contested"}]}"#,
    ]
    .map(|part| text.find(part).unwrap_or_else(|| panic!("{part} is not in {text}")))
    .into();
    assert!(keys.is_sorted(), "{keys:?}");
}

#[test]
fn there_is_no_line_before_and_after() {
    let mut line = Vec::new();
    game().write_start(BLUE, "robot", &mut line);
    game().write_end(BLUE, &mut line);
    assert!(line.is_empty());
}
