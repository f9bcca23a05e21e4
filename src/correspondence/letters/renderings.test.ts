import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import type { LetterModel } from './letter-model.ts'
import { aGround, aLetter, aMixedLetter, aPart, day, eir, foia } from './letter.fixture.ts'
import type { Ground, LetterInput, LetterPart, PartOutcome } from './letter.ts'
import { renderDocx } from './render-docx.ts'
import { fragmentOfPage, renderHtml, renderHtmlFragment } from './render-html.ts'
import { renderPdf, unprintableIn } from './render-pdf.ts'
import { renderText } from './render-text.ts'
import { assertSameSentences, compose, docxPart, openPdf, pdfText, squash } from './renderings.fixture.ts'
import { requirementsOf } from './requirements.ts'

test('all four renderings say the same sentences', async () => {
  await assertSameSentences(compose(aMixedLetter()))
  await assertSameSentences(
    compose(
      aLetter({
        kind: 'fees-notice',
        fee: {
          amountPence: 1250,
          payBy: day('2026-05-02'),
          how: 'Pay online.',
          lines: [{ item: 'Copying', pence: 1250 }],
        },
      }),
    ),
  )
})

// Text people might type, with everything that means something to HTML, XML, Typst or Word.
const words = fc
  .array(
    fc.constantFrom(
      'plan',
      'café',
      'Ŵyl',
      '<b>',
      '&amp;',
      '#import',
      '$x$',
      '*y*',
      '\\n',
      '`c`',
      '@ref',
      '{name}',
      '[z]',
      '"q"',
      '_u_',
      '= h',
      '// c',
      '~',
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((list) => `Word ${list.join(' ')}.`)

const ground = (regime: 'foia' | 'eir', ncnd: boolean): fc.Arbitrary<Ground> =>
  fc
    .record({
      provision:
        regime === 'foia'
          ? fc.constantFrom('section 43(2)', 'section 36(2)(c)', 'section 40(2)')
          : fc.constantFrom('regulation 12(4)(d)', 'regulation 12(5)(e)', 'regulation 13(1)'),
      plain: words,
      reasoning: words,
      publicInterestTest: fc.boolean(),
      pending: fc.boolean(),
      factors: fc.array(words, { minLength: 1, maxLength: 3 }),
      conclusion: words,
    })
    .map(({ pending, factors, conclusion, ...rest }) => ({
      ...aGround(rest),
      ...rest,
      actTitle: regime === 'foia' ? foia : eir,
      publicInterest: { factorsFor: factors, factorsAgainst: factors, conclusion },
      qualifiedPerson: { role: 'Monitoring Officer', givenOn: day('2026-01-20') },
      unfinished: { preparedBy: 'the planning team', finishedBy: 'June' },
      ...(pending && regime === 'foia' ? { decisionDueOn: day('2026-03-03') } : {}),
      ...(ncnd ? { ncnd } : {}),
    }))

const outcomes: Record<'foia' | 'eir', PartOutcome[]> = {
  foia: [
    'provided',
    'partly-provided',
    'not-held',
    'available-elsewhere',
    'refused',
    'over-cost-limit',
    'vexatious',
    'repeated',
    'neither-confirm-nor-deny',
    'withdrawn',
    'clarification-needed',
  ],
  eir: [
    'provided',
    'partly-provided',
    'not-held',
    'available-elsewhere',
    'refused',
    'neither-confirm-nor-deny',
    'withdrawn',
    'clarification-needed',
  ],
}

function validPart(regime: 'foia' | 'eir'): fc.Arbitrary<LetterPart> {
  return fc.constantFrom(...outcomes[regime]).chain((outcome) => {
    const rests =
      outcome === 'partly-provided' || outcome === 'refused' || outcome === 'neither-confirm-nor-deny'
    return fc.record({
      number: fc.constant(0),
      text: words,
      outcome: fc.constant(outcome),
      answer: words,
      grounds: rests
        ? fc.array(ground(regime, outcome === 'neither-confirm-nor-deny'), { minLength: 1, maxLength: 2 })
        : fc.constant([]),
      adviceAndAssistance: words,
    })
  })
}

const validLetter: fc.Arbitrary<LetterInput> = fc
  .constantFrom('foia' as const, 'eir' as const)
  .chain((regime) =>
    fc
      .record({
        parts: fc.array(validPart(regime), { minLength: 1, maxLength: 4 }),
        name: fc.constantFrom(null, 'Robin Sample', '<i>'),
      })
      .map(({ parts, name }) =>
        aLetter({
          regime,
          actTitle: regime === 'foia' ? foia : eir,
          requester: { name },
          parts: parts.map((part, index) => ({ ...part, number: index + 1 })),
        }),
      ),
  )

test('whatever was decided, all that the law requires stands in all four renderings', async () => {
  await fc.assert(
    fc.asyncProperty(validLetter, async (input) => {
      const model = compose(input)
      for (const wanted of requirementsOf(input)) {
        const found = model.blocks.filter(
          (block) =>
            block.satisfies?.includes(wanted.id) &&
            block.part === wanted.part &&
            (wanted.ground === undefined || block.ground === wanted.ground),
        )
        assert.ok(found.length > 0, wanted.id)
      }
      await assertSameSentences(
        model,
        model.blocks.filter((block) => block.satisfies),
      )
    }),
    { numRuns: 25 },
  )
})

const hostile = [
  '#import "/etc/passwd": * #read("/etc/passwd") #sys.inputs',
  '$ \\frac{1}{0} $ *a* _b_ `c` ```d``` <label> @ref = Heading // comment /* x */ \\',
  '</w:t></w:r><script>alert(1)</script> ]]> <!-- &quot; \u0000\u0008\uFFFE\uD800',
  '" onmouseover="alert(1) \' ; DROP TABLE cases; --',
  '\u202Egnp.exe\u202C שלום مرحبا नमस्ते',
  '😀 👨‍👩‍👧‍👦 🇬🇧 ❤️ 你好 \u{1F6D8} Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
  'x'.repeat(3000),
  // The PDF writer aborts the process on a line of more than 64 KB; none of these may make one.
  'é'.repeat(34_000),
  `a${'\u0301'.repeat(34_000)}`,
  '👨\u200D'.repeat(30_000),
  'a\u00A0'.repeat(50_000),
  'ش'.repeat(34_000),
]

test('hostile text is shown, never obeyed, and breaks nothing', async () => {
  for (const text of hostile) {
    const model = compose(
      aLetter({
        reference: text.slice(0, 60),
        subject: text.slice(0, 200),
        requester: { name: text.slice(0, 80), addressLines: [text.slice(0, 80)] },
        parts: [
          aPart({
            text,
            answer: text,
            documents: [{ name: text }],
            outcome: 'partly-provided',
            grounds: [aGround({ reasoning: text })],
          }),
        ],
      }),
    )
    const html = renderHtml(model)
    assert.ok(!/<script|<[^>]* onmouseover/i.test(html))
    assert.equal(html.match(/<article/g)?.length, 1)
    assert.match(renderText(model), /\nYours (sincerely|faithfully)\n/)
    const xml = docxPart(await renderDocx(model), 'word/document.xml')
    // oxlint-disable-next-line no-control-regex
    assert.doesNotMatch(xml, /[\u0000-\u0008\uFFFE\uFFFF]|<script/)
    assert.ok(xml.isWellFormed())
    assert.match(await pdfText(await renderPdf(model)), /Yours\s?(sincerely|faithfully)/)
  }
})

test('text that kills the typesetter costs neither the server nor the letters behind it', async () => {
  const sound = compose(aLetter())
  // As no composed letter has it: the stack of marks is cut when text is cleaned.
  const deadly: LetterModel = { ...sound, subject: `a${'\u0301'.repeat(70_000)}` }
  const written = await Promise.all([deadly, sound, deadly, sound].map(renderPdf))
  for (const pdf of written) assert.match(await pdfText(pdf), /Yours\s?sincerely/)
  assert.deepEqual(written[1], written[3])
})

test('a paragraph of 100 KB fills as many pages as it needs', async () => {
  const answer = 'Every word of a very long answer counts. '.repeat(2500)
  const model = compose(aLetter({ parts: [aPart({ answer })] }))
  const pdf = await renderPdf(model)
  const document = await openPdf(pdf)
  assert.ok(document.numPages > 15)
  await document.loadingTask.destroy()
  assert.ok(squash(await pdfText(pdf)).includes(squash(answer)))
})

test('characters without a glyph are named, and printed as a box', async () => {
  // U+1F6D8 has no glyph in any font that ships with the compiler; U+0378 is not assigned at all.
  const model = compose(aLetter({ parts: [aPart({ answer: 'Before \u0378 after.' })] }))
  assert.deepEqual(await unprintableIn(model), ['\u0378'])
  assert.match(await pdfText(await renderPdf(model)), /Before □ after/)
  assert.deepEqual(await unprintableIn(compose(aLetter({ requester: { name: 'Siân Ŵyn Ŷ' } }))), [])
})

test('the PDF is tagged, titled, in its language, and the same every time', async () => {
  const model = compose(aMixedLetter())
  const pdf = await renderPdf(model)
  assert.deepEqual(await renderPdf(model), pdf)
  const raw = Buffer.from(pdf).toString('latin1')
  for (const mark of [
    '/MarkInfo',
    '/Marked true',
    '/StructTreeRoot',
    '/Lang',
    '/DisplayDocTitle true',
    'pdfuaid:part',
  ])
    assert.ok(raw.includes(mark), mark)
  const document = await openPdf(pdf)
  const { info } = await document.getMetadata()
  assert.deepEqual(
    {
      title: 'Title' in info && info.Title,
      author: 'Author' in info,
      language: 'Language' in info && info.Language,
    },
    {
      title: 'Response to request FOI-2026-0042 – Ambleford City Council',
      author: false,
      language: 'en-GB',
    },
  )
  assert.match(
    JSON.stringify(await (await document.getPage(1)).getStructTree()),
    /"role":"H1".*"role":"BlockQuote".*"role":"L"/,
  )
  await document.loadingTask.destroy()
})

test('the Word document has headings, language and title, names nobody, and is the same every time', async () => {
  const model = compose(aMixedLetter())
  // Asked for at once: each is answered with its own.
  const [docx, pdf, again] = await Promise.all([renderDocx(model), renderPdf(model), renderDocx(model)])
  assert.deepEqual(again, docx)
  assert.equal(Buffer.from(pdf).toString('latin1', 0, 5), '%PDF-')
  const body = docxPart(docx, 'word/document.xml')
  for (const style of ['Heading1', 'Heading2', 'Heading3', 'LetterQuote'])
    assert.ok(body.includes(`w:val="${style}"`), style)
  assert.match(body, /<w:tblHeader/)
  assert.match(docxPart(docx, 'word/styles.xml'), /<w:lang w:val="en-GB"/)
  const core = docxPart(docx, 'docProps/core.xml')
  assert.match(core, /<dc:title>Response to request FOI-2026-0042 – Ambleford City Council</)
  assert.doesNotMatch(core, /creator|lastModifiedBy/)
})

test('plain text keeps to 72 columns, and web addresses whole', () => {
  const url = `https://example.org/${'long-'.repeat(20)}end`
  const text = renderText(
    compose(aMixedLetter({ parts: [aPart({ answer: `See ${url} for ${'every word '.repeat(30)}` })] })),
  )
  assert.ok(text.includes(url))
  for (const line of text.split('\n')) assert.ok(line.length <= 72 || line.includes(url), line)
})

test('the HTML says its language, and fits under a page’s own heading', () => {
  const model = compose(aLetter())
  assert.match(
    renderHtml(model),
    /<html lang="en-GB">[\s\S]*<title>Response to request FOI-2026-0042 – Ambleford City Council</,
  )
  const fragment = renderHtmlFragment(model, { headingLevel: 2 })
  assert.doesNotMatch(fragment, /<h1|style=|<style|<main/)
  assert.match(
    fragment,
    /<h2>Freedom of Information Act 2000: Data analytics<\/h2>[\s\S]*<h3>Your request<\/h3>[\s\S]*<h4>Our answer<\/h4>/,
  )
  assert.equal(fragmentOfPage(renderHtml(model), 2), fragment)
  assert.equal(fragmentOfPage(renderHtml(model), 4), renderHtmlFragment(model, { headingLevel: 4 }))
})
