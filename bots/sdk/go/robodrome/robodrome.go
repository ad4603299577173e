// Package robodrome is for writing bots for Robodrome's game Beacons in Go.
//
//	func main() {
//		robodrome.Run(func(turn *robodrome.Turn) { // once a tick
//			for _, unit := range turn.Units {
//				turn.Harvest(unit) // mine, carry home, deliver, go again
//			}
//			turn.Spawn()
//		})
//	}
//
// [Turn] is what the bot knows in a tick, and where its orders go. The bot always is team 0, and the board is turned so that it plays from
// the same corner in every match on a map. Everything is in a fixed order, so the same match gives the same orders again; a bot that ranges
// over a Go map gives that up.
//
// It reads and writes JSON by tokens and leaves out fmt and reflection, which would double the module: Go's runtime alone
// has 1.9 MB.
//
// This folder is part of Robodrome; licence: MIT OR Apache-2.0.
package robodrome

import (
	"bufio"
	"io"
	"os"
)

// Run plays a match: calls bot once a tick and sends what was ordered, until the match is over. It returns how it ended, nil if that was not
// told. Lines that it does not understand are named in the bot's log, and passed over.
func Run(bot func(*Turn)) *End {
	return RunOn(os.Stdin, os.Stdout, bot)
}

// RunOn is Run on any input and output: for tests of a bot.
func RunOn(in io.Reader, out io.Writer, bot func(*Turn)) *End {
	lines := bufio.NewReaderSize(in, 1<<16)
	var turn *Turn
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return nil
		}
		switch kind := kindOf(line); {
		case kind == "start":
			if start, err := readStart(line); err == nil {
				turn = newTurn(start)
			} else {
				passOver(err)
			}
		case kind == "tick" && turn != nil:
			tick, err := readTick(line)
			if err != nil {
				passOver(err)
				break
			}
			turn.begin(tick)
			bot(turn)
			if _, err := out.Write(turn.end()); err != nil {
				return nil
			}
		case kind == "end":
			end, err := readEnd(line)
			if err != nil {
				return nil
			}
			return end
		}
	}
}

func passOver(err error) {
	Log("a line is not a message; passed over: " + err.Error())
}

// Log writes a line of the bot's log, which is shown beside the tick in which it was written.
func Log(text string) {
	os.Stderr.WriteString(text + "\n")
}
