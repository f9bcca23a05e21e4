import type { ImportRecord } from '../../../../datasets/index.ts'
import { plural } from '../../../kit/index.ts'
import { stageNames } from '../data-words.ts'

export type ProgressView = {
  /** True while nobody need do anything but wait */
  working: boolean
  stage: string
  /** Whole per cent of the stage; null where its end cannot be known */
  percent: number | null
  done: number
  /** `12,300 rows a second, about 2 minutes left` */
  pace: string
}

const numbers = new Intl.NumberFormat('en-GB')

/** How far a file has come, how fast it goes, and how long the stage may yet take, in words. */
export function progressView(record: ImportRecord, now: Temporal.Instant): ProgressView {
  const working = record.state === 'received' || record.state === 'working'
  const { progress } = record
  if (progress === null)
    return {
      working,
      stage: working ? 'Waiting for its turn' : 'Finished',
      percent: null,
      done: 0,
      pace: '',
    }
  const { stage, done, total, since } = progress
  const seconds = Math.max(0, since.until(now).total('seconds'))
  const rate = seconds > 0.5 ? done / seconds : 0
  const left = rate > 0 && total > done ? (total - done) / rate : null
  const parts = [
    rate >= 1 ? `${numbers.format(Math.round(rate))} rows a second` : '',
    left === null ? '' : `about ${durationWords(left)} left in this step`,
  ]
  return {
    working,
    stage: stageNames[stage],
    percent: total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : null,
    done,
    pace: parts.filter((part) => part !== '').join(', '),
  }
}

function durationWords(seconds: number): string {
  if (seconds < 90) return plural(Math.max(1, Math.ceil(seconds)), 'second')
  if (seconds < 90 * 60) return plural(Math.round(seconds / 60), 'minute')
  return plural(Math.round(seconds / 3600), 'hour')
}
