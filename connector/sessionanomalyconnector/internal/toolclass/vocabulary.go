// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package toolclass

import (
	"iter"
	"strings"
)

// sense is what a word can say about the tool that carries it. The verbs and nouns are those of English APIs at large; no
// product's tool list is in here.
type sense uint32

const (
	vRead     sense = 1 << iota // returns something
	vSend                       // carries something to somebody
	vPublish                    // carries something to everybody or to a free address
	vCreate                     // makes or changes something, outward when the noun is
	vDestroy                    // takes something away
	vExec                       // runs something
	vGrant                      // changes who may
	vGo                         // opens an address
	nPrivate                    // private data
	nStranger                   // text that strangers write
	nReach                      // a thing that reaches other people once created
	nSecret                     // credentials
	nAccess                     // rights
	nCode                       // commands and programs
	nQuery                      // a question to a database
	nWeb                        // an address on the web
	nOpen                       // data that is public anyway
	nInside                     // the audience is the operator's own staff
	pAddress                    // parameter: to whom
	pContent                    // parameter: what
	pURL                        // parameter: a free address
	pBody                       // parameter: what is sent to a free address
	pCode                       // parameter: a program
)

var vocabulary = index(map[sense]string{
	vRead: "get read list search find fetch view download query show retrieve lookup describe export dump scan select open check load " +
		"browse inspect cat head tail grep see display return pull collect extract access recall look",
	vSend: "send post forward reply respond notify deliver dispatch transmit email mail message text sms dm invite share upload push pay " +
		"transfer wire remit donate submit withdraw deposit call fax ping broadcast emit relay sync mirror",
	vPublish: "publish tweet retweet toot announce webhook broadcast gist paste pastebin",
	vCreate: "create add make new write edit update set put insert append modify schedule reschedule book reserve open raise file " +
		"draft compose save store move rename copy manage change register order upsert patch replace grant restore enable",
	vDestroy: "delete remove drop destroy purge wipe erase truncate kill terminate revoke disable overwrite uninstall clear unlink rm " +
		"cancel reset shutdown archive format detach",
	vExec:  "run exec execute eval invoke spawn launch",
	vGrant: "grant authorize allow permit elevate impersonate assume approve unlock promote",
	vGo:    "navigate browse visit goto crawl scrape fetch curl wget click open",

	nPrivate: "email mail inbox mailbox message conversation chat dm sms voicemail contact customer patient employee staff user profile person " +
		"people account balance transaction payment card bank iban statement invoice bill salary payroll tax portfolio holding wallet purse " +
		"health medical genetic lab prescription record diagnosis insurance claim reservation booking itinerary trip order address " +
		"location history file document note drive attachment photo log calendar event database table row collection passport ssn " +
		"identity resume contract private personal confidential internal saved memory clipboard screen camera microphone recording " +
		"backup item folder directory workspace repository repo commit crm ticket lead deal member subscriber",
	nStranger: "text email mail inbox mailbox message conversation chat dm sms tweet post web page webpage url site website article issue comment review " +
		"pull pr ticket feed rss file document note calendar event wiki news product repository repo readme transcript form profile " +
		"attachment discussion thread channel forum snippet content result search description bio",
	nReach: "issue comment pr post tweet status gist paste payment transaction transfer invitation invite participant attendee guest " +
		"webhook message email mail sms reply notification announcement story ticket bill donation money fund chat channel",
	nSecret: "secret secrets credential vault keychain keyring password passwd token kms env environ environment apikey kubeconfig " +
		"keystore passphrase cookie dotenv",
	nAccess: "permission role policy acl access admin sudo privilege password group member iam authentication factor mfa twofactor " +
		"guest sharing visibility firewall rule owner scope",
	nCode:   "shell bash terminal command cmd powershell code script python javascript subprocess process repl notebook container sandbox zsh",
	nQuery:  "sql query database db table select statement",
	nWeb:    "webhook web webpage url http https website site browser internet page link request",
	nOpen:   "weather flight airport hotel restaurant wikipedia museum news stock price route geocode library arxiv pubmed documentation docs schema tool public holiday currency exchange forecast movie recipe",
	nInside: "human operator agent supervisor support handoff",
})

var parameters = index(map[sense]string{
	pAddress: "to recipient recipients cc bcc channel channel_id attendees participants invitees payee beneficiary recipient_id to_address email_to " +
		"destination phone_number chat_id thread_ts recipient_email to_email to_account",
	pContent: "body message text content subject amount attachments attachment comment payload title html caption markdown",
	pURL:     "url uri endpoint webhook webhook_url callback_url target_url",
	pBody:    "body data payload json headers method form content files",
	pCode:    "command cmd code script shell",
})

func index(groups map[sense]string) map[string]sense {
	out := make(map[string]sense)
	for s, list := range groups {
		for w := range strings.FieldsSeq(list) {
			out[w] |= s
		}
	}
	return out
}

// IsAddress reports whether a parameter says where to, IsURL whether it is a free address, rather than what.
func IsAddress(param string) bool { return parameters[paramName(param)]&(pAddress|pURL) != 0 }

// IsURL reports whether a parameter is a free address.
func IsURL(param string) bool { return parameters[paramName(param)]&pURL != 0 }

// Verbs gives the words that, in their base form, can say what a tool does.
func Verbs() iter.Seq[string] {
	return func(yield func(string) bool) {
		for word, s := range vocabulary {
			if s&anyVerb != 0 && !yield(word) {
				return
			}
		}
	}
}

// sensesOf joins the senses of all words.
func sensesOf(words []string) (all sense) {
	for _, w := range words {
		if s, ok := vocabulary[w]; ok {
			all |= s
		} else {
			all |= vocabulary[Stem(w)]
		}
	}
	return all
}

// paramName brings toEmail and to-email to the spelling of the vocabulary.
func paramName(p string) string { return strings.Join(Words(p), "_") }
