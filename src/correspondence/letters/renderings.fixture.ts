import assert from 'node:assert/strict'
import { unzipSync } from 'fflate'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { composeLetter } from './compose-letter.ts'
import type { Block, Inline, LetterModel } from './letter-model.ts'
import { standardWording } from './letter.fixture.ts'
import type { LetterInput } from './letter.ts'
import { renderDocx } from './render-docx.ts'
import { renderHtml } from './render-html.ts'
import { renderPdf } from './render-pdf.ts'
import { renderText } from './render-text.ts'

const wording = standardWording()

export function compose(input: LetterInput): LetterModel {
  const composed = composeLetter(input, wording)
  assert.ok(composed.ok, JSON.stringify(composed))
  return composed.value
}

/** Letters and digits only: spacing, bullets, rules and quotation bars are each format's own. */
export const squash = (text: string) => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')

function unescapeXml(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" }
  return text.replace(/&(#?\w+);/g, (whole, name: string) => named[name] ?? whole)
}

function htmlText(html: string): string {
  return unescapeXml(html.replace(/<style>[\s\S]*<\/style>/, '').replace(/<[^>]*>/g, ''))
}

export function docxPart(docx: Uint8Array, name: string): string {
  const part = unzipSync(docx)[name]
  assert.ok(part, `${name} is missing`)
  return new TextDecoder().decode(part)
}

function docxText(docx: Uint8Array): string {
  return unescapeXml(
    [...docxPart(docx, 'word/document.xml').matchAll(/<w:t(?: [^>]*)?>([^<]*)</g)]
      .map((match) => match[1])
      .join(''),
  )
}

export async function openPdf(pdf: Uint8Array) {
  // A copy: the reader takes the bytes it is given for itself.
  return getDocument({ data: pdf.slice(), verbosity: 0 }).promise
}

/** The tagged words of a PDF in order, without the page footers, which are marked as artefacts. */
export async function pdfText(pdf: Uint8Array): Promise<string> {
  const document = await openPdf(pdf)
  const words: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const content = await (await document.getPage(number)).getTextContent({ includeMarkedContent: true })
    const open: boolean[] = []
    for (const item of content.items) {
      if ('str' in item) {
        if (!open.includes(true)) words.push(item.str)
      } else if (item.type.startsWith('beginMarkedContent'))
        open.push('tag' in item && item.tag === 'Artifact')
      else open.pop()
    }
  }
  await document.loadingTask.destroy()
  return words.join('')
}

const plain = (content: Inline[]) => content.map((run) => run.text).join('')

/** The pieces of a block that every format keeps whole. */
function pieces(block: Block): string[] {
  switch (block.type) {
    case 'heading':
      return [block.text]
    case 'paragraph':
      return [plain(block.content)]
    case 'quote':
      return [block.label, ...block.paragraphs.map(plain)]
    case 'list':
      return [block.label ?? '', ...block.items.map(plain)]
    case 'table':
      return [block.caption, ...block.head, ...block.rows.flat(), ...(block.total ?? [])]
    case 'address':
      return [block.label, ...block.lines.map(plain)]
  }
}

function allPieces(model: LetterModel): string[] {
  return [
    model.sender.name,
    ...model.sender.lines.map(plain),
    ...model.recipient,
    ...model.details.flatMap(({ label, value }) => [label, value]),
    model.salutation,
    model.subject,
    ...model.blocks.flatMap(pieces),
    model.closing,
    ...model.signature,
  ]
}

async function renderAll(model: LetterModel): Promise<Record<string, string>> {
  const texts = {
    text: renderText(model),
    html: htmlText(renderHtml(model)),
    docx: docxText(await renderDocx(model)),
    pdf: await pdfText(await renderPdf(model)),
  }
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, squash(text)]))
}

export async function assertSameSentences(model: LetterModel, among: Block[] = model.blocks): Promise<void> {
  const renderings = await renderAll(model)
  const wanted = among === model.blocks ? allPieces(model) : among.flatMap(pieces)
  for (const piece of wanted.map(squash)) {
    for (const [name, text] of Object.entries(renderings)) {
      assert.ok(text.includes(piece), `${name} lacks: ${piece.slice(0, 300)}`)
    }
  }
}
