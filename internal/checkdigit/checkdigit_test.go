// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package checkdigit

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// algorithm is a check with identifiers that were published, none of them anybody's.
type algorithm struct {
	name       string
	check      func(string) bool
	valid      []string
	source     string
	transposed string   // the first of the valid ones with two neighbours exchanged
	bounds     []string // too short, too long, or out of the range that is issued
}

var algorithms = []algorithm{
	{
		"Luhn", Luhn,
		[]string{"79927398713", "4111 1111 1111 1111", "046-454-286", "18"},
		"Wikipedia: Luhn algorithm; card networks' test number; Wikipedia: Social insurance number",
		"79927398731",
		[]string{"", "0", "8"},
	},
	{
		"Mod97", Mod97,
		[]string{"GB82 WEST 1234 5698 7654 32", "DE89370400440532013000", "FR14-2004-1010-0505-0001-3M02-606", "nl91abna0417164300"},
		"SWIFT's IBAN registry",
		"GB28WEST12345698765432",
		[]string{"", "GB82", "GB82WEST1234569876543", "GB82WEST123456987654320", "GB82WEST1234569876543!"},
	},
	{
		"NHS", NHS,
		[]string{"943 476 5919", "401-023-2137"},
		"NHS Data Model and Dictionary; Wikipedia: NHS number",
		"943 476 9519",
		[]string{"", "943476591", "94347659190", "1000000010"},
	},
	{
		"ISO7064Mod11", ISO7064Mod11,
		[]string{"86 095 742 719", "36574261809"},
		"Bundeszentralamt für Steuern, the check digit of the tax identification number; python-stdnum: de.idnr",
		"68095742719",
		[]string{"", "8609574271", "860957427190", "06095742719"},
	},
	{
		"BSN", BSN,
		[]string{"111222333", "1112.22.333", "123456782"},
		"RvIG's test numbers; Wikipedia: Burgerservicenummer",
		"112122333",
		[]string{"", "11122233", "1112223330", "000000000"},
	},
	{
		"PESEL", PESEL,
		[]string{"44051401359", "02070803628"},
		"python-stdnum: pl.pesel; gov.pl: what PESEL is",
		"40451401359",
		[]string{"", "4405140135", "440514013590"},
	},
	{
		"CPF", CPF,
		[]string{"390.533.447-05", "111.444.777-35"},
		"python-stdnum: br.cpf; Receita Federal's example in use",
		"390.533.474-05",
		[]string{"", "3905334470", "390533447050", "11111111111"},
	},
	{
		"TFN", TFN,
		[]string{"123 456 782", "876543210"},
		"Wikipedia: Tax file number; python-stdnum: au.tfn",
		"123 465 782",
		[]string{"", "12345678", "1234567820", "999999999"},
	},
	{
		"NIR", NIR,
		[]string{"2 55 08 14 168 025 38", "2 95 10 99 126 111 93", "253072A07300443"},
		"INSEE's example; python-stdnum: fr.nir",
		"2 55 80 14 168 025 38",
		[]string{"", "25508141680253", "2550814168025380", "253072C07300443", "+55081416802538"},
	},
	{
		"DNI", DNI,
		[]string{"12345678Z", "54362315-K", "x-2482300w"},
		"Ministerio del Interior: the check letter of the NIF and NIE; python-stdnum: es.dni, es.nie",
		"12345687Z",
		[]string{"", "1234567Z", "123456789Z", "W2482300W", "+2345678Z"},
	},
	{
		"CodiceFiscale", CodiceFiscale,
		[]string{"MRTMTT91D08F205J", "RCCMNL83S18D969H", "rccmnl83s18d969h"},
		"Wikipedia: Italian fiscal code; python-stdnum: it.codicefiscale",
		"MRTMTT19D08F205J",
		[]string{"", "MRTMTT91D08F205", "MRTMTT91D08F205JJ", "_RTMTT91D08F205J", "!RTMTT91D08F205J", "MRTMTT91D08F205é"},
	},
	{
		"NRN", NRN,
		[]string{"85.07.30-033 28", "17073003384", "40.00.96-579 97"},
		"Wikipedia: Rijksregisternummer; python-stdnum: be.nn; made up, with a remainder of 0",
		"85.70.30-033 28",
		[]string{"", "8507300332", "850730033280"},
	},
	{
		"HETU", HETU,
		[]string{"131052-308T", "131052-308t"},
		"Digital and Population Data Services Agency: the personal identity code",
		"131025-308T",
		[]string{"", "131052-308", "131052-308TT", "+31052-308T", "131052-30éT"},
	},
	{
		"NRIC", NRIC,
		[]string{"S1234567D", "T1234567J", "F1234567N", "G1234567X", "M1234567K"},
		"Wikipedia: National Registration Identity Card",
		"S2134567D",
		[]string{"", "S123456D", "S12345678D", "A1234567D", "S12345é7"},
	},
	{
		"ResidentID", ResidentID,
		[]string{"11010519491231002X", "440524188001010014", "11010519491231002x"},
		"GB 11643-1999, the examples",
		"11010519491213002X",
		[]string{"", "11010519491231002", "11010519491231002XX", "1101051949123100X2"},
	},
	{
		"Verhoeff", Verhoeff,
		[]string{"2363", "123451", "2341 2341 2346"},
		"Wikipedia: Verhoeff algorithm; Rosetta Code; python-stdnum: in_.aadhaar",
		"2633",
		[]string{"", "0"},
	},
	{
		"Personnummer", Personnummer,
		[]string{"811218-9876", "19811218-9876", "8803200016"},
		"Wikipedia: Personnummer; python-stdnum: se.personnummer",
		"811281-9876",
		[]string{"", "811218987"},
	},
}

