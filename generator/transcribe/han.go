package transcribe

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Chinese and Japanese texts head their parts with numbers in words: 第一章 …, 第二節 …, 三、…, （四）….

const hanDigits = "〇一二三四五六七八九"

var (
	hanChapter = pattern(`^第([` + hanDigits + `十百\d０-９]{1,5})([章部編编篇講讲])(?:[\s　：:、.]|$)`)
	hanSection = pattern(`^第([` + hanDigits + `十百\d０-９]{1,5})[節节](?:[\s　：:、.]|$)`)
	hanNumber  = pattern(`^([` + hanDigits + `十]{1,3})[、．]\s*\S`)
	hanBracket = pattern(`^[（(]([` + hanDigits + `十]{1,3})[）)]\s*\S`)
)

const longestHanHeading = 40 // characters

// hanStyle returns how the line would be a heading, and its number.
func hanStyle(s string) (headStyle, int) {
	first, _ := utf8.DecodeRuneInString(s)
	if first < '　' || utf8.RuneCountInString(s) > longestHanHeading || endsClause(s) || strings.HasSuffix(s, "，") {
		return noHead, 0
	}
	if hanChapter().MatchString(s) {
		return chapterHead, 0
	}
	if m := hanSection().FindStringSubmatch(s); m != nil {
		return romanHead, hanValue(m[1])
	}
	if m := hanNumber().FindStringSubmatch(s); m != nil {
		return numberHead, hanValue(m[1])
	}
	if m := hanBracket().FindStringSubmatch(s); m != nil {
		return letterHead, hanValue(m[1])
	}
	return noHead, 0
}

// hanValue is the value of a number below a thousand in Han or other digits, or 0.
func hanValue(s string) int {
	if n, err := strconv.Atoi(wideDigits.Replace(s)); err == nil {
		return n
	}
	value, digit := 0, 0
	for _, r := range s {
		switch {
		case r == '十' || r == '百':
			unit := map[rune]int{'十': 10, '百': 100}[r]
			value, digit = value+max(digit, 1)*unit, 0
		default:
			i := strings.IndexRune(hanDigits, r)
			if i < 0 {
				return 0
			}
			digit = utf8.RuneCountInString(hanDigits[:i])
		}
	}
	return value + digit
}

// isHanName says that the line may be a Chinese or Japanese person's name: two to five Han letters, perhaps with a space, and the
// last none with which headings end.
func isHanName(s string) bool {
	name := strings.NewReplacer(" ", "", "　", "").Replace(s)
	last, _ := utf8.DecodeLastRuneInString(name)
	n := utf8.RuneCountInString(name)
	han := strings.IndexFunc(name, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) < 0
	style, _ := hanStyle(s)
	return han && n >= 2 && n <= 5 && style == noHead && topicOfHeading(s) == noTopic && !strings.ContainsRune("章節节部編编篇論论史說说記记序言語语考錄录", last)
}
