import type { ImportRecord } from '../../../../datasets/index.ts'
import { fileSize, plural } from '../../../kit/index.ts'
import { stageNames } from '../data-words.ts'

export type ProgressView = {
  /** True while nobody need do anything but wait */
  working: boolean
  stage: string
  /** Whole per cent of the stage; null where its end cannot be known */
  percent: number | null
  /** `5%, 12,300 rows so far, 4,100 rows a second, about 2 minutes left in this step` */
  pace: string
}

type Stage = NonNullable<ImportRecord['progress']>['stage']
/** What each stage counts. */
const units: Record<Stage, 'bytes' | 'row' | 'column' | 'step'> = {
  reading: 'bytes',
  checking: 'row',
  writing: 'row',
  comparing: 'column',
  screening: 'column',
  publishing: 'step',
}

/** How far a file has come, how fast it goes, and how long the stage may yet take, in words. */
export function progressView(
  record: Pick<ImportRecord, 'state' | 'progress'>,
  now: Temporal.Instant,
): ProgressView {
  const working = record.state === 'received' || record.state === 'working'
  const { progress } = record
  if (progress === null)
    return { working, stage: working ? 'Waiting for its turn' : 'Finished', percent: null, pace: '' }
  const { stage, done, total, since } = progress
  const seconds = Math.max(0, since.until(now).total('seconds'))
  const rate = seconds >= 1 ? done / seconds : 0
  const left = rate > 0 && total > done ? (total - done) / rate : null
  const percent = total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : null
  const parts = [
    percent === null ? '' : `${percent}%`,
    done > 0 ? `${amount(done, units[stage])} so far` : '',
    rate >= 1 ? `${amount(Math.round(rate), units[stage])} a second` : '',
    left === null ? '' : `about ${durationWords(left)} left in this step`,
  ]
  return {
    working,
    stage: stageNames[stage],
    percent,
    pace: parts.filter((part) => part !== '').join(', '),
  }
}

function amount(count: number, unit: (typeof units)[Stage]): string {
  return unit === 'bytes' ? fileSize(count) : plural(count, unit)
}

function durationWords(seconds: number): string {
  if (seconds < 90) return plural(Math.max(1, Math.ceil(seconds)), 'second')
  if (seconds < 90 * 60) return plural(Math.round(seconds / 60), 'minute')
  return plural(Math.round(seconds / 3600), 'hour')
}
