package bibliography

// accents are the commands that put a mark on the next letter.
var accents = map[string]string{
	"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307", "\"": "\u0308",
	"h": "\u0309", "r": "\u030a", "H": "\u030b", "v": "\u030c", "U": "\u030d", "G": "\u030f", "C": "\u030f", "f": "\u0311",
	"d": "\u0323", "c": "\u0327", "k": "\u0328", "b": "\u0331", "t": "\u0361", "textcommabelow": "\u0326", "textcommaabove": "\u0313",
	"textdotbelow": "\u0323", "textogonekcentered": "\u0328", "textsubring": "\u0325", "newtie": "\u0361",
	"capitalgrave": "\u0300", "capitalacute": "\u0301", "capitalcircumflex": "\u0302", "capitaltilde": "\u0303",
	"capitaldieresis": "\u0308", "capitalcaron": "\u030c", "capitalmacron": "\u0304", "capitalbreve": "\u0306",
	"acute": "\u0301", "grave": "\u0300", "hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "breve": "\u0306",
	"dot": "\u0307", "ddot": "\u0308", "check": "\u030c",
}

// spacing are the marks that stand alone: \^{} is a circumflex.
var spacing = map[string]string{
	"\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0306": "˘", "\u0307": "˙", "\u0308": "¨",
	"\u030a": "˚", "\u030b": "˝", "\u030c": "ˇ", "\u0327": "¸", "\u0328": "˛",
}

// texFaces are the commands that set the face of their argument.
var texFaces = map[string][2]string{
	"textit": {"<i>", "</i>"}, "emph": {"<i>", "</i>"}, "textsl": {"<i>", "</i>"}, "mkbibemph": {"<i>", "</i>"},
	"mkbibitalic": {"<i>", "</i>"}, "mathit": {"<i>", "</i>"}, "textbf": {"<b>", "</b>"}, "mkbibbold": {"<b>", "</b>"}, "mathbf": {"<b>", "</b>"},
	"textsc": {smallcapsTag, "</span>"}, "textsuperscript": {"<sup>", "</sup>"}, "textsubscript": {"<sub>", "</sub>"},
	"mkbibsuperscript": {"<sup>", "</sup>"}, "mkbibsubscript": {"<sub>", "</sub>"}, "textsu": {"<sup>", "</sup>"},
	"texttt": {}, "textsf": {}, "textrm": {}, "textup": {}, "textmd": {}, "textnormal": {}, "text": {}, "mathrm": {}, "mathsf": {}, "mathcal": {},
	"mathbb": {}, "mbox": {}, "hbox": {}, "fbox": {}, "underline": {}, "uline": {}, "MakeUppercase": {}, "MakeLowercase": {}, "uppercase": {},
	"lowercase": {}, "textcyrillic": {}, "textcyr": {}, "foreigntext": {}, "textgreek": {}, "textrussian": {}, "textgerman": {}, "textfrench": {},
	"textlatin": {}, "textkorean": {}, "autocap": {}, "overline": {}, "emphasis": {"<i>", "</i>"}, "lowercasefirst": {}, "NoCaseChange": {},
}

// texDeclarations are the commands that set the face of the rest of the group.
var texDeclarations = map[string][2]string{
	"it": {"<i>", "</i>"}, "em": {"<i>", "</i>"}, "itshape": {"<i>", "</i>"}, "sl": {"<i>", "</i>"}, "slshape": {"<i>", "</i>"},
	"bf": {"<b>", "</b>"}, "bfseries": {"<b>", "</b>"}, "sc": {smallcapsTag, "</span>"}, "scshape": {smallcapsTag, "</span>"},
	"rm": {}, "tt": {}, "sf": {}, "normalfont": {}, "upshape": {}, "mdseries": {}, "rmfamily": {}, "sffamily": {}, "ttfamily": {},
	"tiny": {}, "scriptsize": {}, "footnotesize": {}, "small": {}, "normalsize": {}, "large": {}, "Large": {}, "LARGE": {}, "huge": {}, "Huge": {},
	"displaystyle": {}, "textstyle": {}, "boldmath": {}, "sloppy": {}, "centering": {}, "raggedright": {},
}

