import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { readLetterFonts } from './fonts.ts'
import type { Block, Inline, LetterModel } from './letter-model.ts'
import { unprintable } from './printable.ts'

const here = dirname(fileURLToPath(import.meta.url))
let compiler: NodeCompiler | undefined
let template: string | undefined
let letters = 0

function sharedCompiler(): NodeCompiler {
  compiler ??= NodeCompiler.create({ workspace: here, fontArgs: [{ fontBlobs: readLetterFonts() }] })
  return compiler
}

/**
 * The letter as a tagged PDF (PDF/UA-1). The same model gives the same bytes: the only date inside is the
 * letter's own. A character that no font at hand can draw is printed as □ (PDF/UA forbids an empty glyph);
 * `unprintableIn` names them beforehand.
 */
export async function renderPdf(model: LetterModel): Promise<Uint8Array> {
  const typst = sharedCompiler()
  template ??= readFileSync(new URL('letter.typ', import.meta.url), 'utf8')
  const letter = JSON.stringify(printableData(model, typst))
  const day = Temporal.PlainDate.from(model.day)
  const creationTimestamp = day.toZonedDateTime('UTC').epochMilliseconds / 1000
  const pdf = typst.pdf(
    { mainFileContent: template, inputs: { letter } },
    { pdfStandard: 'ua-1', creationTimestamp },
  )
  // Typst remembers what it laid out; without this the memory of a long-running server would only grow.
  if (++letters % 50 === 0) typst.evictCache(10)
  return new Uint8Array(pdf)
}

/** Characters of the letter that its PDF can only show as □, each once. */
export function unprintableIn(model: LetterModel): string[] {
  return [...unprintable(JSON.stringify(model), sharedCompiler())]
}

/** What the template reads: every optional field filled, text made fit to print. */
function printableData(model: LetterModel, typst: NodeCompiler) {
  const bad = unprintable(JSON.stringify(model), typst)
  const print = (text: string) => breakLongWords(bad.size === 0 ? text : replaceEach(text, bad))
  const inline = (content: Inline[]) => content.map((run) => ({ ...run, text: print(run.text) }))
  const [before = '', between = '', after = ''] = model.pageLabel.split(/\{pages?\}/)
  const day = Temporal.PlainDate.from(model.day)
  return {
    title: replaceEach(`${model.title} – ${model.sender.name}`, bad),
    author: replaceEach(model.sender.name, bad),
    lang: model.locale,
    date: [day.year, day.month, day.day],
    colour: model.sender.colour,
    reference: print(model.details[0]?.value ?? ''),
    pageLabel: [before, between, after],
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

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

function replaceEach(text: string, bad: ReadonlySet<string>): string {
  if (bad.size === 0) return text
  return Array.from(segmenter.segment(text), ({ segment }) => (bad.has(segment) ? '□' : segment)).join('')
}

/** A zero-width space in every word too long for a line, so that no address runs off the paper. */
function breakLongWords(text: string): string {
  return text.replace(/[!-~]{41,}/g, (word) =>
    word.replace(/[/?&=._-](?=[^/?&=._-])|[^/?&=._-]{30}/g, '$&\u200B'),
  )
}
