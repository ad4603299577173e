// Says what it read, and gives every order; bots/sdk/probe/check.py compares that with what every SDK must say.
package main

import (
	"fmt"
	"strings"

	"robodrome"
)

func main() {
	turns := 0
	end := robodrome.Run(func(turn *robodrome.Turn) {
		turns++
		units := turn.Units
		switch turns {
		case 1:
			tellStart(turn)
			turn.Mine(units[0])
			turn.Strike(units[1], robodrome.N)
			turn.Lance(units[2], robodrome.E)
			turn.MarkLine(robodrome.Pos{X: 7, Y: 4}, robodrome.Pos{X: 8, Y: 4}, robodrome.Red)
			turn.MarkCircle(robodrome.Pos{X: 7, Y: 5}, 2, robodrome.Yellow)
			turn.MarkText(robodrome.Pos{X: 7, Y: 1}, fmt.Sprintf("%d of %q", units[0].Cargo, "10"), robodrome.White)
		case 2:
			tellTick(turn)
			turn.Guard(units[0])
			turn.Mine(units[0]) // the first one stands
			turn.Give(units[1], robodrome.W, 10)
			turn.Repair(units[2], robodrome.S)
		default:
			turn.Watch("missed", turn.Missed)
			turn.Go(units[2], robodrome.Pos{X: 7, Y: 5})
			turn.Hold(units[1])
			turn.Spawn()
			robodrome.Log(fmt.Sprint("logged ", turn.Tick))
		}
	})
	robodrome.Log("end " + end.Result)
}

func tellStart(turn *robodrome.Turn) {
	board, walls := turn.Board, 0
	for y := range board.Height {
		for x := range board.Width {
			if board.Tile(robodrome.Pos{X: x, Y: y}) == robodrome.Wall {
				walls++
			}
		}
	}
	turn.Watch("start", fmt.Sprintf("%s %d teams %dx%d", turn.Name, turn.Teams, board.Width, board.Height))
	turn.Watch("rules", rules(turn.Rules))
	turn.Watch("map", fmt.Sprintf("%d walls, %d ores, beacons %s", walls, len(board.Ores), list(board.Beacons, " ", cell)))
	turn.Watch("cores", list(board.Cores, " ", cell))
}

func rules(rules robodrome.Rules) string {
	text := strings.Trim(fmt.Sprint(rules), "{}")
	return strings.NewReplacer("true", "1", "false", "0").Replace(text)
}

func tellTick(turn *robodrome.Turn) {
	ore, loose := 0, 0
	for _, at := range turn.Board.Ores {
		ore += turn.Ore(at)
	}
	for _, lies := range turn.Loose() {
		loose += lies.Amount
	}
	stormy := func(tick int) int {
		if turn.InStormAt(robodrome.Pos{X: 0, Y: 5}, tick) {
			return 1
		}
		return 0
	}
	teams := append(append(append([]int{}, turn.Points...), turn.Damage...), turn.Cores...)
	turn.Watch("tick", fmt.Sprintf("%d missed %d", turn.Tick, turn.Missed))
	turn.Watch("teams", list(teams, " ", func(n int) string { return fmt.Sprint(n) }))
	turn.Watch("storm", fmt.Sprint(turn.Rings, stormy(249), stormy(250)))
	turn.Watch("bank", fmt.Sprintf("%d of %d", turn.Bank, turn.SpawnCost()))
	turn.Watch("units", list(turn.Units, "; ", unit))
	turn.Watch("enemies", list(turn.Enemies, "; ", func(u robodrome.Unit) string { return fmt.Sprint(u.Team, ".", unit(u)) }))
	turn.Watch("ore", fmt.Sprintf("%d loose %d", ore, loose))
	turn.Watch("failed", list(turn.Failed, "; ", func(f robodrome.Failure) string {
		return strings.Replace(fmt.Sprint(f.Unit), "-1", "-", 1) + " " + f.Why
	}))
}

func cell(at robodrome.Pos) string {
	return fmt.Sprintf("%d,%d", at.X, at.Y)
}

func unit(u robodrome.Unit) string {
	text := fmt.Sprintf("%d@%s %d %d", u.ID, cell(u.At), u.HP, u.Cargo)
	if u.Guarded {
		text += " guarded"
	}
	return text
}

// list puts the texts of several things together.
func list[T any](items []T, between string, text func(T) string) string {
	texts := make([]string, 0, len(items))
	for _, item := range items {
		texts = append(texts, text(item))
	}
	return strings.Join(texts, between)
}
