import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import type { LetterModel } from './letter-model.ts'

/** `plain-pdf`: without what the text shaper may break on. `unprintable`: characters that no font can draw. */
export type LetterJob = { kind: 'pdf' | 'plain-pdf' | 'docx' | 'unprintable'; model: LetterModel }
export type LetterResult = { file: Uint8Array } | { found: string[] } | { fault: string }

type Waiting = { job: LetterJob; settle: (result: LetterResult | 'died') => void }

// The text shaper and the PDF writer abort the whole process on some malformed text (and print it), so they run
// in one of their own. That also keeps the server's thread free while a letter is laid out, in Word as well.
const queue: Waiting[] = []
let child: ChildProcess | undefined

function start(): ChildProcess {
  const started = fork(new URL('letter-process.ts', import.meta.url), {
    execArgv: [],
    serialization: 'advanced',
    // What a dying process prints may hold the letter's words: it goes nowhere.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  started.on('message', (result: LetterResult) => {
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

function send(job: LetterJob): void {
  child ??= start()
  child.ref()
  child.channel?.ref()
  child.send(job)
}

/** One job in the process of letters, each after the one before; `died` where it ended that process. */
export function renderApart(job: LetterJob): Promise<LetterResult | 'died'> {
  return new Promise((settle) => {
    queue.push({ job, settle })
    send(job)
  })
}
