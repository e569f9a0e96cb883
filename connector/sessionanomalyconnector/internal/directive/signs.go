// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package directive

import (
	"math/bits"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/textmap"
	"github.com/otelcol-mcp/otelcol-mcp/connector/sessionanomalyconnector/internal/toolclass"
)

// sign is one thing that people write to a model and rarely to each other.
type sign struct {
	at     int
	kind   uint8
	weight uint8
}

// role is what a word can be part of.
type role uint32

const (
	rOverride  role = 1 << iota // ignore, disregard
	rOwn                        // your, previous, original
	rOrders                     // instructions, prompt
	rTask                       // task, request
	rThe                        // the
	rUser                       // user
	rModel                      // names of models
	rAI                         // ai, language
	rAgent                      // assistant, model
	rUse                        // call, invoke
	rTool                       // tool, function
	rNot                        // never, without
	rTell                       // mention, reveal
	rBefore                     // before
	rDoing                      // using, you
	rAll                        // everything
	rImportant                  // important
	rMessage                    // message
	rYou                        // you
	rAre                        // are
	rNow                        // now
	rPlease                     // please
	rVerb                       // can be the verb of a request
	rUrging                     // may stand before it
	rStop                       // names no tool
	roles      = 25
)

var roleOf = roleTableOf(wordRoles)

// wordRoles are the roles of words, in lower case.
var wordRoles = func() map[string]role {
	out := map[string]role{}
	for r, list := range map[role]string{
		rOverride:  "ignore ignoring disregard forget override bypass discard",
		rOwn:       "your previous prior original initial current system new above earlier preceding existing first main given other",
		rOrders:    "instructions instruction prompt guidelines directives directive safeguards restrictions",
		rTask:      "task tasks request query objective goal assignment job question",
		rThe:       "the",
		rUser:      "user user's users",
		rModel:     "chatgpt gpt claude gemini llama mistral copilot bard grok llm llms chatbot qwen deepseek",
		rAI:        "ai language artificial",
		rAgent:     "assistant agent model system bot intelligence",
		rUse:       "call use invoke using calling run execute trigger",
		rTool:      "tool tools function functions api",
		rNot:       "not never don't without avoid",
		rTell:      "tell mention reveal inform notify disclose telling asking mentioning warn alert informing",
		rBefore:    "before prior",
		rDoing:     "you using solving doing continuing answering completing proceeding responding calling anything",
		rAll:       "everything all",
		rImportant: "important urgent critical",
		rMessage:   "message instruction instructions notice",
		rYou:       "you",
		rAre:       "are",
		rNow:       "now",
		rPlease:    "please kindly",
	} {
		for w := range strings.FieldsSeq(list) {
			out[w] |= r
		}
	}
	for w := range verbs {
		out[w] |= rVerb
	}
	for w := range toolclass.Verbs() {
		out[w] |= rVerb
	}
	for w := range urgings {
		out[w] |= rUrging
	}
	for w := range stopWords {
		out[w] |= rStop
	}
	return out
}()

// pair is a sign made of two words, the second at most gap words after the first.
type pair struct {
	first, second role
	gap           int
	weight        uint8
}

var pairs = []pair{
	{rOverride, rOwn | rOrders | rAll, 2, 2},
	{rOwn, rOrders, 2, 2},
	{rOwn | rThe, rTask, 2, 1},
	{rThe, rUser, 1, 1},
	{rAI, rAgent, 1, 2},
	{rUse, rTool, 5, 1},
	{rNot, rTell, 2, 1},
	{rBefore, rDoing, 1, 1},
	{rImportant, rMessage, 1, 1},
	{rYou | rAre, rNow, 1, 1},
}

const (
	signModel = 100 + iota // a model by its name
	signAgent              // "assistant"
	signTag                // a tag in capitals, a role marker

	// speaksToModel is the weight, over signs of different kinds, from which a request speaks to a model.
	speaksToModel = 2
)

// signs reads words one after the other and collects signs.
type signs struct {
	found []sign
	word  int
	last  [roles]int // number of the word that last had a role, one-based; only of roles in firsts
}

// maxSigns is how many signs of one text are looked at.
const maxSigns = 1024

