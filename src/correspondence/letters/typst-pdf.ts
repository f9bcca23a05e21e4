import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { breakLongWords, clustersOf } from './clusters.ts'
import { readLetterFonts } from './fonts.ts'
import type { Block, Inline, LetterModel } from './letter-model.ts'
import { isUnusual, unprintable } from './printable.ts'

const here = dirname(fileURLToPath(import.meta.url))
let compiler: NodeCompiler | undefined
let template: string | undefined
let letters = 0

function sharedCompiler(): NodeCompiler {
  compiler ??= NodeCompiler.create({ workspace: here, fontArgs: [{ fontBlobs: readLetterFonts() }] })
  return compiler
}

/**
 * The letter as PDF/UA, on this thread. `plainOnly` draws nothing but ordinary letters, for a text that the
 * libraries below cannot take. Not for use by servers: a fault in those libraries ends the process, and prints
 * words of the letter as it does. See render-apart.ts.
 */
export function printPdf(model: LetterModel, plainOnly: boolean): Uint8Array {
  if (plainOnly) return writePdf(model, (text) => replaceEach(text, isUnusual))
  const bad = unprintable(textsOf(model), sharedCompiler())
  try {
    return writePdf(model, (text) => replaceEach(text, (cluster) => bad.has(cluster)))
  } catch (fault) {
    // A mark that can be drawn alone may have no glyph beside its neighbour: then only ordinary letters are sure.
    if (!String(fault).includes('could not be displayed')) throw fault
    return writePdf(model, (text) => replaceEach(text, isUnusual))
  }
}

function writePdf(model: LetterModel, fit: (text: string) => string): Uint8Array {
  const typst = sharedCompiler()
  template ??= readFileSync(new URL('letter.typ', import.meta.url), 'utf8')
  const letter = JSON.stringify(letterData(model, (text) => breakLongWords(fit(text))))
  const day = Temporal.PlainDate.from(model.day)
  const creationTimestamp = day.toZonedDateTime('UTC').epochMilliseconds / 1000
  const pdf = typst.pdf(
    { mainFileContent: template, inputs: { letter } },
    { pdfStandard: 'ua-1', creationTimestamp },
  )
  // Typst remembers what it laid out, for good unless told: of huge letters nothing, of others the last hundred.
  if (letter.length > 100_000) typst.evictCache(0)
  else if (++letters % 50 === 0) typst.evictCache(2)
  return new Uint8Array(pdf)
}

/** Characters of the letter that its PDF can only show as □, each once. */
export function findUnprintable(model: LetterModel): string[] {
  return [...unprintable(textsOf(model), sharedCompiler())]
}

function textsOf(model: LetterModel): string {
  const texts: string[] = []
  letterData(model, (text) => {
    texts.push(text)
    return text
  })
  return texts.join('\n')
}

/** What the template reads: every optional field filled, and every text that is shown made fit by `print`. */
function letterData(model: LetterModel, print: (text: string) => string) {
  const inline = (content: Inline[]) => content.map((run) => ({ ...run, text: print(run.text) }))
  const [before = '', between = '', after = ''] = model.pageLabel.split(/\{pages?\}/)
  const day = Temporal.PlainDate.from(model.day)
  return {
    title: `${model.title} – ${model.sender.name}`,
    lang: model.locale,
    date: [day.year, day.month, day.day],
    colour: model.sender.colour,
    reference: print(model.details[0]?.value ?? ''),
    pageLabel: [before, between, after].map(print),
    sender: print(model.sender.name),
    senderLines: model.sender.lines.map(inline),
    recipient: model.recipient.map(print),
    postal: model.postal,
    details: model.details.map(({ label, value }) => ({ label, value: print(value) })),
    salutation: print(model.salutation),
    subject: print(model.subject),
    blocks: model.blocks.map((block) => blockData(block, print, inline)),
    closing: print(model.closing),
    signature: model.signature.map(print),
  }
}

function blockData(block: Block, print: (text: string) => string, inline: (content: Inline[]) => Inline[]) {
  switch (block.type) {
    case 'heading':
      return { type: block.type, level: block.level, text: print(block.text) }
    case 'paragraph':
      return { type: block.type, content: inline(block.content) }
    case 'quote':
      return { type: block.type, label: print(block.label), paragraphs: block.paragraphs.map(inline) }
    case 'list':
      return { type: block.type, label: print(block.label ?? ''), items: block.items.map(inline) }
    case 'table':
      return {
        type: block.type,
        caption: print(block.caption),
        head: block.head.map(print),
        rows: block.rows.map((row) => row.map(print)),
        total: (block.total ?? []).map(print),
      }
    case 'address':
      return { type: block.type, label: print(block.label), lines: block.lines.map(inline) }
  }
}

function replaceEach(text: string, unfit: (cluster: string) => boolean): string {
  if (!isUnusual(text)) return text
  return clustersOf(text)
    .map((cluster) => (unfit(cluster) ? '□' : cluster))
    .join('')
}
