// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package injection

import "strings"

// concept is what a word can mean in an instruction to a model. A word may have several, and a set of them is a concept too.
type concept uint32

const (
	dropping  concept = 1 << iota // to act as if something had not been said
	rules                         // what a model was told
	prior                         // earlier than this text, or set by whoever runs the model
	yours                         // of the reader
	showing                       // to say or show
	worth                         // what is worth stealing
	sending                       // to carry outside
	places                        // where to
	people                        // whom the model works for
	models                        // the model itself
	not                           // not, never, without
	lasting                       // for all time to come
	keeping                       // to remember
	acting                        // to use a tool, to change something
	asking                        // what has to be done before acting
	reading                       // what a model does with a text
	must                          // has to
	limits                        // what holds a model back
	limitless                     // nothing does
	playing                       // to be somebody else
	talk                          // what was said in a conversation
	wishes                        // what somebody asked for
	you                           // the reader
	leading                       // begins an order
	granted                       // said of what need not be asked for any more
	idle                          // begins no order
)

// lexicon gives the concepts of words. All of it is in lower case.
type lexicon struct {
	exact map[string]concept
	stems map[string][]stem // by their first minStem letters
	first [1 << 10]uint32   // by the two letters that a word begins with, as firstTwo has them: a bit for every third one
}

// stem is a word that may have any ending.
type stem struct {
	text string
	concept
}

const (
	// maxTerm is longer than any word of the lexicon, minStem the length of its shortest stem.
	maxTerm = 16
	minStem = 4
)

// meanings are the words of instructions. A star stands for any ending.
var meanings = newLexicon(map[concept]string{
	dropping: `ignor* disregard* forget forgets forgetting forgot forgotten overrid* overrul* bypass* discard* neglect* abandon* dismiss*
		supersed* void voided nullif* invalidat* suspended revoked withdrawn cancel* scrap scrapped erase erased unlearn aside rescind*
		repealed obsolete lapsed expired terminated lifted waived gone defunct`,
	rules: `instruction* guideline* rules ruleset directive* guidance constraint* restriction* policies safeguard* guardrail*
		programming prompt prompts mandate* briefing orders directions persona`,
	prior: `previous* prior earlier preceding above former* foregoing existing original* initial* old system developer default before
		beforehand upstream operator operator's given told received so`,
	yours: `your yours`,
	showing: `reveal* print* output* show* display* repeat* recit* disclos* dump* leak* expos* echo* paste* list tell share quot* transcrib*
		reproduc* spell summari* translat* write provid* give return* copy paraphras* describ* include included including encod* state divulg* render
		recap* outlin* enumerat* attach append* send post hand`,
	worth: `credential* password* passphrase* secrets token tokens keys apikey* cookie* ssh env pii ssn wallet seed mnemonic transcript*
		payroll salar* passport* iban cvv id_rsa key clipboard environment`,
	sending: `send* forward* upload* post posted posting transmit* email emailed mail exfiltrat* submit* deliver* copy bcc relay* publish*
		attach* embed* append* leak* ship push stream replicate* pass put fill smuggle*`,
	places: `url urls endpoint* webhook* address server host bucket domain inbox gist pastebin link links external remote query parameter
		argument field image`,
	people:  `user users user's customer* human humans owner requester anyone anybody person operator*`,
	models:  `model models ai assistant assistants assistant's agent agents llm llms chatbot* bot bots chatgpt claude copilot gemini gpt`,
	not:     `not never no without don't dont cannot nor avoid refrain neither can't shouldn't mustn't doesn't won't isn't needn't nothing nobody`,
	lasting: `future henceforth always permanent* forever persist* onward onwards indefinitely later subsequent sessions conversations`,
	keeping: `remember* memoriz* memoris* stor* save saved retain* record memory memories learn* note keep`,
	acting: `raise lower unlock lock vote cast export import drop clear stop turn switch rank rate look mention carry pass ignore skip apply
		book cancel order submit publish invite release tick decline accept reset register start begin act issue fetch note perform follow
		call calls calling invok* run execut* use delet* transfer* disabl* wire approv* grant* install* download* fetch* open creat*
		updat* modif* chang* visit* purchas* pay merg* add forward send click redirect* replac* set`,
	asking: `confirm* approv* permission* consent* verif* authoris* authoriz* asking ask asks checking warn* prompt*`,
	reading: `reading reads read summari* processing processes process parsing parse indexing analyzing analysing answering answers answer
		translating replying responding handling evaluating reviewing scanning browsing encountering`,
	must:      `must should shall has have need needs required requires obliged ought please`,
	limits:    `rules restrictions limits limitations filters ethics morals censorship boundaries guidelines constraints refusal* disclaimer* warnings policies safety`,
	limitless: `unrestricted unfiltered uncensored amoral jailbroken unbound limitless lawless unaligned unlimited unshackled unchained unmoderated`,
	playing:   `pretend* act become becomes roleplay* simulat* imagine imagining play persona character embody impersonat* adopt assume now`,
	talk:      `conversation* chat messages transcript* history dialogue`,
	you:       `you you're you'll yourself`,
	idle: `the a an is are was were and or of in who which with it he she they this that these those there here has have had will would
		could may might not no i we us me from by on at as but so than such its his her their our my your for thanks thank manager`,
	leading: `also now please when if before after once first then just always never do don't kindly instead for as in`,
	granted: `implied given granted gathered delegated advance already suspended counts waived cleared covered assumed established
		unnecessary yes`,
	wishes: `asks asked says said states stated requests requested wants wanted specified specifies specif* enters typed provides provided chooses chose insists objects`,
})

func newLexicon(terms map[concept]string) *lexicon {
	l := &lexicon{exact: map[string]concept{}, stems: map[string][]stem{}}
	for c, list := range terms {
		for w := range strings.FieldsSeq(list) {
			first, third := beginning(w)
			l.first[first] |= third
			if text, ok := strings.CutSuffix(w, "*"); ok {
				l.stems[text[:minStem]] = append(l.stems[text[:minStem]], stem{text, c})
			} else {
				l.exact[w] |= c
			}
		}
	}
	return l
}

// firstTwo makes an index of two letters, in either case.
func firstTwo(first, second byte) int { return int(first&letterBits)<<5 | int(second&letterBits) }

// beginning returns an index of the two letters that a word begins with, and a bit for the third.
func beginning(word string) (first int, third uint32) {
	switch len(word) {
	case 1:
		return firstTwo(word[0], ' '), 1
	case 2:
		return firstTwo(word[0], word[1]), 1
	default:
		return firstTwo(word[0], word[1]), 1 << (word[2] & letterBits)
	}
}

// of gives the concepts of the word text[from:to].
func (l *lexicon) of(text string, from, to int) (c concept) {
	if first, third := beginning(text[from:to]); l.first[first]&third == 0 {
		return 0
	}
	var lower [maxTerm]byte
	n := copy(lower[:], text[from:to])
	for i, b := range lower[:n] {
		if isLetter(b) {
			lower[i] = b | 0x20
		}
	}
	if n == to-from {
		c = l.exact[string(lower[:n])]
	}
	if n < minStem {
		return c
	}
	for _, s := range l.stems[string(lower[:minStem])] {
		if strings.HasPrefix(string(lower[:n]), s.text) {
			c |= s.concept
		}
	}
	return c
}
