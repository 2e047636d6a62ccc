package csl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// UnmarshalJSON reads an item of CSL-JSON. Numbers may stand where text is expected and the reverse. A text
// field that CSL does not know goes to Custom under its own name; other values that CSL does not know are dropped.
func (item *Item) UnmarshalJSON(text []byte) error {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(text, &object); err != nil {
		return err
	}
	*item = Item{}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if err := item.setJSON(key, object[key]); err != nil {
			return fmt.Errorf("%q: %w", key, err)
		}
	}
	return nil
}

func (item *Item) setJSON(key string, value json.RawMessage) error {
	switch {
	case key == "id":
		item.ID = jsonText(value)
	case key == "type":
		item.Type = jsonText(value)
	case key == "custom":
		var custom map[string]json.RawMessage
		if json.Unmarshal(value, &custom) == nil {
			for k, v := range custom {
				put(&item.Custom, k, jsonText(v))
			}
		}
	case kindOf(key) == namesVariable:
		var names []Name
		if value[0] == '"' {
			names = []Name{{Literal: jsonText(value)}}
		} else if err := json.Unmarshal(value, &names); err != nil {
			return err
		}
		if len(names) > 0 {
			put(&item.Names, key, names)
		}
	case kindOf(key) == dateVariable:
		var date Date
		if err := json.Unmarshal(value, &date); err != nil {
			return err
		}
		if date != (Date{}) {
			put(&item.Dates, key, date)
		}
	default:
		item.setText(key, value)
	}
	return nil
}

func (item *Item) setText(key string, value json.RawMessage) {
	if value[0] == '[' { // "keyword", and "categories" of old
		var list []json.RawMessage
		if json.Unmarshal(value, &list) == nil && isKnown(key) {
			words := make([]string, len(list))
			for i, v := range list {
				words[i] = jsonText(v)
			}
			if all := strings.Join(words, ", "); all != "" {
				put(&item.Fields, key, all)
			}
		}
		return
	}
	text := jsonText(value)
	switch {
	case text == "":
	case isKnown(key):
		put(&item.Fields, key, text)
	default:
		put(&item.Custom, key, text)
	}
}

func put[V any](m *map[string]V, key string, value V) {
	if *m == nil {
		*m = make(map[string]V)
	}
	(*m)[key] = value
}

// jsonText is the value as text: strings, numbers and booleans have one, the rest is "".
func jsonText(value json.RawMessage) string {
	if len(value) == 0 {
		return ""
	}
	switch value[0] {
	case '"':
		var s string
		if json.Unmarshal(value, &s) != nil {
			return ""
		}
		return s
	case '{', '[', 'n':
		return ""
	}
	return string(value)
}

// jsonName is a name as CSL-JSON writes it.
type jsonName struct {
	Family              string    `json:"family,omitempty"`
	Given               string    `json:"given,omitempty"`
	DroppingParticle    string    `json:"dropping-particle,omitempty"`
	NonDroppingParticle string    `json:"non-dropping-particle,omitempty"`
	Suffix              string    `json:"suffix,omitempty"`
	CommaSuffix         jsonBool  `json:"comma-suffix,omitempty"`
	StaticOrdering      jsonBool  `json:"static-ordering,omitempty"`
	Literal             string    `json:"literal,omitempty"`
	IsInstitution       jsonBool  `json:"isInstitution,omitempty"`
	ParseNames          *jsonBool `json:"parse-names,omitempty"`
}

// jsonBool is true for true, 1, "1" and "true": CSL-JSON allows them all.
type jsonBool bool

func (b *jsonBool) UnmarshalJSON(text []byte) error {
	switch s := jsonText(text); s {
	case "", "0", "false":
		*b = false
	default:
		*b = true
	}
	return nil
}

// UnmarshalJSON reads a name of CSL-JSON.
func (n *Name) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '"' {
		*n = Name{Literal: jsonText(text)}
		return nil
	}
	var j jsonName
	if err := json.Unmarshal(text, &j); err != nil {
		return err
	}
	*n = Name{
		Family: j.Family, Given: j.Given, DroppingParticle: j.DroppingParticle, NonDroppingParticle: j.NonDroppingParticle,
		Suffix: j.Suffix, CommaSuffix: bool(j.CommaSuffix), StaticOrdering: bool(j.StaticOrdering), Literal: j.Literal,
		Parsed: j.ParseNames != nil && !bool(*j.ParseNames),
	}
	if j.IsInstitution && n.Literal == "" {
		*n = Name{Literal: j.Family}
	}
	return nil
}

