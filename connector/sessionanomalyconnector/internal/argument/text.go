// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package argument

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
)

const binarySize = shapeBuckets/8 + 4 + classes + 1

var errBinary = errors.New("description: wrong length or unknown kind")

func (d Description) binary() []byte {
	out := make([]byte, 0, binarySize)
	for _, word := range d.shape {
		out = binary.LittleEndian.AppendUint32(out, word)
	}
	out = binary.LittleEndian.AppendUint32(out, d.length)
	out = append(out, d.shares[:]...)
	return append(out, byte(d.Kind))
}

func (d *Description) parse(data []byte) error {
	if len(data) != binarySize || int(data[binarySize-1]) >= kinds {
		return errBinary
	}
	for i := range d.shape {
		d.shape[i] = binary.LittleEndian.Uint32(data[4*i:])
	}
	rest := data[4*len(d.shape):]
	d.length = binary.LittleEndian.Uint32(rest)
	copy(d.shares[:], rest[4:])
	d.Kind = Kind(data[binarySize-1])
	return nil
}

// MarshalText implements encoding.TextMarshaler, for JSON.
func (d Description) MarshalText() ([]byte, error) {
	return base64.StdEncoding.AppendEncode(nil, d.binary()), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Description) UnmarshalText(text []byte) error {
	data, err := base64.StdEncoding.AppendDecode(nil, text)
	if err != nil {
		return err
	}
	return d.parse(data)
}
