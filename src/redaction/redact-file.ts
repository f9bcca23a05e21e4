import { extractText, inspectFile, type FileType } from '../documents/index.ts'
import { ProblemError } from '../kernel/outcome.ts'
import type { Entity } from '../screening/index.ts'
import { findSpans, sureness, toNeedles, withParts, type Wanted } from './find-spans.ts'
import { isPicture, redactImage, type ImageType } from './formats/image.ts'
import { readStory } from './formats/read-story.ts'
import type { LeftOut } from './formats/story.ts'
import { hidesFrom, lessMarks, type Layer, type Mark } from './mark.ts'
import { redactPdf } from './pdf/redact-pdf.ts'
import { findReason, labelOf, noReason, type ReasonCode } from './reason-code.ts'
import { redactStory, type GivenMark, type MadeMark } from './redact-story.ts'

export type RedactOptions = {
  /** Set by people; those that are accepted and hide from `layer` are applied. */
  marks?: readonly Pick<Mark, 'place' | 'reason' | 'state' | 'layer'>[]
  /** Texts to remove wherever they stand, however they are written */
  find?: readonly string[]
  /** Kinds of personal data to remove, from `minScore` (0.5 where absent) up */
  entities?: readonly Entity[]
  minScore?: number
  /** Names known from the case, found in every form where `entities` has PERSON */
  parties?: readonly string[]
  /** Names that are public and stay */
  keep?: readonly string[]
  /** Why, for what is found: an id of `reasonCodes`, or as people write it */
  reason: string
  /** What boxes print instead of the reason’s own label */
  label?: string
  /** Who will read it: `requester` where absent */
  layer?: Layer
  /** Of a PDF; else its name */
  title?: string
}

/** `left` names what is still there by the rule that found it and the page, never by its words. */
export type Verification = { passed: boolean; left: { rule: string; page: number | null }[] }

export type Redacted = {
  bytes: Uint8Array
  name: string
  marks: MadeMark[]
  /** What did not come along, counted by kind */
  leftOut: LeftOut
  /** Pages of a PDF that became pictures, counted from 1: their words cannot be read aloud any more */
  pictures: number[]
  verification: Verification
}

const unread = ['empty', 'encrypted', 'archive-bomb', 'unreadable', 'executable']
const mostTextBytes = 60 * 1024 * 1024

/**
 * Makes a new file without what is marked and without what its reader does not see; the given bytes stay as they are.
 * Where `verification` has not passed the new file must not leave.
 * Throws a ProblemError for what cannot be redacted: unknown kinds, damaged or protected files, texts without letters.
 */
export async function redactFile(bytes: Uint8Array, name: string, options: RedactOptions): Promise<Redacted> {
  return run(bytes, name, options, true)
}

/**
 * Where marks would lie, with nothing removed: proposals for a person to accept or reject. Throws a ProblemError where a
 * file other than a PDF has more than `most`.
 */
export async function findMarks(
  bytes: Uint8Array,
  name: string,
  options: RedactOptions,
  most = Number.POSITIVE_INFINITY,
): Promise<MadeMark[]> {
  return (await run(bytes, name, options, false, most)).marks
}

/** The file and what is asked of it, looked at once. */
type Job = {
  bytes: Uint8Array
  options: RedactOptions
  write: boolean
  /** Marks at most */
  most: number
  type: FileType
  safeName: string
  extension: string
  reason: ReasonCode
  wanted: Wanted
  /** Marks of people that hide from the reader */
  given: GivenMark[]
}

function run(
  bytes: Uint8Array,
  name: string,
  options: RedactOptions,
  write: boolean,
  most = Number.POSITIVE_INFINITY,
): Promise<Redacted> {
  const { type, problems, safeName, extension } = inspectFile(bytes, name, '')
  // A PDF that only asks not to be edited opens without a password: PDFium finds out.
  const problem = problems.find(
    ({ code }) => unread.includes(code) && !(type === 'pdf' && code === 'encrypted'),
  )
  if (problem !== undefined) throw new ProblemError('unsupported-type', `${problem.message}.`)
  const layer = options.layer ?? 'requester'
  const given: GivenMark[] = (options.marks ?? [])
    .filter((mark) => hidesFrom(mark, layer))
    .map(({ place, reason }) => ({ place, reason: reasonOf(reason).id }))
  const reason = reasonOf(options.reason)
  const wanted = readWanted(options)
  const job = { bytes, options, write, most, type, safeName, extension, reason, wanted, given }
  if (type === 'pdf') return redactPages(job)
  return isPicture(type) ? redactPicture(job, type) : redactPieces(job)
}

async function redactPages(job: Job): Promise<Redacted> {
  const { bytes, options, write, safeName, reason, wanted, given } = job
  const boxes = onlyBoxes(given).map(({ place, reason: id }) => ({
    ...place,
    label: options.label ?? reasonOf(id).label,
    reason: id,
  }))
  const result = await redactPdf({
    bytes,
    find: [...(options.find ?? [])],
    entities: [...wanted.entities],
    minScore: wanted.minScore,
    parties: [...(options.parties ?? [])],
    keep: [...(options.keep ?? [])],
    boxes: boxes.map(({ page, left, top, width, height, label }) => ({
      page,
      left,
      top,
      width,
      height,
      label,
    })),
    label: options.label ?? reason.label,
    title: options.title ?? safeName.replace(/\.[^.]*$/, ''),
    write,
  })
  return {
    bytes: result.bytes,
    name: newName(job, options.title === undefined && result.titleTold),
    marks: result.marks.map(({ rule, why, score, ...box }) => ({
      ...sureness({ why, score }),
      place: { kind: 'box', ...box },
      reason: boxes.find((each) => rule === 'box' && sameBox(each, box))?.reason ?? reason.id,
      rule: rule === 'box' ? 'mark' : rule,
    })),
    leftOut: result.hidden === 0 ? {} : { 'painted on hidden layers': result.hidden },
    pictures: result.pictures,
    verification: result.verification,
  }
}

