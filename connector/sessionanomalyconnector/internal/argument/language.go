// Copyright The otelcol-mcp Authors
// SPDX-License-Identifier: Apache-2.0

package argument

import "strings"

// window is how much of a text is searched for the marks of a language.
const window = 512

// isSQL wants a statement's verb and the word that goes with it, in this order, and a mark that sentences have not.
func isSQL(text string) bool {
	folded := strings.ToLower(text[:min(len(text), window)])
	for _, pair := range [...][2]string{
		{"select ", " from "},
		{"insert ", "into "},
		{"update ", " set "},
		{"delete ", "from "},
		{"drop ", "table "},
		{"union ", "select "},
		{"alter ", "table "},
		{"create ", "table "},
		{"' or ", "="},
		{"with ", "select "},
	} {
		i := strings.Index(folded, pair[0])
		if i < 0 || i > 0 && isWord(folded[i-1]) || !strings.Contains(folded[i+len(pair[0])-1:], pair[1]) {
			continue
		}
		return strings.ContainsAny(folded, "*=;(") || strings.Contains(folded, "--")
	}
	return false
}

// operators are characters of which statements and programs have at least one and most sentences have none.
var operators = charsOf("{}()[]=;|$&<>*`")

// isCommand wants a well-known command with an option or a path.
func isCommand(text string) bool {
	text = text[:min(len(text), window)]
	first, rest, _ := strings.Cut(strings.TrimPrefix(text, "$ "), " ")
	if i := strings.LastIndexByte(first, '/'); i >= 0 {
		first = first[i+1:]
	}
	if !commands[first] {
		return false
	}
	return strings.HasPrefix(rest, "-") || strings.Contains(rest, " -") || shellMarks(rest) > 0 ||
		strings.ContainsAny(rest, "/~*") && strings.Count(rest, " ") < 4
}

// isShell wants several operators of the shell.
func isShell(text string) bool {
	text = text[:min(len(text), window)]
	marks := shellMarks(text)
	return marks >= 3 || marks >= 1 && strings.Contains(text, "#!/")
}

func shellMarks(text string) int {
	marks := 0
	for _, mark := range [...]string{" | ", " && ", " || ", "$(", "${", "2>", ">> ", " > /", "; ", "`"} {
		if strings.Contains(text, mark) {
			marks++
		}
	}
	return marks
}

var commands = set("sh", "bash", "zsh", "curl", "wget", "cat", "rm", "cp", "mv", "chmod", "chown", "sudo", "su", "nc", "ncat", "ssh", "scp",
	"python", "python3", "perl", "ruby", "node", "npx", "npm", "pip", "git", "docker", "kubectl", "aws", "gcloud", "az", "echo", "grep",
	"sed", "awk", "find", "xargs", "tar", "base64", "openssl", "ls", "cd", "env", "export", "kill", "systemctl", "crontab", "powershell",
	"cmd", "certutil", "tail", "head", "tee", "dd", "mkfifo", "eval", "source", "ps", "id", "whoami", "uname", "dig", "nslookup", "apt", "go", "make")

// isCode wants several marks that programs have and sentences have not.
func isCode(text string) bool {
	text = text[:min(len(text), window)]
	marks := 0
	for _, mark := range [...]string{
		");", "{\n", ") {", "=> ", " == ", " != ", "();", "()\n", " = ", "::", "->", "/*", "</", "\n\t", "\n    ", "//",
		"import ", "def ", "func ", "function ", "const ", "let ", "var ", "class ", "return ", "#include", "print(", "self.", "eval(", "exec(", "require(",
	} {
		if strings.Contains(text, mark) {
			marks++
		}
	}
	if marks < 2 {
		return false
	}
	brackets := strings.Count(text, "(") + strings.Count(text, "{") + strings.Count(text, ";") + strings.Count(text, "=") + strings.Count(text, "[")
	return marks >= 3 && brackets >= 2 || brackets >= 3
}

func isWord(c byte) bool { k := classOf(c); return k == lower || k == upper || k == digit }

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
