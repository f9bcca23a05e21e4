import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { answerBatchLine, type Calendars } from '../law/index.ts'

/** Characters of one line, beyond which it is refused unread rather than held in memory. */
const longestLine = 1_000_000
const blockSize = 65_536

export type BatchCount = { lines: number; errors: number }

/** Opens a batch file, or standard input for `-`, as text. */
export function openBatch(file: string): Readable {
  const stream: Readable = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 262_144 })
  return stream.setEncoding('utf8')
}

/**
 * Answers a batch line by line, in order, holding no more than a block of input and one of output. A bad line
 * gives an error line and the run goes on. `onProgress` hears the count as it grows. Throws what the streams
 * throw, a missing file among them.
 */
export async function answerBatch(
  input: Readable,
  output: Writable,
  calendars: Calendars,
  onProgress: (lines: number) => void,
): Promise<BatchCount> {
  const count: BatchCount = { lines: 0, errors: 0 }
  let block = ''
  const answer = (line: string): void => {
    count.lines += 1
    if (line.trim() === '') return
    const { text, ok } =
      line.length > longestLine
        ? {
            text: JSON.stringify({
              line: count.lines,
              error: `This line is longer than ${longestLine} characters.`,
            }),
            ok: false,
          }
        : answerBatchLine(line, count.lines, calendars)
    if (!ok) count.errors += 1
    block += `${text}\n`
  }
  const flush = async (): Promise<void> => {
    if (block === '') return
    const ready = output.write(block)
    block = ''
    if (!ready) await once(output, 'drain')
  }
  let rest = ''
  for await (const chunk of input) {
    const text = rest + String(chunk)
    let start = count.lines === 0 && text.startsWith('\uFEFF') ? 1 : 0
    for (let end = text.indexOf('\n', start); end !== -1; end = text.indexOf('\n', start)) {
      answer(text.slice(start, end))
      start = end + 1
      if (block.length >= blockSize) await flush()
    }
    rest = text.slice(start)
    // The end of a line too long is still awaited, but no more of it is kept than shows that it is.
    if (rest.length > longestLine) rest = rest.slice(0, longestLine + 1)
    onProgress(count.lines)
  }
  if (rest !== '') answer(rest)
  await flush()
  return count
}
