// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package pii

import "github.com/otelcol-mcp/otelcol-mcp/internal/scan"

var dateOfBirth = scan.Rule{
	ID:       "date-of-birth",
	Category: Personal,
	Keywords: []string{"birth", "born", "dob", "geburt", "naissance", "nacimiento"},
	Guard:    digitSoon,
	Pattern: `(?i)\b(?:date[ _-]?of[ _-]?birth|birth[ _-]?da(?:te|y)|birthdate|born(?: on)?|d\.?o\.?b\.?|geburtsdatum|geboren am|date de naissance|fecha de nacimiento)\b["']?\s{0,3}(?:is|was|:|=)?\s{0,3}["']?` +
		`(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}|\d{1,2}\.? ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6},? (?:19|20)\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6} \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2})`,
	Fires:  []string{"date of birth: 1980-02-29", `"dob":"12/31/1975"`, "born on 3 March 1990", "Birthday: July 4, 1976", "birth_date=1999.01.02"},
	Silent: []string{"born to run", "created 1980-02-29", "the birth of 12 kittens"},
}

var passport = scan.Rule{
	ID:       "passport",
	Category: Personal,
	Keywords: []string{"passport", "passeport", "reisepass", "pasaporte"},
	Pattern:  `(?i)\b(?:passports?|passeport|reisepass|pasaporte)(?:[ _-]?(?:no|number|num|nr|id|#))?\.?["']?\s{0,3}(?:is|:|=|#)?\s{0,3}["']?([a-z]{0,3}\d{6,9}[a-z]?)\b`,
	Fires:    []string{"passport number: X1234567", `"passport_no":"533380006"`, "Passport is AB123456"},
	Silent:   []string{"passport photo 35x45", "passport office 12", "port 533380006"},
}

var postalAddress = scan.Rule{
	ID:       "postal-address",
	Category: Personal,
	Keywords: []string{" street", ` st\W`, " avenue", ` ave\W`, " road", ` rd\W`, " lane", " boulevard", " blvd", " drive", "straße", "strasse", "weg ", "platz ", "allee ", "p.o. box", "po box", " rue "},
	Reach:    128,
	Worth:    capitalised,
	Pattern: `\b(\d{1,5}[A-Za-z]?,? (?:[NSEW]\.? )?(?:[A-Z][\w'.-]{1,20} ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Boulevard|Blvd|Drive)\b\.?(?:,? (?:Apt|Suite|Unit|Ste|#)\.? ?\w{1,6})?(?:,? [A-Z][A-Za-z .'-]{1,30},? [A-Z]{2} \d{5}(?:-\d{4})?)?)` +
		`|\b([A-ZÄÖÜ][a-zäöüß]{2,20}(?:straße|strasse|weg|platz|allee) \d{1,4}[a-z]?(?:, \d{5} [A-ZÄÖÜ][a-zäöüß]{2,20})?)|\b(\d{1,4}(?: bis)?,? rue (?:de |du |des |de la |d')?[A-ZÉ][\w'éèê-]{1,30})|\b(P\.?O\.? Box \d{1,6})\b`,
	Fires:  []string{"221 Baker Street", "1600 Pennsylvania Ave, Washington, DC 20500", "12 rue de Rivoli", "Hauptstrasse 12, 10115 Berlin", "PO Box 1234"},
	Silent: []string{"the street is long", "on the road", "10 main streets", "drive 100 miles"},
}

// dateReach is how far after the word a date of birth has a digit, in bytes, at most.
const dateReach = 48

func digitSoon(text string, _, end int) bool {
	for i := end; i < len(text) && i < end+dateReach; i++ {
		if isDigit(text[i]) {
			return true
		}
	}
	return false
}

// capitalised wants the English words for a street to be names. Of the others the expression asks nothing like it.
func capitalised(text string, start, _ int) bool {
	c := text[start+1]
	return text[start] != ' ' || c >= 'A' && c <= 'Z' || c == 'r'
}