// MarshalJSON writes a name of CSL-JSON.
func (n Name) MarshalJSON() ([]byte, error) {
	var parse *jsonBool
	if n.Parsed {
		parse = new(jsonBool)
	}
	return json.Marshal(jsonName{
		ParseNames: parse, Family: n.Family, Given: n.Given, DroppingParticle: n.DroppingParticle, NonDroppingParticle: n.NonDroppingParticle,
		Suffix: n.Suffix, CommaSuffix: jsonBool(n.CommaSuffix), StaticOrdering: jsonBool(n.StaticOrdering), Literal: n.Literal,
	})
}

// UnmarshalJSON reads a date of CSL-JSON: date-parts, raw or literal. A bare string is taken as raw.
func (d *Date) UnmarshalJSON(text []byte) error {
	*d = Date{}
	if len(text) > 0 && text[0] != '{' {
		d.Raw = jsonText(text)
		return nil
	}
	var j struct {
		DateParts [][]json.RawMessage `json:"date-parts"`
		Season    json.RawMessage     `json:"season"`
		Circa     jsonBool            `json:"circa"`
		Literal   json.RawMessage     `json:"literal"`
		Raw       json.RawMessage     `json:"raw"`
		Year      json.RawMessage     `json:"year"` // these three: the oldest form
		Month     json.RawMessage     `json:"month"`
		Day       json.RawMessage     `json:"day"`
	}
	if err := json.Unmarshal(text, &j); err != nil {
		return err
	}
	d.Season, d.Literal, d.Raw, d.Circa = jsonText(j.Season), jsonText(j.Literal), jsonText(j.Raw), bool(j.Circa)
	d.Start = jsonDateParts([]json.RawMessage{j.Year, j.Month, j.Day})
	if len(j.DateParts) > 0 {
		d.Start = jsonDateParts(j.DateParts[0])
	}
	if len(j.DateParts) > 1 {
		d.End = jsonDateParts(j.DateParts[1])
		d.Open = d.End.Year == 0 && d.Start.Year != 0
	}
	return nil
}

// jsonDateParts is a date as far as it says something: no month without a year, no day without a month.
func jsonDateParts(list []json.RawMessage) DateParts {
	var numbers [3]int
	for i := range min(3, len(list)) {
		number, err := strconv.Atoi(strings.TrimSpace(jsonText(list[i])))
		if err != nil || number == 0 {
			break
		}
		numbers[i] = number
	}
	return DateParts{numbers[0], numbers[1], numbers[2]}
}

// MarshalJSON writes a date of CSL-JSON.
func (d Date) MarshalJSON() ([]byte, error) {
	var j struct {
		DateParts [][]int `json:"date-parts,omitempty"`
		Season    string  `json:"season,omitempty"`
		Circa     bool    `json:"circa,omitempty"`
		Literal   string  `json:"literal,omitempty"`
		Raw       string  `json:"raw,omitempty"`
	}
	j.Season, j.Circa, j.Literal, j.Raw = d.Season, d.Circa, d.Literal, d.Raw
	if d.Start.Year != 0 || d.End.Year != 0 {
		j.DateParts = append(j.DateParts, d.Start.list())
		switch {
		case d.End.Year != 0:
			j.DateParts = append(j.DateParts, d.End.list())
		case d.Open:
			j.DateParts = append(j.DateParts, []int{0})
		}
	}
	return json.Marshal(j)
}

func (p DateParts) list() []int {
	switch {
	case p.Month == 0:
		return []int{p.Year}
	case p.Day == 0:
		return []int{p.Year, p.Month}
	}
	return []int{p.Year, p.Month, p.Day}
}

// MarshalJSON writes an item of CSL-JSON: id and type first, then the variables by name, then custom.
func (item Item) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	write := func(key string, value any) error {
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		k, _ := json.Marshal(key)
		v, err := marshalPlain(value)
		b.Write(k)
		b.WriteByte(':')
		b.Write(v)
		return err
	}
	if err := item.writeJSON(write); err != nil {
		return nil, err
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func (item *Item) writeJSON(write func(string, any) error) error {
	values := make(map[string]any, len(item.Fields)+len(item.Names)+len(item.Dates))
	for k, v := range item.Fields {
		values[k] = v
	}
	for k, v := range item.Names {
		values[k] = v
	}
	for k, v := range item.Dates {
		values[k] = v
	}
	if err := write("id", item.ID); err != nil {
		return err
	}
	if err := write("type", item.Type); err != nil {
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if err := write(key, values[key]); err != nil {
			return err
		}
	}
	if len(item.Custom) > 0 {
		return write("custom", item.Custom)
	}
	return nil
}

// marshalPlain is json.Marshal without the escapes that HTML would need.
func marshalPlain(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return bytes.TrimSpace(b.Bytes()), err
}
