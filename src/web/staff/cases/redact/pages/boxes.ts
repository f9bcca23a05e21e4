import { refuseFields, success, type Outcome } from '../../../../../kernel/outcome.ts'
import { addMarks, layers, showPage, type PageBox, type PageView } from '../../../../../redaction/index.ts'
import { readForm, sendRefusal, wantsJson, type App, type FormReader } from '../../../../kit/index.ts'
import { requireStaff } from '../../../session.ts'
import { answerChange } from '../answer-change.ts'
import { addedMarks, type Change } from '../changes.ts'
import { loadQuickly, pageOf, redactAddress, type RedactServices, type Workspace } from '../workspace.ts'
import { readWidth } from './picture.ts'
import { patience } from './patience.ts'

/** Smaller boxes are slips of the hand. */
const smallest = 1

type Corner = { x: number; y: number }

/** A box drawn with a script, pressed as two corners without one, or typed as numbers. */
export function addBoxForm(app: App, context: RedactServices): void {
  const { services } = context
  app.post(`${redactAddress}/pages/:n/boxes`, { config: { private: true } }, async (request, reply) => {
    requireStaff(request, 'redact')
    const workspace = await loadQuickly(services, request)
    const page = pageOf(workspace)
    const shown = await showPage(services, workspace.staff, workspace.record.documentId, page, {
      wait: patience,
    })
    if (!shown.ok) return sendRefusal(reply, shown)
    const form = readForm(request.body)
    const pressed = wantsJson(request) ? null : readPress(form, shown.value)
    const first = readCorner(form)
    if (pressed !== null && first === null) {
      const state = {
        x: pressed.x,
        y: pressed.y,
        reason: form.text('reason'),
        layer: form.text('layer'),
        w: form.text('w'),
      }
      const query = Object.entries(state).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      return reply.redirect(`${workspace.base}/pages/${page}?${query.join('&')}#paper`, 303)
    }
    const box = pressed !== null && first !== null ? between(first, pressed) : readBox(form)
    const outcome = await addBox(context, workspace, form, shown.value, box)
    return answerChange(context, request, reply, workspace, outcome, form)
  })
}

async function addBox(
  { services }: RedactServices,
  { staff, record }: Workspace,
  form: FormReader,
  view: PageView,
  drawn: PageBox | null,
): Promise<Outcome<Change>> {
  const reason = form.text('reason', { required: 'Select a reason' })
  const layer = form.choice('layer', layers) ?? 'requester'
  const before = form.wholeNumber('version', { label: 'The version' }) ?? record.version
  if (drawn === null || !form.ok) return refuseFields(form.state().errors)
  const box = clip(drawn, view)
  if (box.width < smallest || box.height < smallest)
    return refuseFields([
      { field: 'left', message: 'The box must lie on the page and be larger than a point' },
    ])
  const place = { kind: 'box' as const, page: view.page, ...box }
  const done = await addMarks(services, staff, {
    documentId: record.documentId,
    version: before,
    marks: [{ place, reason, layer }],
  })
  if (!done.ok) return done
  return success(addedMarks(record, before, done.value, `Marked a box on page ${view.page}`))
}

/** Where the picture was pressed, in the page’s units; null where the form was sent some other way. */
function readPress(form: FormReader, view: PageView): Corner | null {
  const x = form.text('at.x')
  const y = form.text('at.y')
  // Sent with the Enter key, a picture button says 0, 0.
  if (!/^\d+$/.test(x) || !/^\d+$/.test(y) || (x === '0' && y === '0')) return null
  const scale = view.width / readWidth(form.text('w'))
  return { x: round(Number(x) * scale), y: round(Number(y) * scale) }
}

function readCorner(form: FormReader): Corner | null {
  const x = form.text('cornerX')
  const y = form.text('cornerY')
  return /^\d+(\.\d+)?$/.test(x) && /^\d+(\.\d+)?$/.test(y) ? { x: Number(x), y: Number(y) } : null
}

function readBox(form: FormReader): PageBox | null {
  const labels = {
    left: 'How far from the left',
    top: 'How far from the top',
    width: 'The width',
    height: 'The height',
  }
  const box: PageBox = { left: 0, top: 0, width: 0, height: 0 }
  for (const name of ['left', 'top', 'width', 'height'] as const) {
    const text = form.text(name, {
      required: `Enter ${labels[name].charAt(0).toLowerCase()}${labels[name].slice(1)}`,
    })
    if (text === '') continue
    if (!/^-?\d{1,6}(\.\d{1,4})?$/.test(text))
      form.fail(name, `${labels[name]} must be a number, like 120 or 120.5`)
    else box[name] = Number(text)
  }
  return form.ok ? box : null
}

function between(one: Corner, other: Corner): PageBox {
  return {
    left: Math.min(one.x, other.x),
    top: Math.min(one.y, other.y),
    width: Math.abs(one.x - other.x),
    height: Math.abs(one.y - other.y),
  }
}

/** What of a box lies on the page. */
function clip({ left, top, width, height }: PageBox, view: PageView): PageBox {
  const [x, y] = [Math.max(left, 0), Math.max(top, 0)]
  return {
    left: round(x),
    top: round(y),
    width: round(Math.min(left + width, view.width) - x),
    height: round(Math.min(top + height, view.height) - y),
  }
}

const round = (number: number): number => Math.round(number * 100) / 100