func TestPublishedNumbers(t *testing.T) {
	for _, a := range algorithms {
		t.Run(a.name, func(t *testing.T) {
			for _, valid := range a.valid {
				assert.True(t, a.check(valid), "%s (%s)", valid, a.source)
			}
			assert.False(t, a.check(a.transposed), a.transposed)
			assert.ElementsMatch(t, []byte(Compact(a.valid[0])), []byte(Compact(a.transposed)), "a transposition has the same characters")
			for _, s := range a.bounds {
				assert.False(t, a.check(s), s)
			}
		})
	}
}

// missed are wrong digits that an algorithm lets through: for a CPF a remainder of 10 counts as 0.
var missed = map[string]bool{"490.533.447-05": true}

// TestOneWrongDigit changes every digit to every other one: each algorithm promises to notice, or nearly.
func TestOneWrongDigit(t *testing.T) {
	for _, a := range algorithms {
		for _, valid := range a.valid {
			for i := range len(valid) {
				if valid[i] < '0' || valid[i] > '9' || a.name == "Personnummer" && len(valid) > 11 && i < 2 {
					continue // the century has no part in it
				}
				for digit := byte('0'); digit <= '9'; digit++ {
					if wrong := valid[:i] + string(digit) + valid[i+1:]; digit != valid[i] {
						assert.Equal(t, missed[wrong], a.check(wrong), "%s: %s for %s", a.name, wrong, valid)
					}
				}
			}
		}
	}
}

func TestNINO(t *testing.T) {
	assert.True(t, NINO("QQ 12 34 56 C"), "HMRC's example")
	for _, s := range []string{"", "QQ123456", "QQ123456CC", "GB123456C", "ZZ123456C"} {
		assert.False(t, NINO(s), s)
	}
}

func TestCompactAndDigits(t *testing.T) {
	assert.Equal(t, "AB12", Compact("a-B /1.2"))
	assert.Equal(t, "12", Digits("a-B /1.2é"))
}

// FuzzAnyText gives every check text that no expression has looked at before.
func FuzzAnyText(f *testing.F) {
	for _, a := range algorithms {
		f.Add(a.valid[0])
		for _, s := range a.bounds {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, a := range algorithms {
			if a.check(s) && a.name != "CodiceFiscale" && a.name != "Mod97" && Digits(s) == "" {
				t.Errorf("%s takes %q, which has no digit", a.name, s)
			}
		}
		NINO(s)
	})
}
