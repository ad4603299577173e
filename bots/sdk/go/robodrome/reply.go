package robodrome

import (
	"encoding/json/jsontext"
	"strconv"
)

// reply is what is said in a tick: the inside of each list, as JSON.
type reply struct {
	orders, marks, watches []byte
}

func (r *reply) bytes() []byte {
	line := append([]byte(`{"orders":[`), r.orders...)
	line = append(append(line, `],"marks":[`...), r.marks...)
	line = append(append(line, `],"watch":{`...), r.watches...)
	return append(line, "}}\n"...)
}

// order adds one; a unit of -1, a direction of stay and an amount of 0 are left out.
func (r *reply) order(unit int, verb string, to Dir, amount int) {
	out := comma(r.orders)
	out = append(out, `{"do":"`...)
	out = append(append(out, verb...), '"')
	if unit >= 0 {
		out = strconv.AppendInt(append(out, `,"unit":`...), int64(unit), 10)
	}
	if to != stay {
		out = append(append(append(out, `,"to":"`...), to.String()...), '"')
	}
	if amount > 0 {
		out = strconv.AppendInt(append(out, `,"amount":`...), int64(amount), 10)
	}
	r.orders = append(out, '}')
}

func (r *reply) line(from, to Pos, color Color) {
	out := appendPos(append(comma(r.marks), `{"kind":"line","from":`...), from)
	r.marks = endMark(appendPos(append(out, `,"to":`...), to), color)
}

func (r *reply) circle(at Pos, radius int, color Color) {
	out := appendPos(append(comma(r.marks), `{"kind":"circle","at":`...), at)
	out = strconv.AppendInt(append(out, `,"radius":`...), int64(min(max(radius, 0), 255)), 10)
	r.marks = endMark(out, color)
}

func (r *reply) text(at Pos, text string, color Color) {
	out := appendPos(append(comma(r.marks), `{"kind":"text","at":`...), at)
	r.marks = endMark(appendText(append(out, `,"text":`...), text), color)
}

func (r *reply) watch(key string, value any) {
	out := append(appendText(comma(r.watches), key), ':')
	switch value := value.(type) {
	case int:
		out = strconv.AppendInt(out, int64(value), 10)
	case bool:
		out = strconv.AppendBool(out, value)
	case string:
		out = appendText(out, value)
	case interface{ String() string }:
		out = appendText(out, value.String())
	default:
		out = appendText(out, "neither text nor int nor bool")
	}
	r.watches = out
}

func comma(out []byte) []byte {
	if len(out) > 0 {
		out = append(out, ',')
	}
	return out
}

func endMark(out []byte, color Color) []byte {
	return append(appendText(append(out, `,"color":`...), string(color)), '}')
}

func appendPos(out []byte, at Pos) []byte {
	out = strconv.AppendInt(append(out, '['), int64(at.X), 10)
	out = strconv.AppendInt(append(out, ','), int64(at.Y), 10)
	return append(out, ']')
}

// appendText quotes a text. Bytes that are no UTF-8 become the replacement character.
func appendText(out []byte, text string) []byte {
	out, _ = jsontext.AppendQuote(out, text)
	return out
}
