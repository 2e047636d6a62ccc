package site

import "testing"

func TestAbbreviationsStayWithTheirNumbers(t *testing.T) {
	for html, want := range map[string]string{
		"p. 158, no. 81 and nos. 3-4":               "p.\u00a0158, no.\u00a081 and nos.\u00a03-4",
		"D. C. Watt; (K. Waltz":                     "D.\u00a0C.\u00a0Watt; (K.\u00a0Waltz",
		"It ended. 12 came, and Vol. XIV too.":      "It ended. 12 came, and Vol.\u00a0XIV too.",
		"<code>p. 3</code> p. 4 <code>no. 5</code>": "<code>p. 3</code> p.\u00a04 <code>no. 5</code>",
		"chapter XIV, Paragraph 1":                  "chapter\u00a0XIV, Paragraph\u00a01",
		"on page 3 of Watt 1974":                    "on page\u00a03 of Watt 1974",
		"World War I. The next":                     "World War I.\u00a0The next",
		"an art 3 and the no 4":                     "an art 3 and the no 4",
		". 1":                                       ". 1",
		"p. ":                                       "p. ",
		"cap. 3, la pág. 5 y el núm. IV":            "cap.\u00a03, la pág.\u00a05 y el núm.\u00a0IV",
		"“p. 3”, «pp. 3-4»":                         "“p.\u00a03”, «pp.\u00a03-4»",
		"Т. 3. С. 15, ф. 06, оп. 1, № 5, § 7":       "Т.\u00a03. С.\u00a015, ф.\u00a006, оп.\u00a01, №\u00a05, §\u00a07",
		"Д. К. Уотт, Ж.-П. Сартр и É. Zola":         "Д.\u00a0К.\u00a0Уотт, Ж.-П.\u00a0Сартр и É.\u00a0Zola",
		"в 1939 г. и в XX в. в 1940 году. Он":       "в 1939\u00a0г. и в XX\u00a0в. в 1940 году. Он",
		"S. 15, 500 v. Chr., von Chr.":              "S.\u00a015, 500 v.\u00a0Chr., von Chr.",
		"Taylor, A. J. P. 1963":                     "Taylor, A.\u00a0J.\u00a0P. 1963",
		"σ. 3, Κ. Καβάφης, 제2권 “그는” 말":              "σ.\u00a03, Κ.\u00a0Καβάφης, 제2권 “그는” 말",
		"с 15 мая, том 2, глава 3":                  "с 15 мая, том 2, глава\u00a03",
		"انظر ص 15 ورقم 5":                          "انظر ص\u00a015 ورقم 5",
		"ראו עמ׳ 12, מס׳ 5 וכרך 2":                  "ראו עמ׳\u00a012, מס׳\u00a05 וכרך 2",
	} {
		if got := string(unbroken([]byte(html))); got != want {
			t.Errorf("%q becomes %q; want %q", html, got, want)
		}
	}
}
