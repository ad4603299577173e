package robodrome

import (
	"bytes"
	"encoding/json/jsontext"
	"errors"
)

// reader walks along the JSON of a line. After the first error it reads zeros, so that only the end has to look at it.
type reader struct {
	tokens *jsontext.Decoder
	err    error
}

var errShape = errors.New("a value of another kind was expected")

func read(line []byte, field func(*reader, string)) error {
	r := &reader{tokens: jsontext.NewDecoder(bytes.NewBuffer(line))}
	r.object(func(name string) { field(r, name) })
	return r.err
}

// kindOf is what stands under `type`. The engine writes it first.
func kindOf(line []byte) (kind string) {
	found := errors.New("found")
	read(line, func(r *reader, name string) {
		if name == "type" {
			kind = r.text()
			r.err = found // no need to read on
		} else {
			r.skip()
		}
	})
	return kind
}

func (r *reader) token() jsontext.Token {
	if r.err != nil {
		return jsontext.Null
	}
	token, err := r.tokens.ReadToken()
	if err != nil {
		r.err = err
		return jsontext.Null
	}
	return token
}

func (r *reader) skip() {
	if r.err == nil {
		r.err = r.tokens.SkipValue()
	}
}

// object calls back for each field; that must read its value.
func (r *reader) object(field func(name string)) {
	r.nested('{', '}', func() { field(r.token().String()) })
}

// list calls back for each item; that must read it.
func (r *reader) list(item func()) {
	r.nested('[', ']', item)
}

func (r *reader) nested(begin, end jsontext.Kind, each func()) {
	if r.token().Kind() != begin {
		r.fail()
	}
	for r.err == nil && r.tokens.PeekKind() != end {
		each()
	}
	r.token()
}

func (r *reader) fail() {
	if r.err == nil {
		r.err = errShape
	}
}

func (r *reader) number() int {
	token := r.token()
	if r.err != nil || token.Kind() != '0' {
		r.fail()
		return 0
	}
	number, err := token.Int()
	if err != nil {
		r.err = err
	}
	return int(number)
}

func (r *reader) flag() bool {
	token := r.token()
	if kind := token.Kind(); kind != 't' && kind != 'f' {
		r.fail()
	}
	return token.Kind() == 't'
}

func (r *reader) text() string {
	token := r.token()
	if r.err != nil || token.Kind() != '"' {
		r.fail()
		return ""
	}
	return token.String()
}

func (r *reader) numbers() (all []int) {
	r.list(func() { all = append(all, r.number()) })
	return all
}

func (r *reader) pos() (at Pos) {
	i := 0
	r.list(func() {
		switch i {
		case 0:
			at.X = r.number()
		case 1:
			at.Y = r.number()
		default:
			r.fail()
		}
		i++
	})
	return at
}

func (r *reader) units() (all []Unit) {
	r.list(func() {
		unit := Unit{}
		r.object(func(name string) {
			switch name {
			case "team":
				unit.Team = r.number()
			case "id":
				unit.ID = r.number()
			case "at":
				unit.At = r.pos()
			case "hp":
				unit.HP = r.number()
			case "cargo":
				unit.Cargo = r.number()
			case "guarded":
				unit.Guarded = r.flag()
			default:
				r.skip()
			}
		})
		all = append(all, unit)
	})
	return all
}

func (r *reader) loose() (all []Loose) {
	r.list(func() {
		loose := Loose{}
		r.object(func(name string) {
			switch name {
			case "at":
				loose.At = r.pos()
			case "amount":
				loose.Amount = r.number()
			default:
				r.skip()
			}
		})
		all = append(all, loose)
	})
	return all
}

func (r *reader) failures() (all []Failure) {
	r.list(func() {
		failure := Failure{Unit: -1}
		r.object(func(name string) {
			switch {
			case name == "why":
				failure.Why = r.text()
			case name == "unit" && r.tokens.PeekKind() == '0':
				failure.Unit = r.number()
			default:
				r.skip()
			}
		})
		all = append(all, failure)
	})
	return all
}

func (r *reader) rules() (rules Rules) {
	numbers := map[string]*int{
		"ticks": &rules.Ticks, "sight": &rules.Sight, "core_hp": &rules.CoreHP, "start_bank": &rules.StartBank,
		"max_units": &rules.MaxUnits, "unit_hp": &rules.UnitHP, "unit_cargo": &rules.UnitCargo,
		"ore_amount": &rules.OreAmount, "mine_amount": &rules.MineAmount,
		"strike_damage": &rules.StrikeDamage, "lance_damage": &rules.LanceDamage, "lance_cost": &rules.LanceCost,
		"guard_amount": &rules.GuardAmount, "flank_damage": &rules.FlankDamage,
		"repair_amount": &rules.RepairAmount, "repair_cost": &rules.RepairCost,
		"spawn_cost": &rules.SpawnCost, "spawn_cost_step": &rules.SpawnCostStep,
		"beacon_radius": &rules.BeaconRadius, "beacon_points": &rules.BeaconPoints,
		"storm_start": &rules.StormStart, "storm_period": &rules.StormPeriod, "storm_rest": &rules.StormRest,
		"storm_damage": &rules.StormDamage,
	}
	r.object(func(name string) {
		if number := numbers[name]; number != nil {
			*number = r.number()
		} else if name == "fog" {
			rules.Fog = r.flag()
		} else {
			r.skip()
		}
	})
	return rules
}

func readStart(line []byte) (Start, error) {
	start := Start{}
	err := read(line, func(r *reader, name string) {
		switch name {
		case "name":
			start.Name = r.text()
		case "teams":
			start.Teams = r.number()
		case "map":
			r.list(func() { start.rows = append(start.rows, r.text()) })
		case "rules":
			start.Rules = r.rules()
		default:
			r.skip()
		}
	})
	return start, err
}

func readTick(line []byte) (Observation, error) {
	tick := Observation{}
	err := read(line, func(r *reader, name string) {
		switch name {
		case "tick":
			tick.Tick = r.number()
		case "bank":
			tick.Bank = r.number()
		case "points":
			tick.Points = r.numbers()
		case "damage":
			tick.Damage = r.numbers()
		case "cores":
			tick.Cores = r.numbers()
		case "rings":
			tick.Rings = r.number()
		case "units":
			tick.Units = r.units()
		case "enemies":
			tick.Enemies = r.units()
		case "ore":
			tick.ore = r.numbers()
		case "loose":
			tick.loose = r.loose()
		case "failed":
			tick.Failed = r.failures()
		default:
			r.skip()
		}
	})
	return tick, err
}

func readEnd(line []byte) (*End, error) {
	end := &End{}
	err := read(line, func(r *reader, name string) {
		switch name {
		case "tick":
			end.Tick = r.number()
		case "result":
			end.Result = r.text()
		case "points":
			end.Points = r.numbers()
		default:
			r.skip()
		}
	})
	return end, err
}
