import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import type { LetterModel } from './letter-model.ts'

export type PdfJob = { model: LetterModel; plainOnly: boolean; find: boolean }
export type PdfResult = { pdf: Uint8Array } | { found: string[] } | { fault: string }

type Waiting = { job: PdfJob; settle: (result: PdfResult | 'died') => void }

// The text shaper and the PDF writer abort the whole process on some malformed text (and print it), so they run
// in one of their own. That also keeps the server's thread free while a letter is laid out.
const queue: Waiting[] = []
let child: ChildProcess | undefined

function start(): ChildProcess {
  const started = fork(new URL('pdf-process.ts', import.meta.url), {
    execArgv: [],
    serialization: 'advanced',
    // What a dying process prints may hold the letter's words: it goes nowhere.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  started.on('message', (result: PdfResult) => {
    queue.shift()?.settle(result)
    if (queue.length === 0) rest(started)
  })
  // A send to a process just gone is repeated when its exit is seen; one that never started has no exit.
  started.on('error', () => {
    if (started.pid !== undefined) return
    child = undefined
    for (const { settle } of queue.splice(0)) settle('died')
  })
  started.on('exit', () => {
    if (child === started) child = undefined
    // Jobs are done in order: the first unfinished one is what ended it. The others go to its successor.
    queue.shift()?.settle('died')
    for (const { job } of queue) send(job)
  })
  return started
}

/** Lets this process end while the other has nothing to do. */
function rest(idle: ChildProcess): void {
  idle.unref()
  idle.channel?.unref()
}

function send(job: PdfJob): void {
  child ??= start()
  child.ref()
  child.channel?.ref()
  child.send(job)
}

function run(job: PdfJob): Promise<PdfResult | 'died'> {
  return new Promise((settle) => {
    queue.push({ job, settle })
    send(job)
  })
}

/**
 * The letter as a tagged PDF (PDF/UA-1). The same model gives the same bytes: the only date inside is the
 * letter's own. A character that no font at hand can draw is printed as □ (PDF/UA forbids an empty glyph);
 * `unprintableIn` names them beforehand. Throws where even the letter's plain text cannot be laid out.
 */
export async function renderPdf(model: LetterModel): Promise<Uint8Array> {
  let result = await run({ model, plainOnly: false, find: false })
  if (result === 'died') result = await run({ model, plainOnly: true, find: false })
  if (result !== 'died' && 'pdf' in result) return result.pdf
  throw new Error(`The PDF of letter “${model.title}” could not be written`)
}

/** Characters of the letter that its PDF can only show as □, each once; null where the text cannot be examined. */
export async function unprintableIn(model: LetterModel): Promise<string[] | null> {
  const result = await run({ model, plainOnly: false, find: true })
  return result !== 'died' && 'found' in result ? result.found : null
}