async function redactPicture(job: Job, type: ImageType): Promise<Redacted> {
  const { bytes, write, wanted, given } = job
  if (wanted.needles.length + wanted.entities.length > 0)
    throw new ProblemError(
      'unsupported-type',
      'Words in a picture cannot be found by text: draw boxes on it instead.',
    )
  const boxes = onlyBoxes(given).map(({ place }) => place)
  return {
    bytes: write ? await redactImage(bytes, type, boxes) : new Uint8Array(),
    name: newName(job),
    marks: given.map((mark) => ({ ...mark, rule: 'mark' })),
    leftOut: {},
    pictures: [],
    verification: { passed: true, left: [] },
  }
}

async function redactPieces(job: Job): Promise<Redacted> {
  const { bytes, options, write, most, type, safeName, reason, wanted, given } = job
  if (bytes.length > mostTextBytes)
    throw new ProblemError(
      'too-large',
      `Files of this kind can be redacted up to ${mostTextBytes / 1024 / 1024} MB.`,
    )
  const story = await readStory(bytes, type)
  if (Number.isFinite(most)) refuseTooMany(story.pieces, wanted, most)
  const label = (id: string): string => options.label ?? labelOf(reasonOf(id))
  const work = redactStory(story, wanted, given, reason.id, label)
  if (work.lost > 0) throw lostMarks(work.lost)
  const made: Redacted = {
    bytes: new Uint8Array(),
    name: newName({ ...job, extension: story.extension ?? job.extension }, work.tells(asWords(safeName))),
    marks: work.marks,
    leftOut: story.leftOut,
    pictures: [],
    verification: { passed: true, left: [] },
  }
  if (!write) return made
  made.bytes = await story.write(work.pieces)
  const after = inspectFile(made.bytes, made.name, '')
  const read = await extractText(made.bytes, after.type)
  const left = made.bytes.length === 0 ? [] : work.check(`${read.text}\n${made.name}`)
  made.verification = {
    passed: left.length === 0 && read.complete,
    left: left.map((rule) => ({ rule, page: null })),
  }
  return made
}

/** Units that are searched at a time */
const windowSize = 4_000_000

/**
 * Proposals are rows that somebody decides on: where there are too many, nobody waits until millions have been found. A
 * large file is searched in parts first, which need little memory.
 */
function refuseTooMany(pieces: readonly string[], wanted: Wanted, most: number): void {
  let count = 0
  let text: string[] = []
  let size = 0
  const look = (): void => {
    count += findSpans(text.join('\n'), wanted).length
    if (count > most)
      throw new ProblemError(
        'too-large',
        `More than ${most.toLocaleString('en-GB')} places were found, which is more than anybody can decide on: ${lessMarks}`,
      )
    text = []
    size = 0
  }
  for (const piece of pieces) {
    text.push(piece)
    size += piece.length + 1
    if (size > windowSize) look()
  }
  // What is left of a small file is searched only once, as a whole.
  if (size < windowSize && pieces.length > text.length) look()
}

function readWanted(options: RedactOptions): Wanted {
  const { find = [], entities = [], minScore = 0.5, parties = [], keep = [] } = options
  const needles = toNeedles(find)
  if (needles.length < find.length)
    throw new ProblemError('invalid-input', 'A text to find needs at least one letter or digit.')
  return { needles, entities, minScore, parties, keep }
}

function reasonOf(code: string): ReasonCode {
  const reason = findReason(code)
  if (reason !== undefined) return reason
  throw new ProblemError('invalid-input', noReason(code))
}

const lostMarks = (count: number): ProblemError =>
  new ProblemError('invalid-input', `${count} of the marks lie nowhere in this file. Nothing was written.`)

type Box = { page: number; left: number; top: number; width: number; height: number }
const sameBox = (a: Box, b: Box): boolean =>
  a.page === b.page && a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height

/** Throws where a mark is none that a page can have. */
function onlyBoxes(given: readonly GivenMark[]) {
  const boxes = given.flatMap(({ place, reason }) => (place.kind === 'box' ? [{ place, reason }] : []))
  if (boxes.length < given.length) throw lostMarks(given.length - boxes.length)
  return boxes
}

const asWords = (name: string): string => name.replaceAll(/[_-]+/g, ' ')

/** `report-redacted.pdf`; a name that is known to say what is hidden, or says what was looked for, becomes `redacted.pdf`. */
function newName(
  { safeName, extension, wanted, options }: Pick<Job, 'safeName' | 'extension' | 'wanted' | 'options'>,
  isTold = false,
): string {
  const stem = safeName.replace(/\.[^.]*$/, '')
  const sought = { ...wanted, needles: toNeedles(withParts(options.find ?? [])) }
  const tells = isTold || stem === '' || findSpans(asWords(stem), sought).length > 0
  return `${tells ? 'redacted' : `${stem}-redacted`}${extension === '' ? '' : `.${extension}`}`
}
