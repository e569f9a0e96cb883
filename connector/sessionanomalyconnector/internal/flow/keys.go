// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package flow

// prints are fingerprints by printKey, 24 bits.
type prints struct {
	table[uint32, printBucket]
}

type printBucket [4]lanes

// find returns the source of a key.
func (t *prints) find(key uint32) (Source, bool) {
	if len(t.buckets) == 0 {
		return 0, false
	}
	src := t.bucket(key).find(key)
	return src, src != nobody
}

// next is where the first gram begins that may be there, from the i-th on, or the end of the text. It calls nothing, either.
func (t *prints) next(folded []byte, i int) int {
	buckets := t.buckets
	if len(buckets) == 0 {
		return len(folded)
	}
	for i = max(i, 0); i <= len(folded)-gram; i++ {
		hash := hashGram(folded[i : i+gram])
		if buckets[int(hash)&(len(buckets)-1)].mayHave(hash) {
			return i
		}
	}
	return len(folded)
}

// putGo stores fingerprints that are not known up to the first for which the table may grow; done is how many came before. It takes
// the sources of those that have to go from k. This is the loop over every text: it calls nothing.
func (t *prints) putGo(hashes []uint32, src Source, grows bool, k *kept) (done, added, evicted int) {
	buckets, of := t.buckets, lanes(src+1)
	if len(buckets) == 0 {
		return 0, 0, 0
	}
	for i, hash := range hashes {
		b := &buckets[int(hash)&(len(buckets)-1)]
		if b.mayHave(hash) && b.find(hash) != nobody {
			continue
		}
		if full(b) {
			if grows {
				return i, added, evicted
			}
			k.drop(Source(b[0].last()) - 1)
			evicted++
		}
		b.push(hash, of)
		added++
	}
	return len(hashes), added, evicted
}

// putSpacedGo is putGo for the hashes that spaced gives.
func (t *prints) putSpacedGo(folded []byte, stride int, src Source, grows bool, k *kept) (done, added, evicted int) {
	for ; len(folded) >= gram; folded = folded[min(stride, len(folded)):] {
		hash := [1]uint32{hashGram(folded)}
		one, fresh, gone := t.putGo(hash[:], src, grows, k)
		if one == 0 {
			break
		}
		done, added, evicted = done+1, added+fresh, evicted+gone
	}
	return done, added, evicted
}

// mayHave reports whether a key may be there. Of most no entry has so much as the upper byte; the lowest ones name the bucket, and
// are much the same in all of it.
func (b *printBucket) mayHave(key uint32) bool { return (b[3] ^ same(byte(key>>16))).zeros() != 0 }

// find returns the source of a key, or nobody. Of the places that are free it finds the first.
func (b *printBucket) find(key uint32) Source {
	found := ((b[1] ^ same(byte(key))) | (b[2] ^ same(byte(key>>8))) | (b[3] ^ same(byte(key>>16)))).zeros()
	return Source(b[0]>>found.shift()) - 1
}

// push puts a key in front of the others, with its source plus one. The last one falls out.
func (b *printBucket) push(key uint32, of lanes) {
	b[0], b[1] = b[0]<<8|of, b[1].push(byte(key))
	b[2], b[3] = b[2].push(byte(key>>8)), b[3].push(byte(key>>16))
}

// marks are marks by markKey, 56 bits of which the lowest 24 are the head.
type marks struct {
	table[uint64, markBucket]
	long, short starts // of the marks that were put since there were none
	longest     uint8  // of them
}

type markBucket [8]lanes

// find returns the source of a key.
func (t *marks) find(key markKey) (Source, bool) {
	if len(t.buckets) == 0 {
		return 0, false
	}
	return t.bucket(uint64(key)).find(key)
}

func (b *markBucket) find(key markKey) (Source, bool) {
	for found := b.heads(key.head()); found != 0; found = found.next() {
		if k, src := b.at(found); k == key {
			return src, true
		}
	}
	return 0, false
}

// heads finds the lanes that may have a head: all that have it, and maybe others.
func (b *markBucket) heads(head uint32) lanes {
	return ((b[1] ^ same(byte(head))) | (b[2] ^ same(byte(head>>8))) | (b[3] ^ same(byte(head>>16)))).zeros()
}

// at is the key in the first lane found, and its source. That of a free place is no mark's.
func (b *markBucket) at(found lanes) (markKey, Source) {
	e := entryAt(b, found.shift()/8)
	return markKey(e >> sourceBits), sourceOf(e)
}

// put stores a mark unless it is there. It returns the source of the one that had to go for it.
func (t *marks) put(key markKey, first byte, src Source, limit int) (added bool, gone Source) {
	if len(t.buckets) == 0 {
		t.grow()
	}
	b := t.bucket(uint64(key))
	if b.heads(key.head()) != 0 { // the head of most is that of no other
		if _, known := b.find(key); known {
			return false, nobody
		}
	}
	if full(b) {
		b = t.room(uint64(key), limit)
	}
	if gone = Source(b[0].last()) - 1; gone == nobody {
		t.held++
	}
	insert(b, uint64(key)<<sourceBits|uint64(src)+1)
	if size := key.size(); size < headLen {
		t.short.add(first)
	} else {
		t.long.add(first)
		t.longest = max(t.longest, uint8(size))
	}
	return true, gone
}

// forget is that of the table.
func (t *marks) forget(src Source, most int) (gone int) {
	if gone = t.table.forget(src, most); t.held == 0 {
		t.long, t.short, t.longest = 0, 0, 0
	}
	return gone
}

// restore is that of the table. How the marks begin is not stored.
func (t *marks) restore(list []uint64) error {
	fresh := marks{long: anything, short: anything, longest: maxMarkLen}
	if err := fresh.table.restore(list); err != nil {
		return err
	}
	*t = fresh
	return nil
}

// starts are the bytes that words begin with, folded, some of them together. Most words of a text begin with none of a few.
type starts uint32

const anything = ^starts(0)

// startOf numbers the bytes: letters, digits in pairs, and all others.
func startOf(c byte) int {
	switch {
	case c >= 'a' && c <= 'z':
		return int(c - 'a')
	case c >= '0' && c <= '9':
		return 26 + int(c-'0')/2
	default:
		return 31
	}
}

// startBits are the numbers of the bytes, folded, as bits.
var startBits = func() (t [256]starts) {
	for c, f := range folds {
		t[c] = 1 << startOf(f)
	}
	return t
}()

func (s *starts) add(c byte)      { *s |= startBits[c] }
func (s starts) have(c byte) bool { return s&startBits[c] != 0 }

// among reports whether a word in text may begin like that.
func (s starts) among(text string) bool {
	if s == 0 {
		return false
	}
	for i := range len(text) {
		if s.have(text[i]) {
			return true
		}
	}
	return false
}