// firsts and telling are the roles that words of a sign have: the first of a pair, and the one that completes a sign.
var firsts, telling = func() (first, last role) {
	last = rModel | rAgent
	for i := range pairs {
		first |= pairs[i].first
		last |= pairs[i].second
	}
	return first, last
}()

// read collects the signs of text that begin before to. The map is that of the text, and goes on behind to.
func (s *signs) read(text string, m textmap.Map, to int) {
	*s = signs{found: s.found[:0]}
	var w wordStarts
	words := 0
	for i := 0; i*textmap.Len < to; i++ {
		base := i * textmap.Len
		starts, letters := w.next(text, m, i)
		telling := mayTell(text, base, starts) | m[i][textmap.Tag]
		if rest := to - base; rest < textmap.Len {
			telling &= 1<<rest - 1
		}
		behind := m[i+1][textmap.Lower] | m[i+1][textmap.Upper]
		for ; telling != 0; telling &= telling - 1 {
			bit := bits.TrailingZeros64(telling)
			size := bits.TrailingZeros64(^(letters>>bit | behind<<1<<(textmap.Len-1-bit)))
			if !tellingKeys.has(keyOf(textmap.Eight(text, base+bit), size)) {
				continue
			}
			s.word = words + bits.OnesCount64(starts&(2<<bit-1))
			if s.look(text, base+bit); len(s.found) >= maxSigns {
				return
			}
		}
		words += bits.OnesCount64(starts)
	}
}

// look takes what stands in a text at a place: a word, or what may be a tag.
func (s *signs) look(text string, at int) {
	if !letter(text[at]) {
		s.tag(text, at)
		return
	}
	end, key := wordAt(text, at)
	if r := roleOf.find(text[at:end], key); r&(firsts|telling) != 0 {
		s.take(end-at, r, at)
	}
}

// take takes the latest word of the text, given its length and roles.
func (s *signs) take(length int, r role, at int) {
	if r&rModel != 0 {
		s.found = append(s.found, sign{at, signModel, 2})
	}
	if r&rAgent != 0 && length == len("assistant") {
		s.found = append(s.found, sign{at, signAgent, 1})
	}
	if r&telling != 0 {
		for i := range pairs {
			if p := &pairs[i]; r&p.second != 0 && s.word-s.latest(p.first) <= p.gap {
				s.found = append(s.found, sign{at, uint8(i), p.weight})
			}
		}
	}
	for left := r & firsts; left != 0; left &= left - 1 {
		s.last[bits.TrailingZeros32(uint32(left))] = s.word
	}
}

// latest is the number of the last word that had one of the roles.
func (s *signs) latest(r role) int {
	n := -1 << 30
	for ; r != 0; r &= r - 1 {
		if at := s.last[bits.TrailingZeros32(uint32(r))]; at > 0 {
			n = max(n, at)
		}
	}
	return n
}

// promptTags are the tags by which prompts are laid out, in whatever case.
var promptTags = set("system assistant user inst instruction instructions important information im_start im_end prompt sys human task")

// tag takes a "<" or "[" of the text: tags in capitals and role markers are how prompts are laid out.
func (s *signs) tag(text string, at int) {
	rest := text[at+1 : min(len(text), at+24)]
	end := strings.IndexAny(rest, ">]|")
	if end < 3 {
		if strings.HasPrefix(rest, "|") {
			s.found = append(s.found, sign{at, signTag, 1})
		}
		return
	}
	name := strings.TrimPrefix(rest[:end], "/")
	if promptTags[strings.ToLower(name)] {
		s.found = append(s.found, sign{at, signTag, 1})
		return
	}
	for _, c := range []byte(name) {
		if (c < 'A' || c > 'Z') && c != '_' && c != ' ' {
			return
		}
	}
	s.found = append(s.found, sign{at, signTag, 1})
}

// weigh adds up the signs between two offsets, each kind once.
func (s *signs) weigh(from, to int) (sum int) {
	var seen [signTag + 1]bool
	for _, f := range s.found {
		if f.at >= from && f.at < to && !seen[f.kind] {
			seen[f.kind] = true
			sum += int(f.weight)
		}
	}
	return sum
}
