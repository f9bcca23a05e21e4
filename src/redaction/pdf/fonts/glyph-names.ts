/** Standard strings of CFF that are names of glyphs in the Latin sets (Adobe TN 5176, appendix A), from 0. */
export const standardNames: readonly string[] = (
  '.notdef space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft parenright asterisk plus comma hyphen period slash ' +
  'zero one two three four five six seven eight nine colon semicolon less equal greater question at ' +
  'A B C D E F G H I J K L M N O P Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum underscore quoteleft ' +
  'a b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde ' +
  'exclamdown cent sterling fraction yen florin section currency quotesingle quotedblleft guillemotleft guilsinglleft guilsinglright fi fl ' +
  'endash dagger daggerdbl periodcentered paragraph bullet quotesinglbase quotedblbase quotedblright guillemotright ellipsis perthousand questiondown ' +
  'grave acute circumflex tilde macron breve dotaccent dieresis ring cedilla hungarumlaut ogonek caron emdash ' +
  'AE ordfeminine Lslash Oslash OE ordmasculine ae dotlessi lslash oslash oe germandbls ' +
  'onesuperior logicalnot mu trademark Eth onehalf plusminus Thorn onequarter divide brokenbar degree thorn threequarters twosuperior registered minus eth multiply threesuperior copyright ' +
  'Aacute Acircumflex Adieresis Agrave Aring Atilde Ccedilla Eacute Ecircumflex Edieresis Egrave Iacute Icircumflex Idieresis Igrave Ntilde ' +
  'Oacute Ocircumflex Odieresis Ograve Otilde Scaron Uacute Ucircumflex Udieresis Ugrave Yacute Ydieresis Zcaron ' +
  'aacute acircumflex adieresis agrave aring atilde ccedilla eacute ecircumflex edieresis egrave iacute icircumflex idieresis igrave ntilde ' +
  'oacute ocircumflex odieresis ograve otilde scaron uacute ucircumflex udieresis ugrave yacute ydieresis zcaron'
).split(' ')

const marks: Record<string, string> = {
  acute: '\u0301',
  breve: '\u0306',
  caron: '\u030c',
  cedilla: '\u0327',
  circumflex: '\u0302',
  dieresis: '\u0308',
  dotaccent: '\u0307',
  grave: '\u0300',
  hungarumlaut: '\u030b',
  macron: '\u0304',
  ogonek: '\u0328',
  ring: '\u030a',
  tilde: '\u0303',
}
const signs = new Map(
  Object.entries({
    space: ' ',
    exclam: '!',
    quotedbl: '"',
    numbersign: '#',
    dollar: '$',
    percent: '%',
    ampersand: '&',
    quoteright: '’',
    parenleft: '(',
    parenright: ')',
    asterisk: '*',
    plus: '+',
    comma: ',',
    hyphen: '-',
    period: '.',
    slash: '/',
    zero: '0',
    one: '1',
    two: '2',
    three: '3',
    four: '4',
    five: '5',
    six: '6',
    seven: '7',
    eight: '8',
    nine: '9',
    colon: ':',
    semicolon: ';',
    less: '<',
    equal: '=',
    greater: '>',
    question: '?',
    at: '@',
    bracketleft: '[',
    backslash: '\\',
    bracketright: ']',
    asciicircum: '^',
    underscore: '_',
    quoteleft: '‘',
    braceleft: '{',
    bar: '|',
    braceright: '}',
    asciitilde: '~',
    exclamdown: '¡',
    cent: '¢',
    sterling: '£',
    fraction: '⁄',
    yen: '¥',
    florin: 'ƒ',
    section: '§',
    currency: '¤',
    quotesingle: "'",
    quotedblleft: '“',
    guillemotleft: '«',
    guilsinglleft: '‹',
    guilsinglright: '›',
    fi: 'ﬁ',
    fl: 'ﬂ',
    endash: '–',
    dagger: '†',
    daggerdbl: '‡',
    periodcentered: '·',
    paragraph: '¶',
    bullet: '•',
    quotesinglbase: '‚',
    quotedblbase: '„',
    quotedblright: '”',
    guillemotright: '»',
    ellipsis: '…',
    perthousand: '‰',
    questiondown: '¿',
    grave: '`',
    acute: '´',
    circumflex: 'ˆ',
    tilde: '˜',
    macron: '¯',
    breve: '˘',
    dotaccent: '˙',
    dieresis: '¨',
    ring: '˚',
    cedilla: '¸',
    hungarumlaut: '˝',
    ogonek: '˛',
    caron: 'ˇ',
    emdash: '—',
    AE: 'Æ',
    ordfeminine: 'ª',
    Lslash: 'Ł',
    Oslash: 'Ø',
    OE: 'Œ',
    ordmasculine: 'º',
    ae: 'æ',
    dotlessi: 'ı',
    lslash: 'ł',
    oslash: 'ø',
    oe: 'œ',
    germandbls: 'ß',
    onesuperior: '¹',
    logicalnot: '¬',
    mu: 'µ',
    trademark: '™',
    Eth: 'Ð',
    onehalf: '½',
    plusminus: '±',
    Thorn: 'Þ',
    onequarter: '¼',
    divide: '÷',
    brokenbar: '¦',
    degree: '°',
    thorn: 'þ',
    threequarters: '¾',
    twosuperior: '²',
    registered: '®',
    minus: '−',
    eth: 'ð',
    multiply: '×',
    threesuperior: '³',
    copyright: '©',
    Euro: '€',
    ff: 'ﬀ',
    ffi: 'ﬃ',
    ffl: 'ﬄ',
    nbspace: ' ',
    uni00A0: ' ',
    sfthyphen: '-',
  }),
)

/** The text that a glyph’s name stands for; empty where the name says nothing (`g12`). */
export function textOfName(name: string): string {
  const sign = signs.get(name)
  if (sign !== undefined) return sign
  if (/^[A-Za-z]$/.test(name)) return name
  const point = /^(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))(?:\..*)?$/.exec(name)
  if (point !== null) {
    const code = Number.parseInt(point[1] ?? point[2] ?? '0', 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  }
  const accented = /^([A-Za-z])([a-z]+)$/.exec(name)
  const mark = marks[accented?.[2] ?? '']
  const letter = mark === undefined ? '' : `${accented?.[1] ?? ''}${mark}`.normalize('NFC')
  return letter.length === 1 ? letter : ''
}

const tables = ['windows-1252', 'macintosh'].map((label) =>
  Array.from({ length: 256 }, (_, code) => new TextDecoder(label).decode(Uint8Array.of(code))),
)

/** What a code may stand for in the encodings that PDF knows (ISO 32000-2 annex D): Windows’, Macintosh’s, the standard one. */
export const textsOfCode = (code: number): string[] => {
  const texts = tables.map((table) => table[code] ?? '')
  const standard = {
    0x27: '’',
    0x60: '‘',
    0xae: 'ﬁ',
    0xaf: 'ﬂ',
    0xaa: '“',
    0xba: '”',
    0xb1: '–',
    0xd0: '—',
    0xb7: '•',
  }[code]
  return standard === undefined ? texts : [...texts, standard]
}

/** Codes that stand for a text in Macintosh’s encoding. */
export const macCodesOf = (text: string): number[] => {
  const code = tables[1]?.indexOf(text) ?? -1
  return code === -1 ? [] : [code]
}
