import { ProblemError } from '../../kernel/outcome.ts'
import { isPicture } from '../formats/image.ts'
import { Pdfium } from '../pdf/pdfium.ts'
import { openPictureDocument } from './picture-document.ts'
import {
  cannotBeShown,
  type Answers,
  type OpenDocument,
  type PageAsk,
  type PageJob,
  type PageReply,
} from './page-job.ts'
import { openPdfDocument } from './pdf-document.ts'
import { openStoryDocument } from './story-document.ts'

/** The process that shows documents: it keeps the last ones open, until its parent goes. */
const pdfium = Pdfium.start()
const mostOpen = 4
const mostBytes = 150 * 1024 * 1024

type Held = { document: OpenDocument; size: number }
/** The one used last stands last. */
const held = new Map<string, Held>()

/** PDFium never gives memory back. A process that has grown so large ends, lest the next document finds no room. */
const mostMemory = 512 * 1024 * 1024

process.on('message', (job: PageJob) => {
  void reply(job).then(async (said) => {
    const isWorn = (await pdfium).memory() > mostMemory
    process.send?.(said, () => {
      if (isWorn) process.exit(0)
    })
  })
})
process.on('disconnect', () => process.exit(0))

async function reply(job: PageJob): Promise<PageReply> {
  try {
    const document = held.get(job.sha256)?.document ?? (await open(job))
    if (document === null) return { reply: 'need-bytes' }
    useNow(job.sha256)
    return { reply: 'answer', answer: await answer(document, job.question) }
  } catch (error) {
    if (error instanceof ProblemError)
      return { reply: 'problem', problem: error.problem, detail: error.message }
    // What broke PDFium may have been another document, and it would break the next: a new process tries again.
    if (job.type === 'pdf') process.exit(1)
    return { reply: 'problem', problem: 'unsupported-type', detail: cannotBeShown }
  }
}

async function open({ sha256, type, bytes }: PageJob): Promise<OpenDocument | null> {
  if (bytes === null) return null
  makeRoom(bytes.length)
  const document =
    type === 'pdf'
      ? openPdfDocument(await pdfium, bytes)
      : isPicture(type)
        ? await openPictureDocument(bytes)
        : await openStoryDocument(bytes, type)
  held.set(sha256, { document, size: bytes.length })
  return document
}

function makeRoom(size: number): void {
  let total = size
  for (const each of held.values()) total += each.size
  for (const [sha256, { document, size: freed }] of held) {
    if (held.size < mostOpen && total <= mostBytes) return
    document.close()
    held.delete(sha256)
    total -= freed
  }
}

function useNow(sha256: string): void {
  const found = held.get(sha256)
  if (found === undefined) return
  held.delete(sha256)
  held.set(sha256, found)
}

function answer(
  document: OpenDocument,
  question: PageAsk,
): Promise<Answers[PageAsk['ask']]> | Answers[PageAsk['ask']] {
  switch (question.ask) {
    case 'outline':
      return document.outline()
    case 'words':
      return document.words(question.page)
    case 'picture':
      return document.picture(question.page, question.width)
    case 'pieces':
      return document.pieces(question.from, question.most)
    case 'check':
      return question.places
        .flatMap((place, index) => {
          const message = document.check(place)
          return message === null ? [] : [{ index, message }]
        })
        .slice(0, 10)
    case 'under':
      return document.under(question.places)
    case 'scanned':
      return document.scanned()
    case 'looks':
      return document.looks(question.most)
  }
}
