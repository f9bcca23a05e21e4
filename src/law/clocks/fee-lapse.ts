import { toEpochDay, toPlainDate, addMonths, type EpochDay } from '../calendar/epoch-days.ts'
import { addWorking, type WorkingDayIndex } from '../calendar/working-days.ts'
import type { Calendars } from '../calendar/calendars.ts'
import type { RuleFacts, Step } from '../citation.ts'
import { eir } from '../citations/eir.ts'
import { foia } from '../citations/foia.ts'
import { stepOn } from './working.ts'

const foiaMonths = 3
const eirWorkingDays = 60

export const rule: RuleFacts = {
  title: 'Paying a fee',
  period: `FOI: ${foiaMonths} months beginning with the day of the notice. EIR: ${eirWorkingDays} working days after it`,
  citations: [foia.feeLapse, eir.feeLapse],
}

/** Three months beginning with the day of the notice: given 21 September, the last day is 20 December. */
export function foiaFeeLapse(noticeOn: EpochDay): EpochDay {
  // "Beginning with" makes the day before the corresponding date the last. A notice on the 31st has no
  // corresponding date three months on in a shorter month, which then ends the period with its last day.
  const end = addMonths(noticeOn, foiaMonths)
  return addMonths(end, -foiaMonths) === noticeOn ? end - 1 : end
}

/** 60 working days after the day of the notification. */
export function eirFeeLapse(index: WorkingDayIndex, noticeOn: EpochDay): EpochDay {
  return addWorking(index, noticeOn, eirWorkingDays)
}

/** The last day a fee can be paid after a notice; after it there is no duty to answer. */
export function feeLapseDay(
  regime: 'foia' | 'eir',
  noticeOn: Temporal.PlainDate,
  calendars: Calendars,
): { day: Temporal.PlainDate; because: Step[] } {
  const notice = toEpochDay(noticeOn)
  const lapse = regime === 'foia' ? foiaFeeLapse(notice) : eirFeeLapse(calendars.indexes['uk-all'], notice)
  const citation = regime === 'foia' ? foia.feeLapse : eir.feeLapse
  const period =
    regime === 'foia'
      ? `${foiaMonths} months beginning with this day`
      : `${eirWorkingDays} working days after this day`
  return {
    day: toPlainDate(lapse),
    because: [
      stepOn(notice, `Fee asked for. It can be paid within ${period}.`, citation),
      stepOn(lapse, 'The last day the fee can be paid.', citation),
    ],
  }
}
