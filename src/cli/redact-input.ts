import { ProblemError } from '../kernel/outcome.ts'
import {
  layers,
  leavesAsBox,
  markStates,
  pageFlags,
  type MarkPlace,
  type RedactOptions,
} from '../redaction/index.ts'
import { entities, type Entity } from '../screening/index.ts'
import { readInput } from './read-input.ts'

type GivenMarks = NonNullable<RedactOptions['marks']>

/** Kinds of personal data, with commas between; `all` is each of them. */
export function readEntities(list: string | undefined): Entity[] {
  const names = (list ?? '')
    .split(',')
    .map((name) => name.trim().toUpperCase())
    .filter((name) => name !== '')
  if (names.includes('ALL')) return [...entities]
  return names.map((name) => {
    const known = entities.find((each) => each === name)
    if (known === undefined)
      throw new ProblemError(
        'usage',
        `There is no kind of personal data “${name}”. There are: ${entities.join(', ')}.`,
      )
    return known
  })
}

export function readScore(text: string): number {
  const score = Number(text)
  if (/^\d(?:\.\d+)?$/.test(text) && score <= 1) return score
  throw new ProblemError('usage', `--min-score is “${text}”, but must be a number from 0 to 1.`)
}

/** The lines of a file of names; blank lines and those that begin with # are left out. */
export async function readNames(file: string | undefined): Promise<string[]> {
  if (file === undefined) return []
  return new TextDecoder('utf-8')
    .decode(await readInput(file))
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

/**
 * Marks as `--proposals` prints them and the API gives them: `{"marks": […]}` or a list. A mark without a state is
 * accepted, one without a layer hides from the requester. Refuses what is not a mark, and proposals that nobody decided.
 */
export async function readMarks(file: string): Promise<GivenMarks> {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8').decode(await readInput(file)))
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new ProblemError('invalid-input', `${file} is not JSON.`)
  }
  const record = isObject(value) ? value : {}
  const list = Array.isArray(value) ? value : record['marks']
  if (!Array.isArray(list))
    throw new ProblemError('invalid-input', `${file} holds no marks: it must be {"marks": […]} or a list.`)
  refuseWholePages(file, record['pages'])
  const marks = list.map((each: unknown, index) => readMark(each, `${file}, mark ${index + 1}`))
  const undecided = marks.filter(({ state }) => state === 'proposed').length
  if (undecided > 0)
    throw new ProblemError(
      'invalid-input',
      `${undecided} of ${marks.length} marks in ${file} are still proposed: set the state of each to accepted or rejected.`,
    )
  return marks
}

/** A page that leaves as one box is no mark; to lose it here would let the page out. */
function refuseWholePages(file: string, pages: unknown): void {
  const hidden = Array.isArray(pages)
    ? pages.filter((page: unknown) => isObject(page) && !staysInView(page['flag']))
    : []
  if (hidden.length > 0)
    throw new ProblemError(
      'invalid-input',
      `${file} withholds ${hidden.length} whole pages. Make that copy in the case: muniment redaction copy.`,
    )
}

/** A flag that is not known may hide the page. */
function staysInView(flag: unknown): boolean {
  const known = pageFlags.find((each) => each === flag)
  return known !== undefined && !leavesAsBox(known)
}

function readMark(value: unknown, where: string): GivenMarks[number] {
  const given = isObject(value) ? value : {}
  const { reason, state = 'accepted', layer = 'requester' } = given
  const knownState = markStates.find((each) => each === state)
  const knownLayer = layers.find((each) => each === layer)
  const place = readPlace(given['place'])
  const wrong = [
    place === null && 'a place',
    typeof reason !== 'string' && 'a reason',
    knownState === undefined && `a state (${markStates.join(', ')})`,
    knownLayer === undefined && `a layer (${layers.join(', ')})`,
  ].filter((each) => each !== false)
  if (place === null || typeof reason !== 'string' || knownState === undefined || knownLayer === undefined)
    throw new ProblemError('invalid-input', `${where} needs ${wrong.join(' and ')}.`)
  return { place, reason, state: knownState, layer: knownLayer }
}

function readPlace(value: unknown): MarkPlace | null {
  if (!isObject(value)) return null
  const number = (name: string, least: number): number | null => {
    const found = value[name]
    return typeof found === 'number' && Number.isFinite(found) && found >= least ? found : null
  }
  const whole = (name: string, least: number): number | null => {
    const found = number(name, least)
    return found !== null && Number.isInteger(found) ? found : null
  }
  if (value['kind'] === 'box') {
    const page = whole('page', 1)
    const [left, top] = [number('left', -1e5), number('top', -1e5)]
    const [width, height] = [number('width', 0), number('height', 0)]
    return page === null || left === null || top === null || width === null || height === null
      ? null
      : { kind: 'box', page, left, top, width, height }
  }
  const [start, end] = [whole('start', 0), whole('end', 0)]
  if (value['kind'] === 'text') {
    const piece = whole('piece', 0)
    return piece === null || start === null || end === null ? null : { kind: 'text', piece, start, end }
  }
  const [sheet, row, column] = [whole('sheet', 1), whole('row', 1), whole('column', 1)]
  if (value['kind'] !== 'cell' || sheet === null || row === null || column === null) return null
  return start === null || end === null
    ? { kind: 'cell', sheet, row, column }
    : { kind: 'cell', sheet, row, column, start, end }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
