// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package sink

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ClickHouse/ch-go/compress"
	"github.com/ClickHouse/ch-go/proto"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/test/siem/internal/rig"
)

// ClickHouse is the HTTP interface with the tables that configs/siem/clickhouse.sql makes: it answers what the driver asks
// about server and tables, takes INSERT ... FORMAT Native, and decodes the blocks with ClickHouse's own low-level client.
// Anything else is a mistake, as it is for the role mcp_writer, which may do nothing but insert.
type ClickHouse struct {
	*Server
	// Rows were inserted, in this order.
	Rows Log[Row]

	t              *testing.T
	user, password string
	tables         map[string][]column
}

// Row is one row: its table, and its values by column.
type Row struct {
	Table  string
	Values map[string]any
}

// column is a column of a table; attribute is the key whose value it has where an INSERT leaves it out.
type column struct{ name, kind, attribute string }

var (
	createTable = regexp.MustCompile(`(?s)CREATE TABLE IF NOT EXISTS (\S+)\s*\n\((.*?)\n\)\nENGINE`)
	createAs    = regexp.MustCompile(`CREATE TABLE IF NOT EXISTS (\S+) AS (\S+);`)
	definition  = regexp.MustCompile(`(?m)^    ([A-Z]\w+) ((?:LowCardinality|Map)\(.*\)|DateTime64\(9\)|String|UInt8)(?: DEFAULT LogAttributes\['(.*)'\])? CODEC|^    (\w+) (UInt8),`)
	describe    = regexp.MustCompile(`^DESC(?:RIBE)? TABLE (\S+)$`)
	insert      = regexp.MustCompile(`(?s)^INSERT INTO (\S+) \((.*)\) FORMAT Native$`)
)

// NewClickHouse starts the interface for one user.
func NewClickHouse(t *testing.T, certs *rig.Certs, user, password string) *ClickHouse {
	t.Helper()
	c := &ClickHouse{t: t, user: user, password: password, tables: map[string][]column{}}
	sql, err := os.ReadFile(filepath.Join(rig.Root(t), "configs", "siem", "clickhouse.sql"))
	require.NoError(t, err)
	for _, m := range createTable.FindAllStringSubmatch(string(sql), -1) {
		for _, d := range definition.FindAllStringSubmatch(m[2], -1) {
			c.tables[m[1]] = append(c.tables[m[1]], column{d[1] + d[4], d[2] + d[5], d[3]})
		}
	}
	for _, m := range createAs.FindAllStringSubmatch(string(sql), -1) {
		c.tables[m[1]] = c.tables[m[2]]
	}
	require.Len(t, c.tables, 2)
	for name, columns := range c.tables {
		require.Len(t, columns, 16, "the exporter's columns in %s", name)
	}
	c.Server = NewServer(t, certs, http.HandlerFunc(c.query))
	return c
}

func (c *ClickHouse) query(w http.ResponseWriter, r *http.Request) {
	assert.Equal(c.t, http.MethodPost, r.Method)
	assert.Equal(c.t, c.user, r.Header.Get("X-ClickHouse-User"))
	assert.Equal(c.t, c.password, r.Header.Get("X-ClickHouse-Key"))
	params := r.URL.Query()
	sql := params.Get("query")
	if sql == "" {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		sql = string(raw)
	}
	if m := insert.FindStringSubmatch(sql); m != nil {
		assert.Equal(c.t, "0", params.Get("async_insert"), "an answer means stored")
		if err := c.store(unquoted(m[1]), m[2], params.Get("decompress") == "1", r.Body); err != nil {
			c.refuse(w, err.Error())
		}
		return
	}
	version, err := strconv.Atoi(params.Get("client_protocol_version"))
	assert.NoError(c.t, err)
	if m := describe.FindStringSubmatch(sql); m != nil {
		c.answer(w, min(version, proto.Version), describeBlock(c.tables[unquoted(m[1])]))
		return
	}
	if sql == "SELECT displayName(), version(), revision(), timezone()" {
		c.answer(w, min(version, proto.Version), []proto.InputColumn{
			text("displayName()", "test"), text("version()", "25.8.1"), {Name: "revision()", Data: &proto.ColUInt32{proto.Version}}, text("timezone()", "UTC"),
		})
		return
	}
	c.refuse(w, "not among what mcp_writer may do: "+sql)
}

func (c *ClickHouse) refuse(w http.ResponseWriter, why string) {
	assert.Fail(c.t, "ClickHouse", why)
	w.Header().Set("X-ClickHouse-Exception-Code", "497")
	http.Error(w, "Code: 497. DB::Exception: "+why, http.StatusForbidden)
}

