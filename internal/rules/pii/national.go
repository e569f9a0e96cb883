// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import (
	"slices"

	"github.com/otelcol-mcp/otelcol-mcp/internal/checkdigit"
	"github.com/otelcol-mcp/otelcol-mcp/internal/scan"
)

// nationalID describes the identity number of one country: its shape, its check, and the words that must stand nearby,
// since a number alone passes a check digit one time in ten.
type nationalID struct {
	id            string
	pattern       string
	check         func(string) bool
	words         words
	fires, silent []string
}

// nationalIDs returns one rule for each country's number.
func nationalIDs() []scan.Rule {
	rules := make([]scan.Rule, 0, len(countries))
	for _, n := range countries {
		rules = append(rules, scan.Rule{
			ID: n.id, Category: Personal, Keywords: n.words, Pattern: n.pattern, Reach: nearby, Context: n.words,
			Validate: n.check, Normalize: checkdigit.Compact, Fires: n.fires, Silent: n.silent,
		})
	}
	return rules
}

var countries = []nationalID{
	{
		id: "uk-nino", pattern: `\b([A-CEGHJ-PR-TW-Zaceghj-pr-tw-z][A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z] ?\d{2} ?\d{2} ?\d{2} ?[A-Da-d])\b`,
		words: newWords(`\Wnino\W`, "national insurance", "insurance number"), check: checkdigit.NINO,
		fires: []string{"National Insurance: AB 12 34 56 C", "nino=CE123456A"}, silent: []string{"AB 12 34 56 C", "national insurance GB123456A", "nino BG123456A"},
	},
	{
		id: "uk-nhs", pattern: `\b(\d{3}[ -]?\d{3}[ -]?\d{4})\b`, words: newWords(`\Wnhs\W`), check: checkdigit.NHS,
		fires: []string{"NHS number 943 476 5919", "nhs: 9434765919"}, silent: []string{"943 476 5919", "NHS number 943 476 5918"},
	},
	{
		id: "canada-sin", pattern: `\b(\d{3}[ -]?\d{3}[ -]?\d{3})\b`, words: newWords("social insurance", `\Wsin\W`, `\Wnas\W`), check: checkdigit.Luhn,
		fires: []string{"SIN: 046 454 286", "social insurance number 046-454-286"}, silent: []string{"046 454 286", "SIN: 046 454 287"},
	},
	{
		id: "germany-tax-id", pattern: `\b(\d{2} ?\d{3} ?\d{3} ?\d{3})\b`, words: newWords("steuer", "tax id", `\Widnr\W`), check: checkdigit.ISO7064Mod11,
		fires: []string{"Steuer-ID 86 095 742 719", "steueridentifikationsnummer: 86095742719"}, silent: []string{"86095742719", "Steuer-ID 86095742718"},
	},
	{
		id: "france-nir", pattern: `\b([12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[ABab]) ?\d{3} ?\d{3} ?\d{2})\b`, words: newWords(`\Wnir\W`, "sécurité sociale", "securite sociale", "insee", "social security"),
		check: checkdigit.NIR, fires: []string{"NIR 2 55 08 14 168 025 38", "numéro de sécurité sociale: 255081416802538"}, silent: []string{"255081416802538", "NIR 255081416802539"},
	},
	{
		id: "spain-dni", pattern: `\b((?:[XYZxyz][ -]?)?\d{7,8}[ -]?[A-Za-z])\b`, words: newWords(`\Wdni\W`, `\Wnie\W`, `\Wnif\W`, "identidad"), check: checkdigit.DNI,
		fires: []string{"DNI 12345678Z", "NIE: X1234567L"}, silent: []string{"12345678Z", "DNI 12345678A"},
	},
	{
		id: "italy-codice-fiscale", pattern: `\b([A-Za-z]{6}\d{2}[A-EHLMPR-Ta-ehlmpr-t]\d{2}[A-Za-z]\d{3}[A-Za-z])\b`, words: newWords("codice fiscale", "fiscal code", "cod. fisc"), check: checkdigit.CodiceFiscale,
		fires: []string{"Codice fiscale RSSMRA85T10A562S"}, silent: []string{"RSSMRA85T10A562S", "codice fiscale RSSMRA85T10A562X"},
	},
	{
		id: "netherlands-bsn", pattern: `\b(\d{9})\b`, words: newWords("bsn", "burgerservicenummer", "sofinummer"), check: checkdigit.BSN,
		fires: []string{"BSN 111222333", "burgerservicenummer: 111222333"}, silent: []string{"111222333", "BSN 111222334"},
	},
	{
		id: "poland-pesel", pattern: `\b(\d{11})\b`, words: newWords("pesel"), check: checkdigit.PESEL,
		fires: []string{"PESEL 44051401359"}, silent: []string{"44051401359", "PESEL 44051401358"},
	},
	{
		id: "brazil-cpf", pattern: `\b(\d{3}\.?\d{3}\.?\d{3}-?\d{2})\b`, words: newWords("cpf", "cadastro de pessoas"), check: checkdigit.CPF,
		fires: []string{"CPF 111.444.777-35", "cpf=11144477735"}, silent: []string{"111.444.777-35", "CPF 111.444.777-36", "CPF 111.111.111-11"},
	},
	{
		id: "india-aadhaar", pattern: `\b([2-9]\d{3}[ -]?\d{4}[ -]?\d{4})\b`, words: newWords("aadhaar", "aadhar", "uidai"), check: checkdigit.Verhoeff,
		fires: []string{"Aadhaar 2345 6789 0124"}, silent: []string{"2345 6789 0124", "Aadhaar 2345 6789 0123"},
	},
	{
		id: "australia-tfn", pattern: `\b(\d{3}[ -]?\d{3}[ -]?\d{3})\b`, words: newWords("tfn", "tax file"), check: checkdigit.TFN,
		fires: []string{"TFN 123 456 782", "tax file number: 123456782"}, silent: []string{"123 456 782", "TFN 123 456 783"},
	},
	{
		id: "sweden-personnummer", pattern: `\b((?:19|20)?\d{6}[-+]?\d{4})\b`, words: newWords("personnummer", "personal number", "person nr"), check: checkdigit.Personnummer,
		fires: []string{"personnummer 811218-9876", "Personnummer: 19811218-9876"}, silent: []string{"811218-9876", "personnummer 811218-9875"},
	},
	{
		id: "belgium-nrn", pattern: `\b(\d{2}[.]?\d{2}[.]?\d{2}[- ]?\d{3}[.]?\d{2})\b`, words: newWords("rijksregister", "registre national", "national register", `\Wnrn\W`, `\Winsz\W`, `\Wniss\W`), check: checkdigit.NRN,
		fires: []string{"Rijksregisternummer 85.07.30-033.28", "niss 85073003328"}, silent: []string{"85073003328", "NISS 85073003329"},
	},
	{
		id: "finland-hetu", pattern: `\b(\d{6}[-+A-Fa-fU-Yu-y]\d{3}[0-9A-Ya-y])\b`, words: newWords(`\Whetu\W`, "henkilötunnus", "henkilotunnus", "personal identity"), check: checkdigit.HETU,
		fires: []string{"HETU 131052-308T"}, silent: []string{"131052-308T", "hetu 131052-308U"},
	},
	{
		id: "singapore-nric", pattern: `\b([STFGMstfgm]\d{7}[A-Za-z])\b`, words: newWords("nric", `\Wfin\W`, "identity card"), check: checkdigit.NRIC,
		fires: []string{"NRIC S1234567D"}, silent: []string{"S1234567D", "NRIC S1234567A"},
	},
	{
		id: "china-resident-id", pattern: `\b(\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{5}[0-9Xx])\b`, words: newWords("身份证", "resident id", "identity card", "id card", "citizen id"), check: checkdigit.ResidentID,
		fires: []string{"身份证 11010519491231002X", "resident ID: 11010519491231002X"}, silent: []string{"11010519491231002X", "身份证 110105194912310021"},
	},
	{
		id: "us-itin", pattern: `\b(9\d{2}[- ]?(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])[- ]?\d{4})\b`, words: newWords(`\Witin\W`, "taxpayer"), check: func(s string) bool { return len(checkdigit.Digits(s)) == 9 },
		fires: []string{"ITIN 912-70-1234"}, silent: []string{"912-70-1234", "ITIN 912-93-1234"},
	},
}

// Countries lists the ids of the rules for national numbers.
func Countries() []string {
	var ids []string
	for _, n := range countries {
		ids = append(ids, n.id)
	}
	slices.Sort(ids)
	return ids
}
