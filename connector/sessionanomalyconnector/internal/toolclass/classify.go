// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package toolclass

// Origin says what decided the classes of a tool.
type Origin string

// The origins, in the order they are asked.
const (
	FromConfig      Origin = "config"
	FromWords       Origin = "words"
	FromAnnotations Origin = "annotations"
	FromNothing     Origin = "none"
)

// Tool is what is known about a tool. Everything but the name may be absent.
type Tool struct {
	Server, Name, Description string
	// Params are the names of the tool's top-level parameters, from its schema or from the arguments of a call.
	Params []string
	// Annotations as the server reports them; nil when it does not.
	ReadOnly, Destructive, OpenWorld *bool
}

// maxDescriptionWords bounds how much of a description is read. What a tool does stands in its first sentence.
const maxDescriptionWords = 12

// Guess classifies a tool from its words and annotations alone.
func Guess(t Tool) (Class, Origin) {
	if c := fromWords(t); c != none {
		return c, FromWords
	}
	if c := fromAnnotations(t); c != none {
		return c, FromAnnotations
	}
	return none, FromNothing
}

func fromWords(t Tool) Class {
	words := Words(t.Name)
	verbs, nouns := split(words)
	if verbs == 0 && t.Description != "" {
		said := Words(t.Description)
		said = said[:min(len(said), maxDescriptionWords)]
		verbs, _ = split(said)
		nouns |= sensesOf(said) & (nPrivate | nSecret | nCode | nOpen)
	}
	return combine(verbs, nouns) | fromParams(t.Params, verbs)
}

const (
	anyVerb = vRead | vSend | vPublish | vCreate | vDestroy | vExec | vGrant | vGo
	anyNoun = nPrivate | nStranger | nReach | nSecret | nAccess | nCode | nQuery | nWeb | nOpen | nInside
)

// split tells verbs from nouns. Words that can be either ("email", "post") count as a verb only where no plain verb stands:
// "read_email" reads, "email_report" sends.
func split(words []string) (verbs, nouns sense) {
	var either sense
	for _, w := range words {
		s := sensesOf([]string{w})
		switch {
		case s&anyVerb == 0:
			nouns |= s
		case s&anyNoun == 0:
			verbs |= s & anyVerb
		default:
			nouns |= s & anyNoun
			if either == 0 {
				either = s & anyVerb
			}
		}
	}
	if verbs == 0 {
		verbs = either
	}
	return verbs, nouns
}

// combine is the grammar: which verb with which noun gives which class.
func combine(verbs, nouns sense) (c Class) {
	reads := verbs&(vRead|vGo) != 0 || verbs == 0
	changes := verbs&(vCreate|vSend|vPublish|vDestroy|vGrant) != 0
	add := func(when bool, class Class) {
		if when {
			c |= class
		}
	}
	add(reads && nouns&nPrivate != 0 && nouns&nOpen == 0, ReadsSensitive)
	add(verbs&vExec != 0 && nouns&nQuery != 0, ReadsSensitive)
	add(reads && nouns&nStranger != 0 || verbs&vGo != 0, ReadsUntrusted)
	add(reads && !changes && nouns&nSecret != 0 && nouns&nOpen == 0, CredentialStore|ReadsSensitive)
	add(verbs&(vSend|vPublish) != 0 && nouns&nInside == 0, Outward)
	add(verbs&vPublish != 0 || nouns&nWeb != 0 && verbs&vSend != 0, Outward|Public)
	add(verbs&vCreate != 0 && nouns&nReach != 0 && nouns&nInside == 0, Outward)
	add(verbs&vDestroy != 0, Destructive)
	add(verbs&vExec != 0 && nouns&nQuery == 0 || nouns&nCode != 0 && !changes && verbs&vRead == 0, Executes)
	add(changes && nouns&nAccess != 0 || verbs&vGrant != 0, Privileged)
	add(changes, Writes)
	return c
}

// fromParams reads the parameters: to whom and what makes a tool outward, whatever it is called.
func fromParams(params []string, verbs sense) (c Class) {
	var all sense
	for _, p := range params[:min(len(params), maxWords)] {
		all |= parameters[paramName(p)]
	}
	if all&pAddress != 0 && all&pContent != 0 && verbs&vRead == 0 {
		c |= Outward
	}
	if all&pURL != 0 && all&pBody != 0 {
		c |= Outward | Public
	}
	if all&pCode != 0 {
		c |= Executes
	}
	return c
}

func fromAnnotations(t Tool) (c Class) {
	yes := func(b *bool) bool { return b != nil && *b }
	if yes(t.Destructive) && !yes(t.ReadOnly) {
		c |= Destructive | Writes
	}
	if yes(t.OpenWorld) {
		c |= ReadsUntrusted
		if t.ReadOnly != nil && !*t.ReadOnly {
			c |= Outward
		}
	}
	return c
}
