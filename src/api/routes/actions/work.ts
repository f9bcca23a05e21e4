import {
  assignCase,
  changeRegime,
  closeCase,
  reopenCase,
  requestReview,
  startCase,
  textLimits,
  withdrawCase,
} from '../../../cases/index.ts'
import type { StaffId } from '../../../kernel/ids.ts'
import { success } from '../../../kernel/outcome.ts'
import { clockRegimes } from '../../../law/index.ts'
import { defineChange, type Registrar } from '../../define-change.ts'
import { day, id, nullable, oneOf, text, Type } from '../../schemas.ts'

const reason = text(textLimits.reason)
const staffId = (sent: string): StaffId => sent as StaffId

/** Who works a case, under which law, and how it ends. */
export const workActions: readonly Registrar[] = [
  defineChange({
    method: 'POST',
    path: '/actions/start',
    summary: 'Start work',
    body: { officerId: Type.Optional(id('Who holds it; the owner of the token unless given')) },
    run: ({ services, staff, target }, { officerId }) =>
      startCase(services, staff, {
        caseId: target.id,
        version: target.version,
        ...(officerId === undefined ? {} : { officerId: staffId(officerId) }),
      }),
  }),
  defineChange({
    method: 'POST',
    path: '/actions/assign',
    summary: 'Assign to an officer, or to nobody',
    body: { officerId: nullable(id()) },
    run: ({ services, staff, target }, { officerId }) =>
      assignCase(services, staff, {
        caseId: target.id,
        version: target.version,
        officerId: officerId === null ? null : staffId(officerId),
      }),
  }),
  defineChange({
    method: 'POST',
    path: '/actions/change-regime',
    summary: 'Change the law it is answered under',
    body: { regime: oneOf(clockRegimes), reason },
    run: ({ services, staff, target }, sent) =>
      changeRegime(services, staff, { caseId: target.id, version: target.version, ...sent }),
  }),
  defineChange({
    method: 'POST',
    path: '/actions/withdraw',
    summary: 'Withdraw at the requester’s wish',
    body: { reason: Type.Optional(reason) },
    run: ({ services, staff, target }, sent) =>
      withdrawCase(services, staff, { caseId: target.id, version: target.version, ...sent }),
  }),
  defineChange({
    method: 'POST',
    path: '/actions/close',
    summary: 'Close without an answer',
    body: { reason },
    run: ({ services, staff, target }, sent) =>
      closeCase(services, staff, { caseId: target.id, version: target.version, ...sent }),
  }),
  defineChange({
    method: 'POST',
    path: '/actions/reopen',
    summary: 'Open again',
    body: { reason },
    run: ({ services, staff, target }, sent) =>
      reopenCase(services, staff, { caseId: target.id, version: target.version, ...sent }),
  }),
  defineChange({
    method: 'POST',
    path: '/actions/request-review',
    summary: 'Open an internal review',
    body: {
      text: text(textLimits.reply),
      receivedOn: Type.Optional(day('The day it was asked for; today unless given')),
    },
    result: { reference: Type.String(), dueOn: nullable(day()) },
    run: async ({ services, staff, target }, sent) => {
      const opened = await requestReview(services, staff, {
        caseId: target.id,
        version: target.version,
        text: sent.text,
        ...(sent.receivedOn === undefined ? {} : { receivedOn: Temporal.PlainDate.from(sent.receivedOn) }),
      })
      if (!opened.ok) return opened
      const { reference, dueOn } = opened.value
      return success({ reference, dueOn: dueOn?.toString() ?? null })
    },
  }),
]
