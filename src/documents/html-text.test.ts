import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../test/support/property.ts'
import { hiddenHtmlText, htmlToText } from './html-text.ts'
import { decodeEntities } from './html-tokens.ts'
import { rtfToText } from './rtf-text.ts'

test('paragraphs, lists, tables and links read as they look', () => {
  const html =
    '<style>p{color:red}</style><p>Dear team,<br>please send:</p><ol><li>the  <b>noise</b> logs</li><li>the minutes</li></ol>' +
    '<ul><li>one</li></ul><table><tr><td>A</td><td>B</td></tr></table><a href="https://example.org/x">the page</a>'
  assert.equal(
    htmlToText(html),
    'Dear team,\nplease send:\n\n1. the noise logs\n2. the minutes\n\n- one\n\nA\tB\n\nthe page (https://example.org/x)',
  )
})

test('a quotation is marked, so that a quoted reply can be told from a new one', () => {
  assert.equal(
    htmlToText('<div>Thank you</div><blockquote><p>First</p><p>Second</p></blockquote>'),
    'Thank you\n\n> First\n> \n> Second'.replace('> \n', '\n'),
  )
})

test('scripts are not read out, but what is hidden can be asked for', () => {
  const html = '<p>Seen</p><!-- note by A Person --><script>var a = "<p>x</p>"</script><input value="typed">'
  assert.equal(htmlToText(html), 'Seen')
  assert.match(hiddenHtmlText(html), /note by A Person[\s\S]*var a[\s\S]*typed/)
})

test('character references, known, numeric, impossible and unknown', () => {
  assert.equal(
    decodeEntities('&pound;5 &#8217;s &#x175; &Wcirc; &bogus; &#0; AT&T &#1114112;'),
    '£5 ’s ŵ Ŵ &bogus; \ufffd AT&T \ufffd',
  )
})

test('no input breaks the converters', () => {
  const scraps = fc.array(
    fc.constantFrom(
      '<',
      '>',
      '<a href="',
      "'",
      '"',
      '<!--',
      '-->',
      '<script>',
      '</script',
      '<li>',
      '</ol>',
      '&#',
      'x',
      '<blockquote>',
      '{\\rtf',
      "\\'",
      '\\u-1',
      '}',
    ),
  )
  fc.assert(
    fc.property(scraps, (parts) => {
      assert.equal(typeof htmlToText(parts.join('')), 'string')
      assert.equal(typeof hiddenHtmlText(parts.join('')), 'string')
      assert.equal(typeof rtfToText(parts.join('')), 'string')
    }),
  )
})

test('RTF gives its words and none of its fonts, pictures or scripts', () => {
  const rtf =
    "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\*\\generator Evil <script>x</script>;}\\f0 Caf\\'e9 \\u373?y\\par Second\\tab line {\\pict 00ff}end\\{}"
  assert.equal(rtfToText(rtf), 'Café ŵy'.replace('ŵ', 'ŵ') + '\nSecond\tline end{')
})
