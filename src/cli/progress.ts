import { Presets, SingleBar } from 'cli-progress'
import { note } from './output.ts'

export type Progress = {
  /** Begins a stage. `total` 0 where it cannot be known. */
  stage(name: string, total: number): void
  /** How far the stage has come, out of its total. */
  at: (count: number) => void
  end(): void
}

const patience = 1000

/**
 * Progress on standard error: on a terminal a bar with count, rate and time left, once a stage has lasted a second;
 * elsewhere one line a stage.
 */
export function reportProgress(quiet = false): Progress {
  if (quiet) return { stage: () => undefined, at: () => undefined, end: () => undefined }
  if (!process.stderr.isTTY || process.env['TERM'] === 'dumb')
    return {
      stage: (name, total) => note(total > 0 ? `${name} (${total})` : name),
      at: () => undefined,
      end: () => undefined,
    }
  let bar: SingleBar | null = null
  let current = { name: '', total: 0, since: 0 }
  const stop = (): void => {
    bar?.stop()
    bar = null
  }
  return {
    stage(name, total) {
      stop()
      current = { name, total, since: performance.now() }
    },
    at(count) {
      const seconds = (performance.now() - current.since) / 1000
      if (bar === null) {
        if (seconds * 1000 < patience) return
        const left =
          current.total > 0 ? '{bar} {value}/{total}, {rate}/s, {left} s left' : '{value}, {rate}/s'
        bar = new SingleBar(
          { format: `${current.name} ${left}`, stream: process.stderr, clearOnComplete: true },
          Presets.legacy,
        )
        bar.start(current.total, count, { rate: 0, left: '?' })
      }
      const rate = count / seconds
      bar.update(count, { rate: Math.round(rate), left: Math.ceil((current.total - count) / rate) })
    },
    end: stop,
  }
}