// texFunctions are the commands that stand for their own names, set apart from what is before and behind them.
var texFunctions = map[string]bool{
	"log": true, "ln": true, "lg": true, "exp": true, "sin": true, "cos": true, "tan": true, "min": true, "max": true, "inf": true, "sup": true,
	"lim": true, "limsup": true, "liminf": true, "dim": true, "det": true, "deg": true, "gcd": true, "ker": true, "arg": true, "Pr": true,
}

// texWords are the commands that stand for a text.
var texWords = map[string]string{
	"ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
	"i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "ij": "ĳ", "IJ": "Ĳ",
	"imath": "ı", "jmath": "ȷ", "textschwa": "ə", "textphi": "ɸ",

	"textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
	"textquotedbl": "\"", "textquotesingle": "'", "textasciigrave": "`", "quotedblbase": "„", "quotesinglbase": "‚", "guillemotleft": "«",
	"guillemotright": "»", "guillemetleft": "«", "guillemetright": "»", "guilsinglleft": "‹", "guilsinglright": "›", "glqq": "„", "grqq": "“",
	"glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»", "flq": "‹", "frq": "›", "og": "«\u00a0", "fg": "\u00a0»", "lq": "‘", "rq": "’",
	"textexclamdown": "¡", "textquestiondown": "¿", "ldots": "…", "dots": "…", "textellipsis": "…", "cdots": "⋯", "slash": "/", "hyp": "-",
	"textbackslash": "\\", "backslash": "\\", "textbar": "|", "textless": "<", "textgreater": ">", "textunderscore": "_",
	"textbraceleft": "{", "textbraceright": "}", "lbrace": "{", "rbrace": "}", "textdollar": "$", "textasciitilde": "~",
	"textasciicircum": "^", "textasteriskcentered": "∗", "textbullet": "•", "textperiodcentered": "·", "textvisiblespace": "␣", "textnumero": "№",
	"textsection": "§", "S": "§", "textparagraph": "¶", "P": "¶", "dag": "†", "ddag": "‡", "textdagger": "†", "textdaggerdbl": "‡",
	"copyright": "©", "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "pounds": "£", "textsterling": "£", "euro": "€",
	"texteuro": "€", "EUR": "€", "textyen": "¥", "textcent": "¢", "textdegree": "°", "degree": "°", "textordfeminine": "ª", "textordmasculine": "º",
	"textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textonesuperior": "¹", "texttwosuperior": "²",
	"textthreesuperior": "³", "textmu": "µ", "textnormalhyphen": "-", "textnonbreakinghyphen": "\u2011", "nobreakdash": "", "nobreakspace": "\u00a0",
	"space": " ", "quad": " ", "qquad": " ", "enspace": " ", "thinspace": "\u202f", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX",
	"relax": "", "protect": "", "newblock": "", "noindent": "", "par": " ", "newline": " ", "linebreak": " ", "unskip": "", "ignorespaces": "",
	"allowbreak": "", "nobreak": "", "break": "", "xspace": "", "hfil": " ", "hfill": " ", "bgroup": "", "egroup": "", "begingroup": "", "endgroup": "",
	"limits": "", "nolimits": "", "big": "", "Big": "", "smallskip": "", "medskip": "", "bigskip": "", "indent": "", "leavevmode": "", "bibrangedash": "–",
	"bibinitperiod": ".", "addslash": "/", "addthinspace": "\u202f", "isdot": "", "adddot": ".", "addspace": " ", "addcomma": ",", "addcolon": ":",
	"addsemicolon": ";", "addnbspace": "\u00a0", "addperiod": ".", "cprime": "ʹ", "cdprime": "ʺ", "Cprime": "ʹ", "Cdprime": "ʺ", "mkbibendnote": "",
	"selectlanguage": "", "textprime": "′", "left": "", "right": "", "langle": "⟨", "rangle": "⟩", "textlangle": "⟨", "textrangle": "⟩",

	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
	"vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
	"varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
	"Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
	"times": "×", "texttimes": "×", "div": "÷", "pm": "±", "textpm": "±", "mp": "∓", "cdot": "·", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥",
	"neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "equiv": "≡", "infty": "∞", "to": "→", "rightarrow": "→", "leftarrow": "←",
	"leftrightarrow": "↔", "Rightarrow": "⇒", "Leftarrow": "⇐", "uparrow": "↑", "downarrow": "↓", "textrightarrow": "→", "textleftarrow": "←",
	"in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "emptyset": "∅", "forall": "∀", "exists": "∃",
	"lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
	"partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "sqrt": "√", "propto": "∝", "circ": "∘", "bullet": "•", "star": "⋆",
	"ast": "∗", "dagger": "†", "ddagger": "‡", "prime": "′", "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "mid": "∣",
	"vert": "|", "textminus": "−", "textdiv": "÷", "sharp": "♯", "flat": "♭", "natural": "♮",

	"CYRA": "А", "CYRB": "Б", "CYRV": "В", "CYRG": "Г", "CYRD": "Д", "CYRE": "Е", "CYRYO": "Ё", "CYRZH": "Ж", "CYRZ": "З", "CYRI": "И",
	"CYRISHRT": "Й", "CYRK": "К", "CYRL": "Л", "CYRM": "М", "CYRN": "Н", "CYRO": "О", "CYRP": "П", "CYRR": "Р", "CYRS": "С", "CYRT": "Т",
	"CYRU": "У", "CYRF": "Ф", "CYRH": "Х", "CYRC": "Ц", "CYRCH": "Ч", "CYRSH": "Ш", "CYRSHCH": "Щ", "CYRHRDSN": "Ъ", "CYRERY": "Ы",
	"CYRSFTSN": "Ь", "CYREREV": "Э", "CYRYU": "Ю", "CYRYA": "Я", "CYRII": "І", "CYRYI": "Ї", "CYRIE": "Є", "CYRGUP": "Ґ", "CYRUSHRT": "Ў",
	"cyra": "а", "cyrb": "б", "cyrv": "в", "cyrg": "г", "cyrd": "д", "cyre": "е", "cyryo": "ё", "cyrzh": "ж", "cyrz": "з", "cyri": "и",
	"cyrishrt": "й", "cyrk": "к", "cyrl": "л", "cyrm": "м", "cyrn": "н", "cyro": "о", "cyrp": "п", "cyrr": "р", "cyrs": "с", "cyrt": "т",
	"cyru": "у", "cyrf": "ф", "cyrh": "х", "cyrc": "ц", "cyrch": "ч", "cyrsh": "ш", "cyrshch": "щ", "cyrhrdsn": "ъ", "cyrery": "ы",
	"cyrsftsn": "ь", "cyrerev": "э", "cyryu": "ю", "cyrya": "я", "cyrii": "і", "cyryi": "ї", "cyrie": "є", "cyrgup": "ґ", "cyrushrt": "ў",
}

// bibstrings are the keys of BibLaTeX's that fields such as type and pubstate may hold.
var bibstrings = map[string]string{
	"phdthesis": "PhD thesis", "mathesis": "MA thesis", "bathesis": "BA thesis", "candthesis": "Candidate thesis",
	"techreport": "technical report", "resreport": "research report", "software": "computer software", "datacd": "data CD", "audiocd": "audio CD",
	"patent": "patent", "patentde": "German patent", "patenteu": "European patent", "patentfr": "French patent", "patentuk": "British patent",
	"patentus": "U.S. patent", "patreq": "patent request", "patreqde": "German patent request", "patreqeu": "European patent request",
	"patrequs": "U.S. patent request", "inpress": "in press", "inpreparation": "in preparation", "prepublished": "pre-published",
	"submitted": "submitted", "forthcoming": "forthcoming", "in": "in", "and": "and", "newseries": "new series", "oldseries": "old series",
	"january": "January", "february": "February", "march": "March", "april": "April", "may": "May", "june": "June", "july": "July",
	"august": "August", "september": "September", "october": "October", "november": "November", "december": "December",
}