// answer sends one block, in the compression that the driver asks for with compress=1.
func (c *ClickHouse) answer(w http.ResponseWriter, version int, columns []proto.InputColumn) {
	var buf proto.Buffer
	block := proto.Block{Columns: len(columns), Rows: columns[0].Data.Rows()}
	err := block.EncodeBlock(&buf, version, columns)
	packed := compress.NewWriter(compress.LevelZero, compress.LZ4)
	if err := errors.Join(err, packed.Compress(buf.Buf)); err != nil {
		c.refuse(w, err.Error())
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(packed.Data)
}

func describeBlock(table []column) []proto.InputColumn {
	var names, kinds proto.ColStr
	for _, col := range table {
		names.Append(col.name)
		kinds.Append(col.kind)
	}
	out := []proto.InputColumn{{Name: "name", Data: &names}, {Name: "type", Data: &kinds}}
	for _, name := range []string{"default_type", "default_expression", "comment", "codec_expression", "ttl_expression"} {
		var empty proto.ColStr
		for range table {
			empty.Append("")
		}
		out = append(out, proto.InputColumn{Name: name, Data: &empty})
	}
	return out
}

// store decodes a request's blocks. A table takes a row when the columns are its own, with their types.
func (c *ClickHouse) store(table, list string, compressed bool, body io.Reader) error {
	known, ok := c.tables[table]
	if !ok {
		return fmt.Errorf("no table %s", table)
	}
	raw, err := io.ReadAll(body)
	if err != nil {
		return nil //nolint:nilerr // the sender went away in the middle of it: nothing is stored.
	}
	var named []string
	for name := range strings.SplitSeq(list, ",") {
		named = append(named, unquoted(strings.TrimSpace(name)))
	}
	in := bytes.NewReader(raw)
	for {
		reader := proto.NewReader(in)
		if compressed {
			reader.EnableCompression()
		}
		rows, err := decode(reader, table, known, named)
		if err != nil {
			return err
		}
		c.Rows.Add(rows...)
		if in.Len() == 0 {
			return nil
		}
	}
}

func decode(reader *proto.Reader, table string, known []column, named []string) ([]Row, error) {
	var results proto.Results
	for _, name := range named {
		i := slices.IndexFunc(known, func(col column) bool { return col.name == name })
		if i < 0 {
			return nil, fmt.Errorf("no column %s in %s", name, table)
		}
		data, err := target(known[i].kind)
		if err != nil {
			return nil, err
		}
		results = append(results, proto.ResultColumn{Name: name, Data: data})
	}
	var block proto.Block
	if err := block.DecodeRawBlock(reader, 0, results); err != nil {
		return nil, err
	}
	rows := make([]Row, block.Rows)
	for i := range rows {
		rows[i] = Row{Table: table, Values: map[string]any{}}
		for _, r := range results {
			rows[i].Values[r.Name] = value(r.Data, i)
		}
		for _, col := range known {
			if attributes, ok := rows[i].Values["LogAttributes"].(map[string]string); ok && col.attribute != "" && !slices.Contains(named, col.name) {
				rows[i].Values[col.name] = attributes[col.attribute]
			}
		}
	}
	return rows, nil
}

// target is where a column of a type is decoded into.
func target(kind string) (proto.ColResult, error) {
	switch kind {
	case "DateTime64(9)":
		return new(proto.ColDateTime64).WithPrecision(proto.PrecisionNano), nil
	case "String":
		return new(proto.ColStr), nil
	case "LowCardinality(String)":
		return new(proto.ColStr).LowCardinality(), nil
	case "UInt8":
		return new(proto.ColUInt8), nil
	case "Map(LowCardinality(String), String)":
		return proto.NewMap(new(proto.ColStr).LowCardinality(), new(proto.ColStr)), nil
	default:
		return nil, fmt.Errorf("no such type here: %s", kind)
	}
}

func value(data proto.ColResult, i int) any {
	switch col := data.(type) {
	case *proto.ColDateTime64:
		return col.Row(i)
	case *proto.ColUInt8:
		return int(col.Row(i))
	case proto.ColumnOf[string]:
		return col.Row(i)
	case proto.ColumnOf[map[string]string]:
		return col.Row(i)
	case proto.ColumnOf[time.Time]:
		return col.Row(i)
	default:
		return fmt.Errorf("%T", data)
	}
}

// unquoted takes the quotes off a name, of each of its parts.
func unquoted(name string) string { return strings.NewReplacer("`", "", `"`, "").Replace(name) }

func text(name, value string) proto.InputColumn {
	col := new(proto.ColStr)
	col.Append(value)
	return proto.InputColumn{Name: name, Data: col}
}
