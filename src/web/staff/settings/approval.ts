import { approvalSteps, roleNames, setApprovalWorkflow } from '../../../identity/index.ts'
import { clockRegimes, regimes } from '../../../law/index.ts'
import type { App } from '../../kit/index.ts'
import type { StaffServices } from '../staff-services.ts'
import { riskFlagWords } from '../words.ts'
import { addSettingsForm } from './settings-form.ts'

const approving = ['approver', 'data-protection-officer'] as const

/** Which approvals an answer needs, by law and by risk. */
export function addApprovalForm(app: App, services: StaffServices): void {
  addSettingsForm(app, services, {
    address: '/staff/settings/approval',
    permissions: ['manage-authority'],
    title: 'Approval',
    button: 'Save the steps',
    done: 'saved',
    back: '/staff/settings',
    load: async (staff) => {
      const steps = await approvalSteps(services.database.reader, staff.authorityId, 'foia', [])
      return steps.length === 0 ? 'no approval' : steps.map(({ label }) => label).join(', then ')
    },
    lead: (now) =>
      `The author of an answer never approves it, whatever is set here. Each step is for a different person.\n\nWithout a special rule, answers under the Freedom of Information Act now need: ${now}.`,
    fields: () => [
      {
        kind: 'select',
        name: 'regime',
        label: 'For answers under',
        items: [
          { value: '', text: 'Any law' },
          ...clockRegimes.map((value) => ({ value, text: regimes[value].title })),
        ],
      },
      {
        kind: 'select',
        name: 'riskFlag',
        label: 'With the risk',
        items: [
          { value: '', text: 'No special risk' },
          ...Object.entries(riskFlagWords).map(([value, text]) => ({ value, text })),
        ],
      },
      ...[1, 2, 3].flatMap((number) => [
        {
          kind: 'select' as const,
          name: `role-${number}`,
          label: `Step ${number}`,
          items: [
            { value: '', text: 'No step' },
            ...approving.map((value) => ({ value, text: roleNames[value] })),
          ],
        },
        {
          kind: 'text' as const,
          name: `label-${number}`,
          label: `Name of step ${number}`,
          optional: true,
          width: 20,
        },
      ]),
      {
        kind: 'radios',
        name: 'rule',
        label: 'What to do',
        items: [
          { value: 'set', text: 'Use these steps (none of them means no approval is needed)' },
          { value: 'remove', text: 'Take this rule away' },
        ],
      },
    ],
    values: () => ({ rule: 'set', 'role-1': 'approver', 'label-1': 'Approval' }),
    read: (form) => {
      const steps = [1, 2, 3].flatMap((number) => {
        const role = form.choice(`role-${number}`, approving)
        const label = form.text(`label-${number}`, { most: 100 })
        return role === null ? [] : [{ role, label: label || roleNames[role] }]
      })
      const rule = form.choice('rule', ['set', 'remove'], { required: 'Select what to do' })
      return {
        regime: form.choice('regime', clockRegimes),
        riskFlag: form.choice('riskFlag', Object.keys(riskFlagWords)),
        steps: rule === 'remove' ? null : steps,
      }
    },
    run: (staff, input) => setApprovalWorkflow(services, staff, input),
  })
}
